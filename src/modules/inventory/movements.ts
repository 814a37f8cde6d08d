/**
 * Movements: every reason why what a shop holds has changed.
 *
 * Nothing stores "how many are left". On-hand is the sum of movements, so two tills that sell the last frame while offline
 * both keep their sale, the sum shows -1 and `oversold` tells a manager. A stored counter would lose one sale.
 * A mistake is taken back by a contra row, as a bookkeeper does; both rows stay to be read.
 */
import type { LocalDate } from '#kernel/local-date.ts';
import type { Quantity } from '#kernel/quantity.ts';
import type { RowId } from '#kernel/ids.ts';
import type { PlannedWrite } from '#schema/action.ts';
import { column, type CellValue, type Choice } from '#schema/column.ts';
import { ledger, type RowProblem } from '#schema/table.ts';
import { noteField, productField, quantityField, reversesField, shopField } from './form-fields.ts';

/** Goods that left without a buyer; the reason decides the account and what the manager asks. */
export const writeOffReasons = [
  { value: 'breakage', label: { zh: '破损', en: 'Breakage' }, aliases: ['损坏'] },
  { value: 'loss', label: { zh: '丢失', en: 'Loss' }, aliases: ['遗失', '被盗'] },
  { value: 'expired', label: { zh: '过期', en: 'Expired' }, aliases: ['失效'] },
  { value: 'gift', label: { zh: '赠送', en: 'Gift' }, aliases: ['赠品'] },
  { value: 'own-use', label: { zh: '自用', en: 'Own use' }, aliases: ['领用', '陈列'] }
] as const satisfies readonly Choice[];

const reasons = [
  { value: 'opening', label: { zh: '期初', en: 'Opening' } },
  { value: 'received', label: { zh: '收货', en: 'Received' } },
  { value: 'sold', label: { zh: '销售', en: 'Sold' } },
  { value: 'adjusted', label: { zh: '盘点调整', en: 'Adjusted' } },
  ...writeOffReasons
] as const satisfies readonly Choice[];

function checkMovement(row: Readonly<Record<string, CellValue>>): RowProblem | null {
  return row['quantity'] === 0 ? { rule: 'zero-quantity', column: 'quantity' } : null;
}

export const movements = ledger({
  id: 'inventory.movements',
  label: { zh: '库存流水', en: 'Stock movements' },
  book: { audience: 'shop', shop: 'shop', period: 'on' },
  title: ['on', 'reason', 'product', 'quantity'],
  contra: { negate: ['quantity'], link: 'reverses' },
  checkRow: checkMovement,
  columns: {
    product: productField,
    shop: shopField,
    quantity: quantityField,
    reason: column.choice({ label: { zh: '原因', en: 'Reason' }, required: true, choices: reasons, width: 90 }),
    on: column.date({ label: { zh: '业务日期', en: 'Business date' }, required: true, width: 95 }),
    note: noteField,
    document: column.text({ label: { zh: '单号', en: 'Document' }, headings: ['单据号'], width: 130 }),
    reverses: reversesField
  }
});

export interface Movement {
  readonly id: RowId;
  readonly product: RowId;
  readonly shop: RowId;
  /** Signed: what arrived is positive, what left is negative. */
  readonly quantity: Quantity;
  readonly reason: (typeof reasons)[number]['value'];
  readonly on: LocalDate;
  readonly note?: string | null;
  readonly document?: string | null;
}

/** Empty cells are left out: a commit carries only what was said. */
export function movementWrite({ id, note, document, ...facts }: Movement): PlannedWrite {
  const values = { ...facts, ...(note ? { note } : {}), ...(document ? { document } : {}) };
  return { table: movements.id, create: true, rows: [{ id, values }] };
}
