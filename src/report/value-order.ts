/** As a spreadsheet sorts: numbers, then text by code unit, then no, then yes. */
export type Filled = string | number | boolean;

const RANK: Readonly<Record<string, number>> = { number: 0, string: 1, boolean: 2 };

export function compareFilled(a: Filled, b: Filled): number {
  if (typeof a !== typeof b) return RANK[typeof a]! - RANK[typeof b]!;
  return a < b ? -1 : a > b ? 1 : 0;
}
