/**
 * On-hand, value and alert by product and shop as somebody would write them for exactly this: Maps by id, a delta a
 * movement. `rowsById` is what a correction or a late deletion needs; the first computation does without it.
 */
import type { MovementRow, ProductRow, StockFacts } from './stock-facts.ts';

interface Shelf {
  readonly product: ProductRow;
  onHand: number;
  value: number;
}

export class HandWrittenShelves {
  readonly low = new Set<string>();
  readonly rowsById = new Map<string, MovementRow>();
  readonly #products = new Map<string, ProductRow>();
  readonly #shelves = new Map<string, Shelf>();

  constructor({ products, movements }: StockFacts) {
    for (const product of products) this.#products.set(product[0], product);
    for (const movement of movements) this.#shelfOf(movement).onHand += movement[3];
    for (const [key, shelf] of this.#shelves) this.#settle(key, shelf);
  }

  /** Gives back the names of the cells that changed, for the screen. */
  apply(movement: MovementRow): readonly string[] {
    const shelf = this.#shelfOf(movement);
    shelf.onHand += movement[3];
    this.#settle(`${movement[1]}|${movement[2]}`, shelf);
    return ['onHand', 'value'];
  }

  onHand(product: string, shop: string): number | undefined {
    return this.#shelves.get(`${product}|${shop}`)?.onHand;
  }

  get size(): number {
    return this.#shelves.size;
  }

  #shelfOf([, product, shop]: MovementRow): Shelf {
    const key = `${product}|${shop}`;
    let shelf = this.#shelves.get(key);
    if (!shelf) this.#shelves.set(key, (shelf = { product: this.#products.get(product)!, onHand: 0, value: 0 }));
    return shelf;
  }

  #settle(key: string, shelf: Shelf): void {
    const [, price, reorderPoint] = shelf.product;
    shelf.value = shelf.onHand * price;
    if (shelf.onHand < reorderPoint) this.low.add(key);
    else this.low.delete(key);
  }
}
