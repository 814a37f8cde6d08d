/** One line of a bench, and what it is held to. Ratios of one run are judged; absolute times only stand beside them. */
export interface BenchRow {
  readonly group: string;
  /** Fixed, and listed in the README beside this file. */
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly peer: string | null;
  readonly peerValue: number | null;
  /** The least that any program must spend on this: calibrates the machine. */
  readonly floor: string | null;
  readonly floorValue: number | null;
}

/** `value ≤ most × against + plus`; without `against`, `value ≤ most`. */
export interface Bar {
  readonly against?: 'peer' | 'floor';
  readonly most: number;
  readonly plus?: number;
}

export interface JudgedRow extends BenchRow {
  readonly bars: readonly Bar[];
}

/** A part may belong to several groups: whoever runs it says to which. */
export type MeasuredRow = Omit<JudgedRow, 'group'>;

/** One part of a group; rows come as they are measured. */
export type BenchPart = (scale: Scale) => AsyncIterable<MeasuredRow>;

export interface Scale {
  /** Rows of the big book. */
  readonly rows: number;
  readonly samples: number;
}

type Measured = Partial<Omit<BenchRow, 'group'>> & Pick<BenchRow, 'name' | 'value' | 'unit'>;

export function benchRow(measured: Measured, ...bars: Bar[]): MeasuredRow {
  return { peer: null, peerValue: null, floor: null, floorValue: null, ...measured, bars };
}

export function isMissed(row: BenchRow, { against, most, plus = 0 }: Bar): boolean {
  const base = against === 'peer' ? row.peerValue : against === 'floor' ? row.floorValue : 1;
  // Said this way round, so that what is no number is missed.
  return base === null || !(row.value <= most * base + plus);
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const [low, high] = [sorted[Math.floor(at)]!, sorted[Math.ceil(at)]!];
  return low + (high - low) * (at - Math.floor(at));
}
