/**
 * Inventory: what a shop holds, and every reason it changed.
 *
 * Three ledgers are all that is stored; on-hand, on the road, in dispute, totals and alerts are computed from them, so
 * replicas that hold the same facts show the same numbers. Each action writes one book: there is no half of one.
 */
import { defineModule } from '#schema/module.ts';
import { adjust } from './adjust.ts';
import { belowReorderPoint, oversold, transferDisputed } from './alerts.ts';
import { chainColumns } from './chain-columns.ts';
import { idleColumns } from './idle-columns.ts';
import { movements } from './movements.ts';
import { openingStock } from './opening-stock.ts';
import { lookup, pages } from './pages.ts';
import { receive } from './receive.ts';
import { receiveTransfer } from './receive-transfer.ts';
import { reports } from './reports.ts';
import { sendTransfer } from './send-transfer.ts';
import { settleTransfer } from './settle-transfer.ts';
import { stock, stockColumns } from './stock.ts';
import { receiptColumns, transferColumns } from './transfer-columns.ts';
import { transferReceipts, transfers } from './transfers.ts';
import { writeOff } from './write-off.ts';

export const inventory = defineModule({
  id: 'inventory',
  label: { zh: '库存', en: 'Inventory' },
  area: 'business',
  tables: [movements, transfers, transferReceipts],
  groups: [stock],
  computed: {
    [stock.id]: { ...stockColumns, ...idleColumns },
    [transferReceipts.id]: receiptColumns,
    [transfers.id]: transferColumns,
    'catalogue.products': chainColumns
  },
  actions: [receive, sendTransfer, receiveTransfer, writeOff, adjust, openingStock, settleTransfer],
  alerts: [oversold, belowReorderPoint, transferDisputed],
  pages,
  reports,
  lookup
});
