/**
 * One line of a file → values of our columns. The person's corrections stand in for the file's text; what they typed is
 * what they see, so a correction gets no note.
 */
import type { Refusal } from '#kernel/result.ts';
import type { CellValue, Column } from '#schema/column.ts';
import { formatCell } from '#schema/cell.ts';
import type { MatchedColumn } from './headings.ts';
import { createCellReader } from './import-cell.ts';
import type { CellPlace, ImportNote, ImportProblem } from './import-preview.ts';
import type { ImportRequest } from './import-plan.ts';
import type { SheetRow } from './sheet.ts';

export interface ReadLine {
  readonly line: number;
  /** The filled cells. */
  readonly values: Readonly<Record<string, CellValue>>;
  readonly problems: readonly ImportProblem[];
  readonly notes: readonly ImportNote[];
  /** A problem that only the whole row shows, at one of its columns. */
  problemAt(column: string, refusal: Refusal): ImportProblem;
}

export interface LineReader {
  read(row: SheetRow): ReadLine;
  /** The file has this column. */
  has(column: string): boolean;
}

export function createLineReader(request: ImportRequest, matched: readonly MatchedColumn[]): LineReader {
  const columns = Object.entries(request.target.columns);
  const readCell = createCellReader(request.read, request.tables);
  const indexOf = new Map(matched.flatMap(({ column, index }) => (column === null ? [] : [[column, index] as const])));
  return {
    has: (column) => indexOf.has(column),
    read(row) {
      const edits = request.edits?.get(row.line);
      const placeOf = (name: string): CellPlace => ({
        line: row.line,
        record: row.record,
        column: name,
        columnLabel: (request.target.columns[name] as Column).label,
        typed: edits?.get(name) ?? row.cells[indexOf.get(name) ?? -1] ?? ''
      });
      const values: [string, CellValue][] = [];
      const problems: ImportProblem[] = [];
      const notes: ImportNote[] = [];
      for (const [name, column] of columns) {
        if (!indexOf.has(name) && !edits?.has(name)) continue;
        const place = placeOf(name);
        const cell = readCell(column, place.typed);
        if (!cell.ok) {
          problems.push({ ...place, refusal: cell });
          continue;
        }
        const { value, note } = cell.value;
        if (value !== null) values.push([name, value]);
        if (note && !edits?.has(name)) notes.push({ ...place, rule: note, read: formatCell(column, value) });
      }
      const problemAt = (name: string, refusal: Refusal): ImportProblem => ({ ...placeOf(name), refusal });
      return { line: row.line, values: Object.fromEntries(values), problems, notes, problemAt };
    }
  };
}
