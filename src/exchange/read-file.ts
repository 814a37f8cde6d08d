/**
 * A file from a shop → rows of text. What a file is, is decided by its first bytes, not by its name: people rename
 * files, and the message should speak of what they really have.
 */
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { readCsv } from './csv-reader.ts';
import { decodeText } from './decode-text.ts';
import { FILE_LIMITS, megabytes, type FileLimits } from './file-limits.ts';
import type { Sheet, SheetRow, Watch } from './sheet.ts';
import { readXlsx } from './xlsx-reader.ts';

export interface FileToRead {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly watch?: Watch;
  readonly limits?: FileLimits;
}

const ZIP_MARK = [0x50, 0x4b, 0x03, 0x04];
/** The container of .xls and of workbooks with a password. */
const OLE_MARK = [0xd0, 0xcf, 0x11, 0xe0];

/**
 * Refusals: `file-empty`, `file-too-large`, `not-a-spreadsheet`, `spreadsheet-locked`, and those of the readers. Nothing
 * in the file is ever run.
 */
export async function readFile({ name, bytes, watch = {}, limits = FILE_LIMITS }: FileToRead): Promise<Result<Sheet>> {
  if (bytes.length === 0) return refuse('file-empty');
  if (bytes.length > limits.bytes)
    return refuse('file-too-large', { size: megabytes(bytes.length), limit: megabytes(limits.bytes) });
  if (beginsWith(bytes, OLE_MARK)) return refuse('spreadsheet-locked');
  if (beginsWith(bytes, ZIP_MARK)) return sheetOf(name, 'xlsx', await readXlsx(bytes, limits, watch));
  if (/\.(xls[xmb]?|ods|et)$/i.test(name)) return refuse('not-a-spreadsheet');
  const decoded = decodeText(bytes);
  if (!decoded.ok) return decoded;
  return sheetOf(name, decoded.value.format, await readCsv(decoded.value.text, limits, watch));
}

function beginsWith(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, i) => bytes[i] === byte);
}

function sheetOf(name: string, format: Sheet['format'], rows: Result<SheetRow[]>): Result<Sheet> {
  if (!rows.ok) return rows;
  return rows.value.length === 0 ? refuse('file-empty') : succeed({ name, format, rows: rows.value });
}
