/** Longest text one cell may hold, the same as Excel's, so that nothing is cut on the way there and back (rule 30). */
export const MAX_CELL_CHARACTERS = 32_767;
/** An import is written as one commit per this many rows. */
export const IMPORT_ROWS_PER_COMMIT = 1_000;
