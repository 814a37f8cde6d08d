import { describe, expect, it } from 'vitest';
import { computed } from '#schema/computed.ts';
import { createEngine } from './engine.ts';
import { onHand, price, schemaOf, shop, shown, value, type Columns } from './small-shop.fixture.ts';

describe('a declaration', () => {
  const reads = (...of: string[]) => computed.formula({ ...shown, of, compute: () => null });

  it('that reads itself is refused with the path', () => {
    expect(() =>
      createEngine(schemaOf({ products: { a: reads('b'), b: reads('price', 'c'), c: reads('a') } }))
    ).toThrow('Computed columns form a cycle: products.a → products.b → products.c → products.a.');
    const back = computed.lookup({ ...shown, through: 'product', column: 'total' });
    expect(() => createEngine(schemaOf({ ...shop, stock: { onHand, price: back, value } }))).toThrow(
      'Computed columns form a cycle: stock.price → products.total → stock.value → stock.price.'
    );
  });

  it('that names an unknown table or column, or a reference to another table, is refused by name', () => {
    const refused = (columns: Columns) => () => createEngine(schemaOf(columns));
    expect(refused({ products: { a: reads('colour') } })).toThrow(
      'products.a reads the unknown column products.colour'
    );
    expect(refused({ stock: { a: computed.rollup({ ...onHand, from: 'sales' }) } })).toThrow('unknown table sales');
    expect(refused({ stock: { a: computed.rollup({ ...onHand, by: ['shop', 'product'] }) } })).toThrow(
      'stock.a goes by movements.shop, which refers to shops and not to products'
    );
    expect(refused({ products: { a: onHand } })).toThrow('by 2 columns of movements; 1 are needed');
    expect(refused({ products: { a: { ...price, through: 'price' } } })).toThrow(
      'through price, which is no reference'
    );
    expect(refused({ products: { price } })).toThrow('products.price is declared twice');
  });
});
