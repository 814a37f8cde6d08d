/** What a person decided about a file: which heading is which column, and what a cell should have said. */
import type { HeadingMapping } from '#exchange/headings.ts';
import type { LineEdits } from '#exchange/import-plan.ts';
import type { ImportPreview } from '#exchange/import-preview.ts';

export const NO_MAPPING: HeadingMapping = new Map();
export const NO_EDITS: LineEdits = new Map();

export interface Match {
  readonly heading: string;
  /** Null leaves the heading's column out. */
  readonly column: string | null;
}

/** A heading gets a column, or none; whoever had that column loses it. */
export function withMatch(
  mapping: HeadingMapping,
  shown: ImportPreview['columns'],
  { heading, column }: Match
): HeadingMapping {
  const next = new Map(mapping);
  for (const other of shown) if (column !== null && other.column === column) next.set(other.heading.trim(), null);
  return next.set(heading.trim(), column);
}

export interface Correction {
  readonly line: number;
  readonly column: string;
  readonly text: string;
}

export function withCorrection(edits: LineEdits, { line, column, text }: Correction): LineEdits {
  return new Map(edits).set(line, new Map([...(edits.get(line) ?? []), [column, text]]));
}
