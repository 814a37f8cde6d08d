/**
 * Lines → rows: finds the row a key already has, joins lines with the same key (the later cell wins), and checks what
 * only a whole row can show. A new row's id is made from its key, so that two shops that import one file make one set
 * of rows (rule 2).
 */
import { keyedRowId, type RowId } from '#kernel/ids.ts';
import { refuse } from '#kernel/result.ts';
import type { CellValue } from '#schema/column.ts';
import type { ReadLine } from './import-line.ts';
import type { ImportCounts, ImportedRow, ImportProblem, RepeatedLine } from './import-preview.ts';
import type { ImportRequest } from './import-plan.ts';

type Values = Readonly<Record<string, CellValue>>;

interface Draft {
  readonly lines: number[];
  readonly id: RowId | null;
  /** The row as it is; undefined for a new one. */
  readonly existing: Values | undefined;
  values: Values;
}

export interface RowCollector {
  /** Takes the line, or says why it has to stay out. */
  add(line: ReadLine): ImportProblem[];
  finish(): {
    readonly rows: readonly ImportedRow[];
    readonly repeats: readonly RepeatedLine[];
    readonly counts: Omit<ImportCounts, 'lines' | 'rejected'>;
  };
}

export function createRowCollector(request: ImportRequest): RowCollector {
  const keyName = request.target.table?.key;
  const drafts: Draft[] = [];
  const draftsByKey = new Map<CellValue, Draft>();
  const repeats: RepeatedLine[] = [];

  return {
    add(line) {
      const key = keyName === undefined ? null : (line.values[keyName] ?? null);
      if (keyName !== undefined && key === null) return [line.problemAt(keyName, refuse('required'))];
      const earlier = key === null ? undefined : draftsByKey.get(key);
      const draft = earlier ?? openDraft(request, key);
      const values = { ...draft.values, ...line.values };
      const problems = checkWholeRow(request, line, { ...draft.existing, ...values });
      if (problems.length > 0) return problems;
      if (earlier) repeats.push({ line: line.line, earlier: earlier.lines.at(-1) as number, key: String(key) });
      else drafts.push(draft);
      if (key !== null) draftsByKey.set(key, draft);
      draft.values = values;
      draft.lines.push(line.line);
      return [];
    },
    finish() {
      const rows = drafts.map(rowOf).filter((row) => row.isNew || Object.keys(row.values).length > 0);
      const created = rows.filter((row) => row.isNew).length;
      return {
        rows,
        repeats,
        counts: {
          repeated: repeats.length,
          created,
          updated: rows.length - created,
          unchanged: drafts.length - rows.length
        }
      };
    }
  };
}

function openDraft({ target, read, defaults = {} }: ImportRequest, key: CellValue): Draft {
  const { table } = target;
  const known = table?.key && key !== null ? read.find(table.id, table.key, key)[0] : undefined;
  if (table && known !== undefined)
    return { lines: [], id: known, existing: read.row(table.id, known) ?? {}, values: {} };
  return { lines: [], id: newIdOf(target.table, key, read), existing: undefined, values: defaults };
}

/** Null also where the id is taken by a row whose key was changed since: that row is another thing now. */
function newIdOf(table: ImportRequest['target']['table'], key: CellValue, read: ImportRequest['read']): RowId | null {
  if (!table?.idPrefix || key === null) return null;
  const id = keyedRowId(table.idPrefix, String(key));
  return read.row(table.id, id) === undefined ? id : null;
}

function checkWholeRow({ target, checkLine }: ImportRequest, line: ReadLine, values: Values): ImportProblem[] {
  const names = Object.keys(target.columns);
  const absent = names.filter((name) => target.columns[name]?.required && (values[name] ?? null) === null);
  if (absent.length > 0) return absent.map((name) => line.problemAt(name, refuse('required')));
  const row = Object.fromEntries(names.map((name) => [name, values[name] ?? null]));
  const problem = target.table?.checkRow?.(row);
  if (problem) return [line.problemAt(problem.column, refuse(problem.rule))];
  const refusal = checkLine?.(row);
  if (!refusal) return [];
  const column = names.find((name) => name === refusal.cell?.column) ?? target.table?.key ?? names[0];
  return column === undefined ? [] : [line.problemAt(column, refusal)];
}

function rowOf({ lines, id, existing, values }: Draft): ImportedRow {
  if (!existing) return { lines, id, isNew: true, values };
  const changed = Object.entries(values).filter(([name, value]) => (existing[name] ?? null) !== value);
  return { lines, id, isNew: false, values: Object.fromEntries(changed) };
}
