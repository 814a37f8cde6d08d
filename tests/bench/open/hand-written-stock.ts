/**
 * What the inventory module declares about stock, written by hand as deltas over Maps: on-hand, shortfall and value by
 * shop, the chain's total and value, and the two alerts. The peer of the engine: no less is computed, nothing is general.
 */
interface Product {
  readonly price: number;
  readonly reorderPoint: number;
  chainOnHand: number;
  chainTotal: number;
  stockValue: number;
}

interface Shelf {
  onHand: number;
  shortfall: number;
  valueAtRetail: number;
}

export class HandWrittenStock {
  readonly #products = new Map<string, Product>();
  readonly #shelves = new Map<string, Shelf>();
  readonly oversold = new Set<string>();
  readonly belowReorderPoint = new Set<string>();

  addProduct(id: string, { price, reorderPoint }: Pick<Product, 'price' | 'reorderPoint'>): void {
    this.#products.set(id, { price, reorderPoint, chainOnHand: 0, chainTotal: 0, stockValue: 0 });
  }

  /** Gives back the names of the cells that changed, for the screen. */
  apply(productId: string, shop: string, quantity: number): readonly string[] {
    const product = this.#products.get(productId)!;
    const key = `${productId}|${shop}`;
    let shelf = this.#shelves.get(key);
    if (!shelf) this.#shelves.set(key, (shelf = { onHand: 0, shortfall: 0, valueAtRetail: 0 }));
    shelf.onHand += quantity;
    shelf.shortfall = Math.max(0, product.reorderPoint - shelf.onHand);
    shelf.valueAtRetail = shelf.onHand * product.price;
    product.chainOnHand += quantity;
    product.chainTotal = product.chainOnHand;
    product.stockValue = product.chainTotal * product.price;
    if (shelf.onHand < 0) this.oversold.add(key);
    else this.oversold.delete(key);
    if (shelf.onHand < product.reorderPoint) this.belowReorderPoint.add(key);
    else this.belowReorderPoint.delete(key);
    return ['onHand', 'shortfall', 'valueAtRetail', 'chainOnHand', 'chainTotal', 'stockValue'];
  }
}
