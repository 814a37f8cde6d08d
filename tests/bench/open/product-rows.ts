/**
 * The rows all benches share: 12 columns of an optical shop's item file, Chinese text among them, made from the index
 * alone so that browser, relay and peers hold the same.
 */
import type { TableShape } from '../../../src/book/table-fold.ts';
import type { WrittenRow } from '../../../src/protocol/commit.ts';

export const TABLE = 'bench.products';
export const COLUMNS = [
  'sku',
  'barcode',
  'name',
  'brand',
  'model',
  'color',
  'size',
  'material',
  'kind',
  'retailPrice',
  'reorderPoint',
  'active'
] as const;

export const SHAPES: ReadonlyMap<string, TableShape> = new Map([
  [TABLE, { id: TABLE, kind: 'sheet' as const, columns: COLUMNS, held: new Set(['retailPrice']) }]
]);

const BRANDS = [
  'BOLON 暴龙',
  'MOLSION 陌森',
  'PARIM 派丽蒙',
  'HELEN KELLER 海伦凯勒',
  'Ray-Ban 雷朋',
  'LINDBERG 林德伯格'
];
const COLORS = ['黑色', '玳瑁', '枪灰', '玫瑰金', '透明茶'];
const MATERIALS = ['acetate', 'titanium', 'tr90', 'metal'];

export function productRow(i: number): WrittenRow {
  const sku = `F${String(i).padStart(6, '0')}`;
  return [
    `p:${sku}`,
    sku,
    `69${String(10_000_000_000 + i * 7919).slice(-11)}`,
    `光学镜架 ${i % 977}`,
    BRANDS[i % BRANDS.length]!,
    `BJ${6000 + (i % 1999)}`,
    COLORS[i % COLORS.length]!,
    `${48 + (i % 9)}□${15 + (i % 6)}-${135 + (i % 3) * 5}`,
    MATERIALS[i % MATERIALS.length]!,
    'frame',
    29_900 + (i % 400) * 500,
    1 + (i % 5),
    true
  ];
}

export function productRows(count: number): WrittenRow[] {
  return Array.from({ length: count }, (_, i) => productRow(i));
}
