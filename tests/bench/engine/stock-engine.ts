/** On-hand, value and one alert by product and shop, and the moving-average cost of each movement, as a module declares them. */
import { createEngine, type Engine } from '../../../src/engine/engine.ts';
import { column } from '../../../src/schema/column.ts';
import { computed, type Alert, type Computed, type ComputedValue } from '../../../src/schema/computed.ts';
import { group } from '../../../src/schema/group.ts';
import { createSchema } from '../../../src/schema/module.ts';
import { ledger, sheet, type RowArray } from '../../../src/schema/table.ts';
import { averageStep, NOTHING_HELD } from './hand-written-cost.ts';
import type { StockFacts } from './stock-facts.ts';

const label = { zh: '', en: '' };
const shown = { label, words: label, shows: 'integer' as const };
const book = { audience: 'chain' };
const whole = column.integer({ label });
const tables = [
  sheet({ id: 'products', label, book, columns: { price: whole, reorderPoint: whole } }),
  sheet({ id: 'shops', label, book, columns: { name: column.text({ label }) } }),
  ledger({
    id: 'movements',
    label,
    book,
    columns: {
      product: column.reference({ label, table: 'products' }),
      shop: column.reference({ label, table: 'shops' }),
      quantity: whole,
      on: column.date({ label }),
      amount: column.money({ label })
    }
  })
];
const by = ['product', 'shop'];
const stock = group({
  id: 'stock',
  label,
  keys: { product: { label, table: 'products' }, shop: { label, table: 'shops' } },
  sources: [{ table: 'movements', by }]
});
const number = (value: ComputedValue | undefined): number => Number(value ?? 0);
const low: Alert = {
  ...{ id: 'low', on: 'stock', severity: 'warning', of: ['onHand', 'reorderPoint'], column: 'onHand' },
  when: (onHand, reorderPoint) => number(onHand) < number(reorderPoint),
  ...{ label, sentence: label, remedies: [] }
};

const ON_HAND: Readonly<Record<string, Readonly<Record<string, Computed>>>> = {
  stock: {
    onHand: computed.rollup({ ...shown, from: 'movements', by, measure: { kind: 'sum', column: 'quantity' } }),
    price: computed.lookup({ ...shown, through: 'product', column: 'price' }),
    reorderPoint: computed.lookup({ ...shown, through: 'product', column: 'reorderPoint' }),
    value: computed.formula({
      ...shown,
      of: ['onHand', 'price'],
      compute: (onHand, price) => number(onHand) * number(price)
    })
  }
};
const COST: typeof ON_HAND = {
  movements: {
    cost: computed.scan({
      ...{ ...shown, by, order: ['on'], of: ['quantity', 'amount'], start: NOTHING_HELD },
      step: (held, quantity, amount) => averageStep(held, number(quantity), number(amount))
    })
  }
};

export function stockEngine(facts: StockFacts, kind: 'on-hand' | 'cost' = 'on-hand'): Engine {
  const isCost = kind === 'cost';
  const declared = { tables, groups: isCost ? [] : [stock], computed: isCost ? COST : ON_HAND };
  const rest = { id: 'bench', label, area: 'business' as const, actions: [], pages: [], alerts: isCost ? [] : [low] };
  const engine = createEngine(createSchema([{ ...rest, ...declared }]));
  engine.load('products', facts.products);
  engine.load('shops', facts.shops);
  engine.load('movements', facts.movements);
  engine.start();
  return engine;
}

export function applyMovement(engine: Engine, after: RowArray): void {
  engine.apply([{ table: 'movements', id: after[0], before: undefined, after }]);
}
