/**
 * What inventory needs to know of a product. The cells lie in the product's row, where people look for them, but their
 * meaning belongs here, so they are declared here once.
 */
import { MAX_QUANTITY } from '#kernel/quantity.ts';
import { column } from '#schema/column.ts';

export const stockingColumns = {
  reorderPoint: column.integer({
    label: { zh: '补货点', en: 'Reorder point' },
    help: {
      zh: '任一门店在手数量低于它时提醒；空或 0 为不提醒',
      en: 'A shop that holds fewer is warned; empty or 0 is no warning'
    },
    min: 0,
    max: MAX_QUANTITY,
    headings: ['最低库存', '安全库存', '库存下限', 'reorder point', 'reorder_point', 'min stock', 'minimum'],
    width: 70
  })
} as const;
