import { keyedRowId } from '#kernel/ids.ts';
import type { LocalDate } from '#kernel/local-date.ts';
import type { DemoRow } from '../demo-row.ts';
import { shopTable } from './module.ts';

const SHOPS = [
  { code: 'wuchang', name: '武昌店', address: '武汉市武昌区中南路 12 号', phone: '027-87310012' },
  { code: 'hankou', name: '汉口店', address: '武汉市江汉区江汉路 88 号', phone: '027-82840088' },
  { code: 'guanggu', name: '光谷店', address: '武汉市洪山区珞喻路 766 号', phone: '027-87520766' }
];

export function demoShops(on: LocalDate): DemoRow[] {
  return SHOPS.map((shop) => ({
    table: shopTable.id,
    id: keyedRowId('shop', shop.code),
    values: { ...shop, active: true },
    on
  }));
}
