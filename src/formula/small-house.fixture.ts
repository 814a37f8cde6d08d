/** Declarations small enough to check by hand: products of every kind of column, brands, facts, and stock per shop. */
import { column, type CellValue } from '#schema/column.ts';
import { computed, type ComputedValue } from '#schema/computed.ts';
import { group } from '#schema/group.ts';
import { createSchema } from '#schema/module.ts';
import { ledger, sheet } from '#schema/table.ts';
import { compileFormula, type CompiledFormula } from './compile.ts';
import { namesOfSchema } from './schema-names.ts';
import type { Result } from '#kernel/result.ts';

const both = (zh: string, en: string) => ({ zh, en });
const book = { audience: 'org' };

const brands = sheet({
  id: 'shop.brands',
  label: both('品牌表', 'Brands'),
  book,
  key: 'name',
  columns: {
    name: column.text({ label: both('名称', 'Name') }),
    margin: column.integer({ label: both('毛利', 'Margin') })
  }
});
const shops = sheet({
  id: 'shop.shops',
  label: both('门店', 'Shops'),
  book,
  key: 'code',
  columns: { code: column.text({ label: both('代码', 'Code') }) }
});
const products = sheet({
  id: 'shop.products',
  label: both('商品', 'Products'),
  book,
  key: 'sku',
  columns: {
    sku: column.text({ label: both('编码', 'SKU') }),
    brand: column.reference({ label: both('品牌', 'Brand'), table: 'shop.brands' }),
    price: column.money({ label: both('零售价', 'Price') }),
    reorder: column.integer({ label: both('补货点', 'Reorder point') }),
    pack: column.integer({ label: both('装量', 'Pack') }),
    power: column.diopter({ label: both('度数', 'Power') }),
    expires: column.date({ label: both('失效日期', 'Expires on') }),
    came: column.date({ label: both('入库日期', 'Came on') }),
    kind: column.choice({
      label: both('类别', 'Kind'),
      choices: [
        { value: 'frame', label: both('镜架', 'Frame') },
        { value: 'lens', label: both('镜片', 'Lens') }
      ]
    }),
    size: column.text({ label: both('规格', 'Size') }),
    digits: column.text({ label: both('条码', 'Barcode') }),
    note: column.text({ label: both('备注', 'Note') }),
    active: column.boolean({ label: both('启用', 'Active') }),
    registration: column.text({ label: both('注册证号', 'Registration no.') })
  }
});
const moves = ledger({
  id: 'shop.moves',
  label: both('流水', 'Moves'),
  book,
  columns: {
    product: column.reference({ label: both('商品', 'Product'), table: 'shop.products' }),
    shop: column.reference({ label: both('门店', 'Shop'), table: 'shop.shops' }),
    quantity: column.integer({ label: both('数量', 'Quantity') }),
    amount: column.money({ label: both('金额', 'Amount') }),
    reason: column.choice({
      label: both('原因', 'Reason'),
      choices: [{ value: 'sold', label: both('销售', 'Sold') }]
    }),
    on: column.date({ label: both('日期', 'On') }),
    note: column.text({ label: both('备注', 'Note') })
  }
});
/** Refers to shops twice. */
const sendings = ledger({
  id: 'shop.sendings',
  label: both('调拨', 'Sendings'),
  book,
  columns: {
    from: column.reference({ label: both('调出', 'From'), table: 'shop.shops' }),
    to: column.reference({ label: both('调入', 'To'), table: 'shop.shops' }),
    quantity: column.integer({ label: both('数量', 'Quantity') })
  }
});
const stock = group({
  id: 'shop.stock',
  label: both('门店库存', 'Stock by shop'),
  keys: {
    product: { label: both('商品', 'Product'), table: 'shop.products' },
    shop: { label: both('门店', 'Shop'), table: 'shop.shops' }
  },
  sources: [{ table: 'shop.moves', by: ['product', 'shop'] }]
});

export const schema = createSchema([
  {
    id: 'shop',
    label: both('店', 'Shop'),
    area: 'business',
    tables: [brands, shops, products, moves, sendings],
    groups: [stock],
    computed: {
      'shop.stock': {
        onHand: computed.rollup({
          label: both('在手', 'On hand'),
          words: both('', ''),
          shows: 'integer',
          from: 'shop.moves',
          by: ['product', 'shop'],
          measure: { kind: 'sum', column: 'quantity' }
        })
      }
    },
    actions: [],
    alerts: [],
    pages: []
  }
]);

export const names = namesOfSchema(schema);
export const TABLE = products.id;
const label = both('算', 'Worked out');

/** 1280.50 yuan, nothing in `reorder`, `note`; -4.25 D. */
export const ROW: Readonly<Record<string, CellValue>> = {
  sku: 'RB3025',
  brand: 'b1',
  price: 128_050,
  reorder: null,
  pack: 7,
  power: -425,
  expires: '2026-11-30',
  came: '2026-01-31',
  kind: 'frame',
  size: '52□18-140',
  digits: '42',
  note: null,
  active: true,
  registration: 'REG-1'
};

export function compiled(text: string, table = TABLE): Result<CompiledFormula> {
  return compileFormula({ names, table, text, label });
}

/** What the cell of the row shows, or the name of the refusal. Money in fen, as cells hold it. */
export function cellOf(text: string, row: Readonly<Record<string, ComputedValue>> = ROW): ComputedValue {
  const formula = compiled(text);
  if (!formula.ok) return `! ${formula.rule}`;
  const { of, compute } = formula.value.column;
  return compute(...of.map((name) => row[name] ?? null));
}
