/** What somebody chose to see of a page (order, conditions, search) → the view of its rows. */
import { stampOfRowId } from '#kernel/ids.ts';
import { hlcOf } from '#kernel/stamp.ts';
import type { RowArray, Table } from '#schema/table.ts';
import { foldText } from '#ui/state/searched-text.ts';
import type { ShownColumn } from '#workspace/column-path.ts';
import type { RowView } from './grid-rows.ts';
import type { GridState } from './grid-state.svelte.ts';
import { compileFilter, type Conditions } from './row-filter.ts';
import { alertedRows } from './row-marks.ts';
import type { GroupBy } from './row-groups.ts';
import { sortKey, type RowOrder } from './row-order.ts';
import type { ViewChoice } from './view-choice.ts';

export interface RowChoice {
  readonly groups: ViewChoice['groups'];
  readonly sorts: ViewChoice['sorts'];
  readonly conditions: Conditions;
  readonly search: string;
  readonly alerted: ReadonlySet<string> | null;
}

export interface ViewContext {
  readonly table: Table;
  readonly columns: readonly ShownColumn[];
  readonly newestFirst: boolean;
  readonly shop: string;
  readonly textOf: (column: ShownColumn, row: RowArray) => string;
}

/** The rows that a page shows at present. */
export function rowViewOf(grid: GridState): RowView {
  const { app, allColumns: columns, table } = grid;
  const { groups, sorts, conditions, search, onlyAlerts } = grid.view;
  const alerted = onlyAlerts ? alertedRows(app.workspace, columns, { table: table.id, shop: app.shop }) : null;
  return viewOf({ groups, sorts, conditions, search, alerted }, contextOf(grid));
}

export function contextOf(grid: GridState): ViewContext {
  const { app, allColumns: columns, table, page } = grid;
  const textOf: ViewContext['textOf'] = (column, row) => grid.textOf(column, row);
  return { table, columns, newestFirst: page.newestFirst ?? false, shop: app.shop, textOf };
}

export function viewOf(choice: RowChoice, context: ViewContext): RowView {
  const { columns, shop, textOf } = context;
  const conditions = columns.flatMap((column) => {
    const condition = choice.conditions.get(column.path);
    if (!condition) return [];
    return [
      { condition, read: (row: RowArray) => column.read(row, shop), text: (row: RowArray) => textOf(column, row) }
    ];
  });
  const keeps = compileFilter({
    columns: conditions,
    search: choice.search,
    wordsOf: wordsReader(context),
    alerted: choice.alerted
  });
  const sorts = choice.sorts.flatMap(({ path, direction }): RowOrder[] => {
    const column = columns.find((known) => known.path === path);
    return column ? [{ direction, keyOf: keyReader(column, context) }] : [];
  });
  const groups = groupsOf(choice, context);
  const orders = [...defaultOrders(context), ...sorts.reverse(), ...groups.map(({ order }) => order).reverse()];
  return { keeps, orders, groups };
}

/** A column that sorts already groups in its direction. */
function groupsOf(choice: RowChoice, context: ViewContext): readonly (GroupBy & { readonly order: RowOrder })[] {
  const { columns, textOf } = context;
  return choice.groups.flatMap(({ path, grain }) => {
    const column = columns.find((known) => known.path === path);
    if (!column) return [];
    const direction = choice.sorts.find((level) => level.path === path)?.direction ?? 'up';
    const isCoarse = column.kind === 'date' && grain !== 'value';
    const coarse = (row: RowArray): string => textOf(column, row).slice(0, grain === 'year' ? 4 : 7);
    const order: RowOrder = { direction, keyOf: isCoarse ? (row) => coarse(row) || null : keyReader(column, context) };
    return [{ path, textOf: isCoarse ? coarse : (row: RowArray) => textOf(column, row), order }];
  });
}

/** Text sorts by what is read on screen: a product by its name, not by its row id. */
function keyReader(column: ShownColumn, { shop, textOf }: ViewContext): RowOrder['keyOf'] {
  if (column.kind === 'reference' || column.kind === 'choice') return (row) => textOf(column, row) || null;
  return (row) => sortKey(column.read(row, shop));
}

/** Sheets by their key; ledgers newest first, by business date and then by when the row was made. */
function defaultOrders({ table, newestFirst }: ViewContext): readonly RowOrder[] {
  if (!newestFirst) return table.key ? [{ direction: 'up', keyOf: storedKey(table, table.key) }] : [];
  const date = table.book.period ?? Object.keys(table.columns).find((name) => table.columns[name]?.kind === 'date');
  const made: RowOrder = { direction: 'down', keyOf: ([id]) => madeAt(id) };
  return date ? [made, { direction: 'down', keyOf: storedKey(table, date) }] : [made];
}

/** Grows with the clock that made the row's id; a millisecond's rows may share one. Ids made from other rows have none. */
function madeAt(id: string): number {
  const stamp = stampOfRowId(id);
  return stamp ? parseInt(hlcOf(stamp), 36) : 0;
}

function storedKey(table: Table, name: string): RowOrder['keyOf'] {
  const at = Object.keys(table.columns).indexOf(name) + 1;
  return (row) => sortKey(row[at] ?? null);
}

/** A row's words are put together once: rows are replaced, never changed, so a known row keeps its words. */
function wordsReader({ columns, textOf }: ViewContext): (row: RowArray) => string {
  const searched = columns.filter(
    (column) => column.stored && column.kind !== 'boolean' && column.kind !== 'money' && column.kind !== 'integer'
  );
  const known = new WeakMap<RowArray, string>();
  return (row) => {
    let words = known.get(row);
    if (words === undefined) {
      words = foldText(searched.map((column) => textOf(column, row)).join(' '));
      known.set(row, words);
    }
    return words;
  };
}
