/** What one formula may be and cost. Each bound is checked before the work it bounds, so no input can make a page wait. */
import { MAX_CELL_CHARACTERS } from '#schema/limits.ts';

/** As Excel's. */
export const MAX_FORMULA_CHARACTERS = 8_192;
/** With ids and labels in place of names; what one cell holds. */
export const MAX_STORED_CHARACTERS = MAX_CELL_CHARACTERS;
/** Brackets, calls and signs inside one another, as in Excel. */
export const MAX_NESTING = 64;
/** Numbers, names, operators and calls of one formula; also bounds how deep a chain such as 1+1+1… makes its tree. */
export const MAX_PARTS = 2_000;
/** One evaluation; a part costs one step, and every 32 characters that a text function reads or writes one more. */
export const MAX_STEPS = 10_000;
export const CHARACTERS_PER_STEP = 32;
/** References and rows one behind another in a name; a longer way is nobody's intention, and its helpers' names would grow. */
export const MAX_WAY = 6;
