/**
 * What every kind of file becomes before anything is understood: rows of text with the place each one had in the file,
 * so that a problem can be named where the person will look for it. Blank rows are left out; the others keep their
 * numbers.
 */
export interface SheetRow {
  /** The file's own line (1 = first); for a workbook the sheet's row number. A record over two lines has its first. */
  readonly line: number;
  /** Counts a record as one even where a quoted line break spreads it over several lines: the row number Excel shows. */
  readonly record: number;
  readonly cells: readonly string[];
}

export type FileFormat = 'utf-8' | 'utf-16' | 'gb18030' | 'xlsx';

export interface Sheet {
  /** The file's name, shown in the preview. */
  readonly name: string;
  readonly format: FileFormat;
  readonly rows: readonly SheetRow[];
}

/** How a long reading reports and is stopped; an `AbortSignal` fits. */
export interface Watch {
  /** Parts of the same unspecified unit: characters of a text, cells of a workbook, rows of a plan. */
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: { readonly aborted: boolean };
}

/** Gives the event loop a turn, so that a cancel message can arrive and a page stays alive. */
export function takeBreath(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

export function isBlankRow(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === '');
}
