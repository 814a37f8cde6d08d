/** The order of values, as a spreadsheet sorts: errors and empty cells first, then numbers, text by code unit, no, yes. */
import { isCellError, type CellError, type ComputedValue } from '#schema/computed.ts';
import type { ChangeLog } from './change-log.ts';
import type { EngineColumn, RowSpace } from './row-space.ts';

const PLACES: Readonly<Record<string, number>> = { number: 2, string: 3, boolean: 4 };

function placeOf(value: ComputedValue): number {
  if (value === null) return 1;
  return isCellError(value) ? 0 : (PLACES[typeof value] as number);
}

export function compareValues(a: ComputedValue, b: ComputedValue): number {
  if (a === b) return 0;
  const place = placeOf(a);
  const apart = place - placeOf(b);
  if (apart !== 0 || place < 2) return apart;
  return (a as number) < (b as number) ? -1 : 1;
}

/** The rows of a space by some of its columns; ties by row id, so that every replica agrees. */
export class RowOrder {
  private readonly space: RowSpace;
  private readonly columns: readonly EngineColumn[];

  constructor(space: RowSpace, columns: readonly EngineColumn[]) {
    this.space = space;
    this.columns = columns;
  }

  get logs(): readonly ChangeLog<ComputedValue>[] {
    return this.columns.map((column) => column.log);
  }

  /** As the values stand now. Arrow function: it is handed to `sort`. */
  readonly compare = (a: number, b: number): number => {
    for (const column of this.columns) {
      const apart = compareValues(column.now(a), column.now(b));
      if (apart !== 0) return apart;
    }
    const [first, second] = [this.space.idOf(a), this.space.idOf(b)];
    return first < second ? -1 : first > second ? 1 : 0;
  };

  /** In place. Facts mostly lie in their order already, which a comparison of neighbours finds sooner than a sort. */
  sort(slots: Int32Array): Int32Array {
    for (let i = 1; i < slots.length; i++)
      if (this.compare(slots[i - 1] as number, slots[i] as number) > 0) return slots.sort(this.compare);
    return slots;
  }

  /** The error because of which nobody can say where the row belongs. */
  errorNow(slot: number): CellError | undefined {
    for (const column of this.columns) {
      const value = column.now(slot);
      if (isCellError(value)) return value;
    }
    return undefined;
  }

  errorBefore(slot: number): CellError | undefined {
    for (const column of this.columns) {
      const value = column.was(slot);
      if (isCellError(value)) return value;
    }
    return undefined;
  }

  /** Whether this batch gave the row another place among others that stay as they were. */
  hasMoved(slot: number): boolean {
    return this.columns.some((column) => column.log.placeOf(slot) >= 0);
  }
}
