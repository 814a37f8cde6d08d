/** Colours that somebody gave to cells or rows of a view: the first rule that fits a row decides. */
import type { RowArray } from '#schema/table.ts';
import type { ViewContext } from './page-view.ts';
import { compileCondition, type Condition } from './row-filter.ts';

export const TONES = ['red', 'amber', 'green', 'blue'] as const;
export type Tone = (typeof TONES)[number];

export interface ColourRule {
  /** The column that the condition reads. */
  readonly path: string;
  readonly condition: Condition;
  readonly tone: Tone;
  readonly reach: 'cell' | 'row';
}

export interface CompiledColour extends Pick<ColourRule, 'path' | 'tone' | 'reach'> {
  readonly fits: (row: RowArray) => boolean;
}

/** Rules on columns that the page no longer has are left out. */
export function compileColours(rules: readonly ColourRule[], context: ViewContext): readonly CompiledColour[] {
  const { columns, shop, textOf } = context;
  return rules.flatMap(({ path, condition, tone, reach }) => {
    const column = columns.find((known) => known.path === path);
    if (!column) return [];
    const read = (row: RowArray) => column.read(row, shop);
    const fits = compileCondition({ condition, read, text: (row) => textOf(column, row) });
    return [{ path, tone, reach, fits }];
  });
}

export function toneOf(colours: readonly CompiledColour[], row: RowArray, path: string): Tone | null {
  for (const colour of colours)
    if ((colour.reach === 'row' || colour.path === path) && colour.fits(row)) return colour.tone;
  return null;
}
