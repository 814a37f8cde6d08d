/**
 * The rows of a table or group with everything they refer to, as a report reads them: stored cells from the row, computed
 * ones from the engine, both as computed columns see them (a disputed price counts as it stood).
 */
import type { Engine } from '#engine/engine.ts';
import type { RowId } from '#kernel/ids.ts';
import type { ReportSource } from '#report/report-source.ts';
import { formatCell } from '#schema/cell.ts';
import type { CellValue, Label } from '#schema/column.ts';
import { isCellError, type CellError, type ComputedValue } from '#schema/computed.ts';
import type { Schema } from '#schema/module.ts';
import { findReportColumn, type ReportColumn } from '#schema/report-column.ts';
import type { RowArray } from '#schema/table.ts';

export interface ReportRows {
  readonly schema: Schema;
  readonly engine: Engine;
  /** Living rows of a table, with the values that count. */
  rows(table: string): Iterable<RowArray>;
  /** What people call a row. */
  nameOf(table: string, id: RowId): string;
}

/** Rows of a group are arrays of their id alone. */
export function createReportSource(from: ReportRows, source: string): ReportSource<RowArray> {
  const column = (path: string): ReportColumn | undefined => findReportColumn(from.schema, source, path);
  return {
    rows: () => (from.schema.groups.has(source) ? groupRows(from.engine, source) : from.rows(source)),
    idOf: ([id]) => id,
    column,
    reader: (path) => readerOf(from, source, path.split('.')),
    labelOf: (path, value) => labelOf(from, column(path), value)
  };
}

function* groupRows(engine: Engine, group: string): Iterable<RowArray> {
  for (const id of engine.groupRows(group)) yield [id];
}

type Reader = (row: RowArray) => ComputedValue;

function readerOf(from: ReportRows, source: string, steps: readonly string[]): Reader {
  const [name = '', ...further] = steps;
  const own = ownReader(from, source, name);
  if (further.length === 0) return own;
  const table = findReportColumn(from.schema, source, name)?.table;
  // A report lives for one computation, in which few rows are referred to again and again.
  const known = new Map<CellValue, ComputedValue>([[null, null]]);
  return (row) => {
    const id = own(row);
    if (isCellError(id)) return id;
    let value = known.get(id);
    if (value === undefined) known.set(id, (value = follow(from, table, { id: String(id), steps: further })));
    return value;
  };
}

function ownReader({ schema, engine }: ReportRows, source: string, name: string): Reader {
  const columns = schema.tables.get(source)?.columns;
  const at = columns ? Object.keys(columns).indexOf(name) + 1 : 0;
  if (at > 0) return (row) => row[at] ?? null;
  return (row) => engine.value(source, row[0], name) ?? null;
}

interface Way {
  readonly id: RowId;
  readonly steps: readonly string[];
}

function follow(from: ReportRows, table: string | undefined, { id, steps }: Way): ComputedValue {
  const [name = '', ...further] = steps;
  const value = table === undefined ? undefined : from.engine.value(table, id, name);
  if (value === undefined) return lostReference(id);
  if (further.length === 0 || value === null || isCellError(value)) return value;
  const next = table === undefined ? undefined : findReportColumn(from.schema, table, name)?.table;
  return follow(from, next, { id: String(value), steps: further });
}

function lostReference(id: RowId): CellError {
  return { code: '#REF', because: `There is no row ${id}.` };
}

function labelOf({ nameOf }: ReportRows, column: ReportColumn | undefined, value: CellValue): Label {
  if (column?.table !== undefined && typeof value === 'string') {
    const name = nameOf(column.table, value);
    return { zh: name, en: name };
  }
  const shown = column ?? { kind: 'text' };
  return { zh: formatCell(shown, value, 'zh'), en: formatCell(shown, value, 'en') };
}
