/**
 * Moving-average cost of every movement of a product in a shop, and its refold by hand: the movements of each key in a
 * sorted array beside the state after each, so that a back-dated one is found by bisection and goes on from there.
 */
import type { MovementRow } from './stock-facts.ts';

export interface Held {
  readonly pieces: number;
  /** Fen. */
  readonly cost: number;
}

export const NOTHING_HELD: Held = { pieces: 0, cost: 0 };

/** What a movement adds to or takes from the value of the stock, in fen; the last piece takes what is left. */
export function averageStep({ pieces, cost }: Held, quantity: number, amount: number): { state: Held; value: number } {
  if (quantity >= 0) return { state: { pieces: pieces + quantity, cost: cost + amount }, value: amount };
  const taken = -quantity >= pieces ? cost : Math.round((cost * -quantity) / pieces);
  return { state: { pieces: pieces + quantity, cost: cost - taken }, value: -taken };
}

interface Chain {
  readonly rows: MovementRow[];
  readonly states: Held[];
}

const comesBefore = (a: MovementRow, b: MovementRow): boolean => (a[4] === b[4] ? a[0] < b[0] : a[4] < b[4]);

export class HandWrittenCost {
  readonly costs = new Map<string, number>();
  readonly #chains = new Map<string, Chain>();

  constructor(movements: readonly MovementRow[]) {
    for (const movement of movements) this.#chainOf(movement).rows.push(movement);
    for (const chain of this.#chains.values()) {
      chain.rows.sort((a, b) => (comesBefore(a, b) ? -1 : 1));
      this.#refold(chain, 0);
    }
  }

  apply(movement: MovementRow): void {
    const chain = this.#chainOf(movement);
    let [low, high] = [0, chain.rows.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (comesBefore(chain.rows[middle]!, movement)) low = middle + 1;
      else high = middle;
    }
    chain.rows.splice(low, 0, movement);
    chain.states.splice(low, 0, NOTHING_HELD);
    this.#refold(chain, low);
  }

  #chainOf([, product, shop]: MovementRow): Chain {
    const key = `${product}|${shop}`;
    let chain = this.#chains.get(key);
    if (!chain) this.#chains.set(key, (chain = { rows: [], states: [] }));
    return chain;
  }

  #refold({ rows, states }: Chain, from: number): void {
    let held = from === 0 ? NOTHING_HELD : states[from - 1]!;
    for (let i = from; i < rows.length; i++) {
      const [id, , , quantity, , amount] = rows[i]!;
      const { state, value } = averageStep(held, quantity, amount);
      held = states[i] = state;
      this.costs.set(id, value);
    }
  }
}
