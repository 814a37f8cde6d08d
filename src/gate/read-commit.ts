/**
 * From untrusted text to a commit, or null. Canonical JSON only (protocol 7): what two replicas parse must be what two
 * replicas hash. Written by hand rather than with a schema library: a relay reads tens of thousands of rows a second here.
 */
import { isStamp } from '#kernel/stamp.ts';
import { LIMITS } from '#protocol/limits.ts';
import { idOfText, isCanonical, type Commit, type Scalar } from '#protocol/commit.ts';

const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
const COMMIT_KEYS: ReadonlySet<string> = new Set([
  'id',
  'by',
  'on',
  'action',
  'writes',
  'stamps',
  'group',
  'undoes',
  'madeAt'
]);
const WRITE_KEYS: ReadonlySet<string> = new Set(['table', 'new', 'columns', 'rows', 'was']);
const MAX_NAME = 100;
const MAX_ROW_ID = 200;

export function readCommit(text: string): Commit | null {
  if (text.length > LIMITS.maxCommitCharacters || idOfText(text) === null) return null;
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
    if (!isCanonical(text, parsed)) return null;
  } catch {
    // reason: text that is no JSON is the refusal "unreadable"; a judge never throws (protocol, pipeline).
    return null;
  }
  return isCommit(parsed) ? parsed : null;
}

function isCommit(value: unknown): value is Commit {
  if (!isRecord(value) || !hasOnly(value, COMMIT_KEYS)) return false;
  const { id, by, on, action, writes, stamps, group, undoes, madeAt } = value;
  return (
    isStamp(id) &&
    isName(by) &&
    isName(on) &&
    isName(action) &&
    Array.isArray(writes) &&
    writes.length > 0 &&
    writes.every(isWrite) &&
    (stamps === undefined || isStamps(stamps)) &&
    (group === undefined || isName(group)) &&
    (undoes === undefined || isStamps(undoes)) &&
    (madeAt === undefined || Number.isSafeInteger(madeAt)) &&
    replacedIndicesFit(writes as Commit['writes'], stamps === undefined ? 0 : (stamps as unknown[]).length)
  );
}

function isWrite(value: unknown): boolean {
  if (!isRecord(value) || !hasOnly(value, WRITE_KEYS)) return false;
  const { table, columns, rows, was } = value;
  if (!isName(table) || ('new' in value && value['new'] !== true)) return false;
  if (!Array.isArray(columns) || columns.length === 0 || !columns.every(isName)) return false;
  if (new Set(columns).size !== columns.length) return false;
  if (!Array.isArray(rows) || rows.length === 0) return false;
  const width = columns.length + 1;
  if (!rows.every((row) => isRow(row, width)) || new Set(rows.map((row: [string]) => row[0])).size !== rows.length)
    return false;
  return was === undefined || (!('new' in value) && isReplacedTable(was, rows.length, columns.length));
}

function isRow(row: unknown, width: number): boolean {
  if (!Array.isArray(row) || row.length !== width || !isRowId(row[0])) return false;
  for (let i = 1; i < width; i++) if (!isScalar(row[i])) return false;
  return true;
}

function isReplacedTable(was: unknown, rows: number, columns: number): boolean {
  return (
    Array.isArray(was) &&
    was.length === rows &&
    was.every((cells) => Array.isArray(cells) && cells.length === columns && cells.every(isReplaced))
  );
}

function isReplaced(value: unknown): boolean {
  if (value === null || isIndex(value)) return true;
  return (
    Array.isArray(value) && value.length > 1 && value.length <= LIMITS.maxNamedStampsPerCell && value.every(isIndex)
  );
}

function replacedIndicesFit(writes: Commit['writes'], count: number): boolean {
  return writes.every((write) =>
    (write.was ?? []).every((cells) =>
      cells.every((cell) => (typeof cell === 'number' ? cell < count : (cell ?? []).every((index) => index < count)))
    )
  );
}

function isIndex(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isStamps(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.length <= LIMITS.maxCommitCells && value.every(isStamp);
}

function isScalar(value: unknown): value is Scalar {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  return typeof value === 'number' && Number.isSafeInteger(value);
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= MAX_NAME && !FORBIDDEN_KEYS.has(value);
}

function isRowId(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= MAX_ROW_ID && !FORBIDDEN_KEYS.has(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function hasOnly(value: Record<string, unknown>, keys: ReadonlySet<string>): boolean {
  return Object.keys(value).every((key) => keys.has(key));
}
