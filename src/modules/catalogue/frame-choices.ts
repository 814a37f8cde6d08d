/** Frame attributes that shops filter and subtotal by (domain 2.4), with the spellings found in their files. */
import type { Choice } from '#schema/column.ts';

export const materials = [
  { value: 'acetate', label: { zh: '板材', en: 'Acetate' }, aliases: ['醋酸板材', '醋酸纤维'] },
  { value: 'tr90', label: { zh: 'TR90', en: 'TR90' }, aliases: ['TR-90', 'TR 90', 'TR'] },
  { value: 'titanium', label: { zh: '纯钛', en: 'Titanium' }, aliases: ['钛', '钛架'] },
  { value: 'beta-titanium', label: { zh: 'β钛', en: 'Beta titanium' }, aliases: ['B钛', 'ß钛', '贝塔钛', 'β-钛'] },
  { value: 'alloy', label: { zh: '合金', en: 'Alloy' }, aliases: ['金属', '合金架'] },
  { value: 'stainless-steel', label: { zh: '不锈钢', en: 'Stainless steel' }, aliases: ['钢'] },
  { value: 'mixed', label: { zh: '混合', en: 'Mixed' }, aliases: ['板材+金属', '混合材质'] },
  { value: 'plastic', label: { zh: '塑料', en: 'Plastic' }, aliases: ['注塑', 'PC'] },
  { value: 'hydrogel', label: { zh: '水凝胶', en: 'Hydrogel' } },
  { value: 'silicone-hydrogel', label: { zh: '硅水凝胶', en: 'Silicone hydrogel' }, aliases: ['硅水'] }
] as const satisfies readonly Choice[];

export const rims = [
  { value: 'full', label: { zh: '全框', en: 'Full rim' }, aliases: ['全'] },
  { value: 'half', label: { zh: '半框', en: 'Half rim' }, aliases: ['半'] },
  { value: 'rimless', label: { zh: '无框', en: 'Rimless' }, aliases: ['无'] }
] as const satisfies readonly Choice[];
