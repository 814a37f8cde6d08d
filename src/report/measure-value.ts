/** Tallies → the number that is shown. */
import type { CellValue } from '#schema/column.ts';
import type { ShownKind } from './measure-plan.ts';
import type { ResultMeasure } from './report-result.ts';
import { sumOf, type Tally } from './tally.ts';

/** An empty sum or count is 0, an average, minimum or maximum of nothing is null. */
export function valueOf(measures: readonly ResultMeasure[], tallies: readonly Tally[], at: number): CellValue {
  const { measure, shows, days } = measures[at]!;
  const tally = tallies[at]!;
  switch (measure.of) {
    case 'count':
      return tally.count;
    case 'distinct':
      return tally.seen?.size ?? 0;
    case 'min':
      return tally.least;
    case 'max':
      return tally.most;
    case 'sum':
      return rounded(sumOf(tally), shows);
    case 'average':
      return tally.count === 0 ? null : rounded(sumOf(tally) / tally.count, shows);
    case 'level':
      return rounded(sumOf(tally) / days, shows);
    case 'ratio': {
      const [over, under] = [measure.over, measure.under].map((id) =>
        valueOf(
          measures,
          tallies,
          measures.findIndex((other) => other.measure.id === id)
        )
      );
      if (typeof over !== 'number' || typeof under !== 'number' || under === 0) return null;
      return (over * (measure.times ?? 1)) / under;
    }
  }
}

/** Fractions of a fen or of a hundredth of a dioptre do not exist: half away from zero, as a bookkeeper rounds. */
function rounded(value: number, shows: ShownKind): number {
  if (shows !== 'money' && shows !== 'diopter') return value;
  return Math.sign(value) * Math.round(Math.abs(value)) + 0;
}
