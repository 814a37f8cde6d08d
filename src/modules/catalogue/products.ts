/**
 * The item file: one row per thing that has its own price and its own stock, chain-wide [INV-02].
 *
 * Every product kind shares one table, so that a till finds a frame and a bottle of solution by the same scan; which cells
 * a kind must fill is a check over the row. How many there are is not here: stock is the sum of movements.
 * Column order is for ever, commits refer to it; new columns go at the end.
 */
import { foldWidth } from '#kernel/money.ts';
import { column, type CellValue } from '#schema/column.ts';
import { sheet, type RowProblem } from '#schema/table.ts';
import { stockingColumns } from '../inventory/stocking-columns.ts';
import { materials, rims } from './frame-choices.ts';
import { MILLIMETRES, normalizeFrameSize, normalizeMillimetres } from './frame-size.ts';
import { isClassThree, productKinds } from './product-kinds.ts';

/** Without `|`, which joins the keys of computed rows, and short enough for a label. */
const SKU = /^[^|\p{Cc}]{1,60}$/u;

const withoutSpaces = (text: string): string => foldWidth(text).replace(/\s/g, '');

/** The first thing that a class III device lacks, or null. */
function checkProduct(row: Readonly<Record<string, CellValue>>): RowProblem | null {
  if (!isClassThree(row['kind'] ?? null)) return null;
  if (!row['batch']) return { rule: 'batch-required-class-iii', column: 'batch' };
  if (!row['expiresOn']) return { rule: 'expiry-required-class-iii', column: 'expiresOn' };
  if (!row['registration']) return { rule: 'registration-required-class-iii', column: 'registration' };
  return null;
}

export const products = sheet({
  id: 'catalogue.products',
  label: { zh: '商品', en: 'Products' },
  book: { audience: 'org' },
  key: 'sku',
  idPrefix: 'p',
  title: ['brand', 'model', 'color', 'name'],
  checkRow: checkProduct,
  columns: {
    sku: column.text({
      label: { zh: '编码', en: 'SKU' },
      help: { zh: '商品的唯一编码，导入时按它更新', en: 'One per product; imports update the product that has it' },
      required: true,
      unique: true,
      headings: ['商品编码', '商品编号', '货号', '品号', 'sku', 'item', 'item code', 'product code', 'item_code'],
      normalize: (text) => text.normalize('NFKC').trim(),
      pattern: SKU,
      patternRule: 'sku-form',
      width: 90
    }),
    barcode: column.barcode({
      label: { zh: '条码', en: 'Barcode' },
      unique: true,
      headings: ['条形码', '商品条码', '国际条码', '69码', 'EAN', 'EAN-13', 'EAN13', 'GTIN', 'UPC'],
      width: 120
    }),
    name: column.text({
      label: { zh: '名称', en: 'Name' },
      headings: ['品名', '商品名称', '产品名称', 'product name', 'description'],
      width: 180
    }),
    brand: column.text({ label: { zh: '品牌', en: 'Brand' }, headings: ['商品品牌', '牌子'], width: 130 }),
    model: column.text({ label: { zh: '型号', en: 'Model' }, headings: ['商品型号', '款号'], width: 90 }),
    colorCode: column.text({
      label: { zh: '色号', en: 'Colour code' },
      headings: ['颜色代码', 'color code', 'color_code', 'colour_code'],
      width: 70
    }),
    color: column.text({ label: { zh: '颜色', en: 'Colour' }, headings: ['色彩', '花色', 'color'], width: 80 }),
    size: column.text({
      label: { zh: '规格', en: 'Size' },
      help: {
        zh: '镜架：镜圈□鼻梁-镜腿，如 52□18-140；也可填 360ml、30片装',
        en: 'Frames: eye□bridge-temple, e.g. 52□18-140; or a pack such as 360ml'
      },
      headings: ['尺寸', '镜架尺寸', '规格尺寸', '包装规格', 'spec', 'frame size'],
      normalize: normalizeFrameSize,
      width: 100
    }),
    material: column.choice({
      label: { zh: '材质', en: 'Material' },
      headings: ['材料', '镜架材质'],
      choices: materials,
      width: 80
    }),
    rim: column.choice({
      label: { zh: '框型', en: 'Rim' },
      headings: ['框式', '镜框类型', 'rim type'],
      choices: rims,
      width: 70
    }),
    kind: column.choice({
      label: { zh: '类别', en: 'Kind' },
      headings: ['分类', '商品类别', '品类', '类型', 'category', 'type'],
      choices: productKinds,
      width: 90
    }),
    shape: column.text({ label: { zh: '款式', en: 'Style' }, headings: ['形状', '镜型', 'shape'], width: 80 }),
    supplierCode: column.text({
      label: { zh: '供应商货号', en: 'Supplier code' },
      headings: ['厂家货号', '供应商编码', '供货商货号', 'supplier_code', 'supplier item'],
      width: 100
    }),
    retailPrice: column.money({
      label: { zh: '零售价', en: 'Retail price' },
      help: { zh: '含税标价，元', en: 'Price on the tag in yuan, tax included' },
      min: 0,
      onConflict: 'hold',
      headings: ['售价', '标价', '吊牌价', '销售价', 'price', 'retail', 'retail_price'],
      width: 90
    }),
    ...stockingColumns,
    power: column.diopter({
      label: { zh: '度数', en: 'Power' },
      help: { zh: '隐形眼镜光度，如 -4.25', en: 'Of a contact lens, e.g. -4.25' },
      headings: ['光度', '球镜', 'SPH', 'PWR'],
      width: 70
    }),
    baseCurve: column.text({
      label: { zh: '基弧', en: 'Base curve' },
      headings: ['基弧BC', 'BC', 'base_curve'],
      normalize: normalizeMillimetres,
      pattern: MILLIMETRES,
      patternRule: 'not-millimetres',
      width: 60
    }),
    diameter: column.text({
      label: { zh: '直径', en: 'Diameter' },
      headings: ['直径DIA', 'DIA'],
      normalize: normalizeMillimetres,
      pattern: MILLIMETRES,
      patternRule: 'not-millimetres',
      width: 60
    }),
    batch: column.text({
      label: { zh: '批号', en: 'Batch' },
      help: { zh: '隐形眼镜和护理液必填', en: 'Required for contact lenses and solutions' },
      headings: ['生产批号', '批次', '批次号', 'LOT', 'batch no', 'lot no'],
      width: 90
    }),
    expiresOn: column.date({
      label: { zh: '失效日期', en: 'Expires on' },
      help: { zh: '隐形眼镜和护理液必填', en: 'Required for contact lenses and solutions' },
      headings: ['有效期至', '有效期', '效期', '到期日', 'expiry', 'expiry date', 'EXP', 'expires_on'],
      width: 95
    }),
    registration: column.text({
      label: { zh: '注册证号', en: 'Registration no.' },
      help: {
        zh: '医疗器械注册证编号，如 国械注进20193161000；隐形眼镜和护理液必填',
        en: 'Medical device registration certificate; required for contact lenses and solutions'
      },
      headings: ['注册证', '医疗器械注册证号', '注册证编号', 'registration', 'registration_no'],
      normalize: withoutSpaces,
      width: 170
    }),
    active: column.boolean({
      label: { zh: '启用', en: 'Active' },
      headings: ['在售', '是否启用', 'enabled'],
      width: 60
    })
  }
});
