/**
 * A sheet of text → what importing it would write. Nothing is written here, and the whole plan is made anew after each
 * correction, so what the preview shows is what the import does.
 *
 * A line with a problem stays out, whole, until it is corrected: half a product is worse than none. A key that exists,
 * in the tables or earlier in the file, is an update; importing the same file twice changes nothing. Rows are planned in
 * steps, so that a page can show progress and a cancel gets through.
 */
import { refuse, succeed, type Refusal, type Result } from '#kernel/result.ts';
import type { CellValue } from '#schema/column.ts';
import type { Table } from '#schema/table.ts';
import { findHeadings, type HeadingMapping, type Headings } from './headings.ts';
import type { ImportReader } from './import-cell.ts';
import { createLineReader } from './import-line.ts';
import type { ImportNote, ImportPreview, ImportProblem, SkippedLine } from './import-preview.ts';
import { createRowCollector } from './import-rows.ts';
import type { ImportDestination } from './import-destination.ts';
import { takeBreath, type Sheet, type SheetRow, type Watch } from './sheet.ts';

export interface ImportRequest {
  readonly sheet: Sheet;
  readonly target: ImportDestination;
  readonly read: ImportReader;
  /** All tables, for references. */
  readonly tables: ReadonlyMap<string, Table>;
  readonly mapping?: HeadingMapping;
  /** Corrections: line → column → text. */
  readonly edits?: LineEdits;
  /** For columns that the file does not have, e.g. the shop on screen. */
  readonly defaults?: Readonly<Record<string, CellValue>>;
  /** What only the caller can judge of a whole row, e.g. whether the action can be planned. Called in file order. */
  readonly checkLine?: (values: Readonly<Record<string, CellValue>>) => Refusal | null;
}

export type LineEdits = ReadonlyMap<number, ReadonlyMap<string, string>>;

const ROWS_PER_STEP = 500;
const TOTAL_WORD = /^(?:合计|总计|小计|本页合计|累计|total|subtotal|grandtotal|sum)[:：]?$/i;

/** Refusals: `no-heading-row`. */
export function planImport(request: ImportRequest): Result<ImportPreview> {
  const steps = importSteps(request);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** The same for a page: lets it breathe between steps. Refusals: `no-heading-row`, `import-cancelled`. */
export async function planImportInSteps(request: ImportRequest, watch: Watch = {}): Promise<Result<ImportPreview>> {
  const steps = importSteps(request);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    watch.onProgress?.(step.value, request.sheet.rows.length);
    await takeBreath();
    if (watch.signal?.aborted) return refuse('import-cancelled');
  }
}

function* importSteps(request: ImportRequest): Generator<number, Result<ImportPreview>> {
  const { rows } = request.sheet;
  const headings = findHeadings(rows, request.target.columns, request.mapping);
  if (!headings) return refuseHeadings(request.target);
  const plan = openPlan(request, headings);
  for (let i = headings.at + 1; i < rows.length; i++) {
    if (i % ROWS_PER_STEP === 0) yield i;
    plan.take(rows[i] as SheetRow);
  }
  return succeed(plan.finish());
}

function openPlan(request: ImportRequest, headings: Headings) {
  const { sheet, target } = request;
  const headingRow = sheet.rows[headings.at] as SheetRow;
  const matched = headings.columns.filter(({ column }) => column !== null).length;
  const lines = createLineReader(request, headings.columns);
  const rows = createRowCollector(request);
  const skipped: SkippedLine[] = sheet.rows.slice(0, headings.at).map(({ line }) => ({ line, why: 'above-headings' }));
  const problems: ImportProblem[] = [];
  const notes: ImportNote[] = [];
  let [taken, rejected] = [0, 0];
  return {
    take(row: SheetRow): void {
      const why = reasonToSkip(row, headingRow, matched);
      if (why) return void skipped.push({ line: row.line, why });
      const line = lines.read(row);
      const found = line.problems.length > 0 ? line.problems : rows.add(line);
      problems.push(...found);
      notes.push(...line.notes);
      taken++;
      if (found.length > 0) rejected++;
    },
    finish(): ImportPreview {
      const { counts, ...collected } = rows.finish();
      const required = Object.keys(target.columns).filter((name) => target.columns[name]?.required);
      return {
        headingLine: headingRow.line,
        columns: headings.columns,
        missing: required.filter((name) => !lines.has(name) && request.defaults?.[name] === undefined),
        ...collected,
        problems,
        notes,
        skipped,
        counts: { ...counts, lines: taken, rejected }
      };
    }
  };
}

function refuseHeadings(target: ImportDestination): Refusal {
  const labels = Object.values(target.columns).map((column) => column.label);
  const firstFew = (names: readonly string[], join: string): string => names.slice(0, 6).join(join);
  return refuse('no-heading-row', {
    wanted: firstFew(
      labels.map((label) => label.zh),
      '、'
    ),
    wantedEn: firstFew(
      labels.map((label) => label.en),
      ', '
    )
  });
}

/** A total is a word of that meaning first in the row, with most of the row empty: a product may be called "Total". */
function reasonToSkip(row: SheetRow, headingRow: SheetRow, matched: number): SkippedLine['why'] | null {
  const filled = row.cells.filter((cell) => cell.trim() !== '');
  const first = (filled[0] ?? '').replace(/\s/g, '');
  if (TOTAL_WORD.test(first) && filled.length * 2 <= matched) return 'total';
  const isHeading = row.cells.every((cell, i) => cell.trim() === (headingRow.cells[i] ?? '').trim());
  return isHeading ? 'repeated-headings' : null;
}
