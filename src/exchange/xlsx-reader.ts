/**
 * The one place that knows the spreadsheet library (hucre: small, no dependencies, but young; exceljs is the way back).
 * Rows are streamed, so memory holds the texts and not the XML. Every cell becomes the text a person would have typed:
 * whatever it means is decided by the column it is for.
 */
import { EncryptedFileError, ZipError } from 'hucre';
import { streamXlsxRows } from 'hucre/xlsx';
import { refuse, succeed, type Refusal, type Result } from '#kernel/result.ts';
import { measureArchive } from './archive-guard.ts';
import type { FileLimits } from './file-limits.ts';
import { isBlankRow, takeBreath, type SheetRow, type Watch } from './sheet.ts';

const ROWS_PER_BREATH = 1_000;

/**
 * Reads the first sheet. Refusals: those of `measureArchive`, `not-a-spreadsheet` (a ZIP that holds no workbook),
 * `spreadsheet-locked`, `file-has-too-many-cells`, `import-cancelled`.
 */
export async function readXlsx(
  bytes: Uint8Array<ArrayBuffer>,
  limits: FileLimits,
  watch: Watch = {}
): Promise<Result<SheetRow[]>> {
  const measured = await measureArchive(bytes, limits);
  if (!measured.ok) return measured;
  try {
    return await collectRows(bytes, { limits, watch, total: measured.value });
  } catch (error) {
    return refusalOf(error);
  }
}

interface Reading {
  readonly limits: FileLimits;
  readonly watch: Watch;
  readonly total: number;
}

async function collectRows(bytes: Uint8Array<ArrayBuffer>, reading: Reading): Promise<Result<SheetRow[]>> {
  const rows: SheetRow[] = [];
  let [cells, seen] = [0, 0];
  for await (const { index, values } of streamXlsxRows(bytes)) {
    // A row is as wide as its last cell: one cell in column XFD makes 16,384, which the count in the XML does not show.
    cells += values.length;
    if (cells > reading.limits.cells) return refuse('file-has-too-many-cells', { limit: reading.limits.cells });
    const texts = values.map(textOf);
    if (!isBlankRow(texts)) rows.push({ line: index + 1, record: index + 1, cells: texts });
    if (++seen % ROWS_PER_BREATH !== 0) continue;
    reading.watch.onProgress?.(Math.min(cells, reading.total), reading.total);
    await takeBreath();
    if (reading.watch.signal?.aborted) return refuse('import-cancelled');
  }
  return succeed(rows);
}

/** The library answers bad files by throwing, at any depth; none of that is a bug of ours. */
function refusalOf(error: unknown): Refusal {
  if (error instanceof EncryptedFileError) return refuse('spreadsheet-locked');
  return refuse(error instanceof ZipError ? 'spreadsheet-damaged' : 'not-a-spreadsheet');
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return textOfNumber(value);
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  return value instanceof Date ? textOfDate(value) : String(value);
}

/** Fifteen digits are what Excel itself shows: 0.1 + 0.2 in a file is 0.30000000000000004 and means 0.3. */
function textOfNumber(value: number): string {
  return String(Number.isSafeInteger(value) ? value : Number(value.toPrecision(15)));
}

function textOfDate(value: Date): string {
  if (Number.isNaN(value.getTime())) return '';
  const text = value.toISOString();
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : `${text.slice(0, 10)} ${text.slice(11, 19)}`;
}
