/** The same numbers as a db-ivm pipeline, in the words of its own documentation. */
import { D2, groupBy, groupByOperators, join, map, MultiSet, output } from '@tanstack/db-ivm';
import type { MovementRow, ProductRow, StockFacts } from './stock-facts.ts';

interface Shelf {
  readonly onHand: number;
  readonly value: number;
  readonly isLow: boolean;
}

interface Shelved {
  readonly product: string;
  readonly shop: string;
  readonly onHand: number;
}

export class StockPipeline {
  readonly shelves = new Map<string, Shelf>();
  readonly #graph = new D2();
  readonly #movements = this.#graph.newInput<MovementRow>();

  constructor({ products, movements }: StockFacts) {
    const priced = this.#graph.newInput<ProductRow>();
    this.#movements.pipe(
      groupBy(([, product, shop]: MovementRow) => ({ product, shop }), {
        onHand: groupByOperators.sum((row: MovementRow) => row[3])
      }),
      map(([, shelf]: [string, Shelved]): [string, Shelved] => [shelf.product, shelf]),
      join(priced.pipe(map((product: ProductRow): [string, ProductRow] => [product[0], product])), 'inner'),
      map(
        ([, [{ product, shop, onHand }, [, price, reorderPoint]]]: [string, [Shelved, ProductRow]]): [
          string,
          Shelf
        ] => [`${product}|${shop}`, { onHand, value: onHand * price, isLow: onHand < reorderPoint }]
      ),
      output((changes: MultiSet<[string, Shelf]>) => {
        for (const [[key, shelf], count] of changes.getInner()) if (count > 0) this.shelves.set(key, shelf);
      })
    );
    this.#graph.finalize();
    priced.sendData(new MultiSet(products.map((product): [ProductRow, number] => [product, 1])));
    this.#movements.sendData(new MultiSet(movements.map((row): [MovementRow, number] => [row, 1])));
    this.#graph.run();
  }

  apply(movement: MovementRow): void {
    this.#movements.sendData(new MultiSet([[movement, 1]]));
    this.#graph.run();
  }
}
