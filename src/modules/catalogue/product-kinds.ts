/**
 * What kinds of goods an optical shop keeps, and the two things the law and the books ask of each.
 *
 * `classThree`: contact lenses of any wear and their solutions are class III medical devices; batch, expiry and
 * registration certificate must be on record before one is sold (医疗器械经营监督管理办法, articles 32 and 38).
 * `stockClass`: raw material, finished glasses, goods and consumables have accounts of their own [INV-16].
 */
import type { CellValue, Choice } from '#schema/column.ts';

export const stockClasses = [
  { value: 'goods', label: { zh: '库存商品', en: 'Goods' } },
  { value: 'raw', label: { zh: '原材料', en: 'Raw material' } },
  { value: 'finished', label: { zh: '成品', en: 'Finished glasses' } },
  { value: 'consumable', label: { zh: '周转材料', en: 'Consumables' } }
] as const satisfies readonly Choice[];

type StockClass = (typeof stockClasses)[number]['value'];

interface KindOfGoods extends Choice {
  readonly stockClass: StockClass;
  readonly classThree: boolean;
}

const goods = { stockClass: 'goods', classThree: false } as const;
const device = { stockClass: 'goods', classThree: true } as const;

export const productKinds = [
  { value: 'frame', label: { zh: '镜架', en: 'Frame' }, aliases: ['眼镜架', '光学架', '光学镜架', 'frames'], ...goods },
  { value: 'sunglasses', label: { zh: '太阳镜', en: 'Sunglasses' }, aliases: ['墨镜', '太阳眼镜'], ...goods },
  { value: 'lens', label: { zh: '镜片', en: 'Lens' }, aliases: ['光学镜片', '成品镜片', 'lenses'], ...goods },
  {
    value: 'lens-blank',
    label: { zh: '毛坯片', en: 'Lens blank' },
    aliases: ['镜片毛坯', '半成品镜片'],
    stockClass: 'raw',
    classThree: false
  },
  {
    value: 'finished-glasses',
    label: { zh: '成镜', en: 'Finished glasses' },
    aliases: ['成品镜', '成品眼镜'],
    stockClass: 'finished',
    classThree: false
  },
  {
    value: 'reading-glasses',
    label: { zh: '老花镜', en: 'Reading glasses' },
    aliases: ['老视镜', '老花成镜'],
    stockClass: 'finished',
    classThree: false
  },
  { value: 'contact-daily', label: { zh: '日抛', en: 'Daily contact lens' }, aliases: ['日抛隐形'], ...device },
  {
    value: 'contact-biweekly',
    label: { zh: '双周抛', en: 'Two-week contact lens' },
    aliases: ['两周抛', '双周抛隐形'],
    ...device
  },
  { value: 'contact-monthly', label: { zh: '月抛', en: 'Monthly contact lens' }, aliases: ['月抛隐形'], ...device },
  { value: 'contact-quarterly', label: { zh: '季抛', en: 'Quarterly contact lens' }, aliases: ['季抛隐形'], ...device },
  {
    value: 'contact-half-year',
    label: { zh: '半年抛', en: 'Half-year contact lens' },
    aliases: ['半年抛隐形'],
    ...device
  },
  { value: 'contact-year', label: { zh: '年抛', en: 'Yearly contact lens' }, aliases: ['年抛隐形'], ...device },
  {
    value: 'contact-colour-daily',
    label: { zh: '美瞳日抛', en: 'Daily colour contact lens' },
    aliases: ['彩片日抛', '日抛美瞳', '日抛彩片'],
    ...device
  },
  {
    value: 'contact-colour-monthly',
    label: { zh: '美瞳月抛', en: 'Monthly colour contact lens' },
    aliases: ['彩片月抛', '月抛美瞳', '月抛彩片'],
    ...device
  },
  {
    value: 'contact-colour-half-year',
    label: { zh: '美瞳半年抛', en: 'Half-year colour contact lens' },
    aliases: ['彩片半年抛', '半年抛美瞳', '半年抛彩片'],
    ...device
  },
  {
    value: 'contact-rigid',
    label: { zh: '硬性隐形眼镜', en: 'Rigid contact lens' },
    aliases: ['硬镜', 'RGP', '角膜塑形镜', 'OK镜'],
    ...device
  },
  {
    value: 'solution',
    label: { zh: '护理液', en: 'Care solution' },
    aliases: ['隐形护理液', '多功能护理液'],
    ...device
  },
  {
    value: 'accessory',
    label: { zh: '配件', en: 'Accessory' },
    aliases: ['眼镜配件', '镜盒', '镜布', '镜链'],
    ...goods
  },
  {
    value: 'consumable',
    label: { zh: '耗材', en: 'Consumable' },
    aliases: ['辅料', '加工耗材'],
    stockClass: 'consumable',
    classThree: false
  }
] as const satisfies readonly KindOfGoods[];

const kindsByValue: ReadonlyMap<CellValue, KindOfGoods> = new Map(productKinds.map((kind) => [kind.value, kind]));

export function isClassThree(kind: CellValue): boolean {
  return kindsByValue.get(kind)?.classThree ?? false;
}

/** Null for a product whose kind is not yet known. */
export function stockClassOf(kind: CellValue): StockClass | null {
  return kindsByValue.get(kind)?.stockClass ?? null;
}
