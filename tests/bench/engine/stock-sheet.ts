/**
 * The same numbers as a workbook of HyperFormula: one row a movement, and on a second sheet one row a product and shop with
 * SUMIFS, value and alert. Empty rows are kept within the summed range, so that a new movement is one edit.
 */
import { HyperFormula } from 'hyperformula';
import type { MovementRow, StockFacts } from './stock-facts.ts';
import { SHOPS } from './stock-facts.ts';

export class StockWorkbook {
  readonly #book: HyperFormula;
  #next: number;

  constructor({ products, movements }: StockFacts, room: number) {
    const last = movements.length + room;
    const sumOf = (row: number): string =>
      `=SUMIFS(Movements!$C$1:$C$${last},Movements!$A$1:$A$${last},A${row},Movements!$B$1:$B$${last},B${row})`;
    const shelves = products.flatMap(([id, price, reorderPoint]) =>
      SHOPS.map((shop) => ({ id, shop, price, reorderPoint }))
    );
    this.#next = movements.length;
    this.#book = HyperFormula.buildFromSheets(
      {
        Movements: [
          ...movements.map(([, product, shop, quantity]) => [product, shop, quantity]),
          ...Array.from({ length: room }, () => [null, null, null])
        ],
        Stock: shelves.map(({ id, shop, price, reorderPoint }, i) => [
          ...[id, shop, sumOf(i + 1), price, reorderPoint],
          ...[`=C${i + 1}*D${i + 1}`, `=C${i + 1}<E${i + 1}`]
        ])
      },
      { licenseKey: 'gpl-v3' }
    );
  }

  apply([, product, shop, quantity]: MovementRow): void {
    const sheet = this.#book.getSheetId('Movements')!;
    this.#book.setCellContents({ sheet, row: this.#next++, col: 0 }, [[product, shop, quantity]]);
  }

  onHandAt(row: number): unknown {
    return this.#book.getCellValue({ sheet: this.#book.getSheetId('Stock')!, row, col: 2 });
  }
}
