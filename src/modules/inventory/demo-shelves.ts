/**
 * The demo's shelves: writes the facts and keeps count, so that the trade that is drawn could have happened. The count is
 * only for the drawing; what Lensbook shows is computed from the rows.
 */
import type { RowId } from '#kernel/ids.ts';
import type { LocalDate } from '#kernel/local-date.ts';
import type { DemoRow } from '../demo-row.ts';
import { movementWrite, movements, type Movement } from './movements.ts';
import { transferReceipts, transfers } from './transfers.ts';

export interface Parcel {
  readonly id: RowId;
  readonly product: RowId;
  readonly from: RowId;
  readonly to: RowId;
  readonly quantity: number;
}

export interface Shelves {
  readonly rows: DemoRow[];
  onHand(shop: RowId, product: RowId): number;
  /** The products that a shop keeps, in the order in which they first came. */
  kept(shop: RowId): readonly RowId[];
  move(movement: Omit<Movement, 'id'> & { readonly id?: RowId }): void;
  send(parcel: Omit<Parcel, 'id'>, sentOn: LocalDate): Parcel;
  receive(parcel: Parcel, quantity: number, receivedOn: LocalDate): void;
}

export function createShelves(newRowId: () => RowId): Shelves {
  const rows: DemoRow[] = [];
  const counts = new Map<RowId, Map<RowId, number>>();
  let sent = 0;
  const shelfOf = (shop: RowId): Map<RowId, number> => {
    const shelf = counts.get(shop) ?? new Map<RowId, number>();
    counts.set(shop, shelf);
    return shelf;
  };
  const put = (shop: RowId, product: RowId, quantity: number): void => {
    shelfOf(shop).set(product, (shelfOf(shop).get(product) ?? 0) + quantity);
  };
  const write = (table: string, id: RowId, fact: Pick<DemoRow, 'values' | 'on'>): void => {
    rows.push({ table, id, ...fact });
  };
  return {
    rows,
    onHand: (shop, product) => shelfOf(shop).get(product) ?? 0,
    kept: (shop) => [...shelfOf(shop).keys()],
    move(movement) {
      const [planned] = movementWrite({ ...movement, id: movement.id ?? newRowId() }).rows;
      if (planned) write(movements.id, planned.id, { values: planned.values, on: movement.on });
      put(movement.shop, movement.product, movement.quantity);
    },
    send(parcel, sentOn) {
      const id = newRowId();
      const number = `DB-${String(++sent).padStart(4, '0')}`;
      write(transfers.id, id, { values: { ...parcel, sentOn, number }, on: sentOn });
      put(parcel.from, parcel.product, -parcel.quantity);
      return { ...parcel, id };
    },
    receive({ id, product, from, to }, quantity, receivedOn) {
      const values = { transfer: id, product, from, to, quantity, receivedOn };
      write(transferReceipts.id, `in:${id}:0`, { values, on: receivedOn });
      put(to, product, quantity);
    }
  };
}
