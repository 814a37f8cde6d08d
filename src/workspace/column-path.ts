/**
 * The columns a page shows, resolved: a stored column, a computed one, or a cell of a group row that belongs to the row
 * on screen and the shop on screen (`inventory.stock.onHand@$shop`) or to all other shops (`@$others`).
 */
import type { Engine } from '#engine/engine.ts';
import type { Column, ColumnKind, Label } from '#schema/column.ts';
import { isCellError, type Computed, type ComputedValue } from '#schema/computed.ts';
import type { Schema } from '#schema/module.ts';
import type { RowArray, Table } from '#schema/table.ts';

export interface ShownColumn {
  /** As the page names it. */
  readonly path: string;
  readonly label: Label;
  readonly kind: ColumnKind;
  readonly width: number | undefined;
  /** Set for stored columns: what the cell accepts. */
  readonly stored: Column | null;
  /** Set for computed columns: the formula in words. */
  readonly computed: Computed | null;
  /** Where an alert on this cell is looked up: the table or group, and the column. */
  readonly alertOn: { readonly table: string; readonly column: string; readonly scope: 'row' | '$shop' | '$others' };
  /** The value for a row and the shop on screen (a shop's row id). */
  readonly read: (row: RowArray, shop: string) => ComputedValue;
}

export interface ColumnContext {
  readonly schema: Schema;
  readonly engine: Engine;
  /** Row ids of all shops. */
  readonly shops: () => readonly string[];
}

/** Throws for a path that no declaration fits: a page that names it is a bug. */
export function resolveColumn(context: ColumnContext, table: Table, path: string): ShownColumn {
  const stored = table.columns[path];
  if (stored) return storedColumn(table, path, stored);
  const own = context.schema.computed.get(table.id)?.get(path);
  if (own) return computedColumn(context, { table: table.id, path, declaration: own });
  const match = /^(.+)\.([^.@]+)@(\$shop|\$others)$/.exec(path);
  const declaration = match && context.schema.computed.get(match[1]!)?.get(match[2]!);
  if (!match || !declaration) throw new Error(`The page on ${table.id} names ${path}, which nothing declares.`);
  return groupColumn(context, {
    group: match[1]!,
    column: match[2]!,
    scope: match[3] as '$shop' | '$others',
    path,
    declaration
  });
}

function storedColumn(table: Table, path: string, stored: Column): ShownColumn {
  const at = Object.keys(table.columns).indexOf(path) + 1;
  return {
    path,
    label: stored.label,
    kind: stored.kind,
    width: stored.width,
    stored,
    computed: null,
    alertOn: { table: table.id, column: path, scope: 'row' },
    read: (row) => row[at] ?? null
  };
}

interface OwnComputed {
  readonly table: string;
  readonly path: string;
  readonly declaration: Computed;
}

function computedColumn({ engine }: ColumnContext, { table, path, declaration }: OwnComputed): ShownColumn {
  return {
    path,
    label: declaration.label,
    kind: declaration.shows,
    width: declaration.width,
    stored: null,
    computed: declaration,
    alertOn: { table, column: path, scope: 'row' },
    read: (row) => engine.value(table, row[0], path) ?? null
  };
}

interface GroupCell {
  readonly group: string;
  readonly column: string;
  readonly scope: '$shop' | '$others';
  readonly path: string;
  readonly declaration: Computed;
}

const OTHERS_LABEL: Label = { zh: '他店', en: 'Other shops' };

/** The group's first key is the row, its second the shop. A shop without a group row counts as empty, not as an error. */
function groupColumn(context: ColumnContext, { group, column, scope, path, declaration }: GroupCell): ShownColumn {
  const { engine, shops } = context;
  const read =
    scope === '$shop'
      ? (row: RowArray, shop: string): ComputedValue => engine.valueByKeys(group, [row[0], shop], column) ?? 0
      : (row: RowArray, shop: string): ComputedValue =>
          sumOver(
            shops().filter((other) => other !== shop),
            (other) => engine.valueByKeys(group, [row[0], other], column)
          );
  return {
    path,
    label: scope === '$shop' ? declaration.label : OTHERS_LABEL,
    kind: declaration.shows,
    width: declaration.width,
    stored: null,
    computed: declaration,
    alertOn: { table: group, column, scope },
    read
  };
}

function sumOver(shops: readonly string[], valueOf: (shop: string) => ComputedValue | undefined): ComputedValue {
  let sum = 0;
  for (const shop of shops) {
    const value = valueOf(shop);
    if (isCellError(value)) return value;
    if (typeof value === 'number') sum += value;
  }
  return sum;
}
