/** What a person sees before "import": everything that would be written, and everything that would not, with reasons. */
import type { RowId } from '#kernel/ids.ts';
import type { Refusal } from '#kernel/result.ts';
import type { CellValue, Label } from '#schema/column.ts';
import type { MatchedColumn } from './headings.ts';
import type { NoteRule } from './import-cell.ts';

export interface CellPlace {
  readonly line: number;
  readonly record: number;
  readonly column: string;
  readonly columnLabel: Label;
  /** As it stands in the file, or as corrected. */
  readonly typed: string;
}

export interface ImportProblem extends CellPlace {
  readonly refusal: Refusal;
}

export interface ImportNote extends CellPlace {
  readonly rule: NoteRule;
  /** What it was read as, as the grid shows it. */
  readonly read: string;
}

/** A line that has the key of an earlier one and updates it. */
export interface RepeatedLine {
  readonly line: number;
  readonly earlier: number;
  readonly key: string;
}

export interface SkippedLine {
  readonly line: number;
  readonly why: 'above-headings' | 'repeated-headings' | 'total';
}

export interface ImportedRow {
  /** The file's lines it came from: more than one where a key is repeated. */
  readonly lines: readonly number[];
  /** Null where the target has no key: the caller gives the id or plans an action. */
  readonly id: RowId | null;
  readonly isNew: boolean;
  /** Of a new row the filled cells; of a row that exists only the cells that change. An empty cell erases nothing. */
  readonly values: Readonly<Record<string, CellValue>>;
}

export interface ImportCounts {
  /** Lines that are meant as rows: all but titles, blanks, headings and totals. */
  readonly lines: number;
  readonly rejected: number;
  readonly repeated: number;
  readonly created: number;
  readonly updated: number;
  /** Rows that exist and already say the same; not among `rows`. */
  readonly unchanged: number;
}

export interface ImportPreview {
  readonly headingLine: number;
  readonly columns: readonly MatchedColumn[];
  /** Required columns that no column of the file was matched to. */
  readonly missing: readonly string[];
  readonly rows: readonly ImportedRow[];
  readonly problems: readonly ImportProblem[];
  readonly notes: readonly ImportNote[];
  readonly repeats: readonly RepeatedLine[];
  readonly skipped: readonly SkippedLine[];
  readonly counts: ImportCounts;
}
