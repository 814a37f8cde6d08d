/**
 * CSV as it is found, not as RFC 4180 wishes: comma, tab or semicolon; CRLF, LF or CR; quoted cells with separators,
 * doubled quotes and line breaks inside; a quote in the middle of an unquoted cell is just a character.
 */
import { refuse, succeed, type Refusal, type Result } from '#kernel/result.ts';
import type { FileLimits } from './file-limits.ts';
import { unmarkText } from './formula-guard.ts';
import { isBlankRow, takeBreath, type SheetRow, type Watch } from './sheet.ts';

const RECORDS_PER_BREATH = 5_000;
const SEPARATORS = [',', '\t', ';'] as const;

/** Refusals: `csv-quote-not-closed`, `file-has-too-many-cells`, `import-cancelled`. */
export async function readCsv(text: string, limits: FileLimits, watch: Watch = {}): Promise<Result<SheetRow[]>> {
  const reader = new CsvCursor(text, findSeparator(text));
  const rows: SheetRow[] = [];
  let cells = 0;
  for (let record = 1; ; record++) {
    const next = reader.next(record);
    if (next === null) return succeed(rows);
    if ('ok' in next) return next;
    cells += next.cells.length;
    if (cells > limits.cells) return refuse('file-has-too-many-cells', { limit: limits.cells });
    if (!isBlankRow(next.cells)) rows.push(next);
    if (record % RECORDS_PER_BREATH !== 0) continue;
    watch.onProgress?.(reader.position, text.length);
    await takeBreath();
    if (watch.signal?.aborted) return refuse('import-cancelled');
  }
}

/** The separator that occurs most outside quotes in the first lines; a comma where nothing speaks for another. */
function findSeparator(text: string): string {
  const start = text
    .slice(0, 4096)
    .replace(/"(?:[^"]|"")*"/g, '')
    .split(/\r\n?|\n/, 10)
    .join('\n');
  const counts = SEPARATORS.map((separator) => start.split(separator).length);
  return SEPARATORS[counts.indexOf(Math.max(...counts))] ?? ',';
}

class CsvCursor {
  position = 0;
  #line = 1;
  readonly #text: string;
  readonly #separator: string;

  constructor(text: string, separator: string) {
    this.#text = text;
    this.#separator = separator;
  }

  next(record: number): SheetRow | Refusal | null {
    if (this.position >= this.#text.length) return null;
    const line = this.#line;
    const cells: string[] = [];
    for (;;) {
      const cell = this.#text[this.position] === '"' ? this.#quotedCell() : this.#plainCell();
      if (cell === null) return refuse('csv-quote-not-closed', { line });
      cells.push(unmarkText(cell));
      if (this.#text[this.position] !== this.#separator) break;
      this.position++;
    }
    this.#skipLineBreak();
    return { line, record, cells };
  }

  #plainCell(): string {
    const start = this.position;
    while (!this.#atCellEnd()) this.position++;
    return this.#text.slice(start, this.position);
  }

  #quotedCell(): string | null {
    let cell = '';
    for (;;) {
      const from = this.position + 1;
      const close = this.#text.indexOf('"', from);
      if (close < 0) return null;
      const part = this.#text.slice(from, close).replace(/\r\n?/g, '\n');
      this.#line += part.split('\n').length - 1;
      cell += part;
      this.position = close + 1;
      if (this.#text[this.position] !== '"') return cell + this.#plainCell();
      cell += '"';
    }
  }

  #atCellEnd(): boolean {
    const c = this.#text[this.position];
    return c === undefined || c === this.#separator || c === '\n' || c === '\r';
  }

  #skipLineBreak(): void {
    if (this.#text[this.position] === '\r') this.position++;
    if (this.#text[this.position] === '\n') this.position++;
    this.#line++;
  }
}
