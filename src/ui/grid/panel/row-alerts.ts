/** The alerts of the row on screen: its own, and those of its group rows, the shop on screen first. */
import type { RowId } from '#kernel/ids.ts';
import type { Alert } from '#schema/computed.ts';
import type { Workspace } from '#workspace/workspace.ts';

export interface RowAlert {
  readonly alert: Alert;
  /** The row of `alert.on`. */
  readonly id: RowId;
  /** The shop it is about, where it is a group row's. */
  readonly shop: string | null;
}

export interface RowOnScreen {
  readonly table: string;
  readonly row: RowId;
  readonly shop: string;
}

export function alertsOfRow(workspace: Workspace, { table, row, shop }: RowOnScreen): readonly RowAlert[] {
  const { engine, schema } = workspace;
  const found: RowAlert[] = engine.alertsOf(table, row).map((alert) => ({ alert, id: row, shop: null }));
  const shops = [shop, ...workspace.shops().filter((other) => other !== shop)];
  for (const group of schema.groups.values()) {
    const keys = Object.values(group.keys).map((key) => key.table);
    if (keys.length !== 2 || keys[0] !== table || keys[1] !== 'shops.shops') continue;
    for (const at of shops) {
      const id = `${row}|${at}`;
      for (const alert of engine.alertsOf(group.id, id)) found.push({ alert, id, shop: at });
    }
  }
  return found.sort((a, b) => weight(a, shop) - weight(b, shop));
}

function weight(found: RowAlert, shop: string): number {
  return (found.alert.severity === 'critical' ? 0 : 1) + (found.shop === null || found.shop === shop ? 0 : 2);
}
