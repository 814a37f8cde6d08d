/** Writes the lines of a counted report: orders the groups of each level, puts the rest together, reads the numbers. */
import { cumulativeShares, type ShareSoFar } from './cumulative-share.ts';
import { othersKey, type GroupKey } from './group-key.ts';
import { orderGroups, rankChildren, type Ranked } from './group-order.ts';
import { createBranch, emptyCell, findCell, mergeCells, type Branch } from './group-tree.ts';
import { measureCell, type CellPlace } from './measure-cell.ts';
import type { Pace, Steps } from './pace.ts';
import type { CellTallies, ReportCell, ReportLine, ResultColumn } from './report-result.ts';
import type { RowPlan } from './row-plan.ts';

export interface LineInput<Row> {
  readonly plan: RowPlan<Row>;
  readonly pace: Pace;
  readonly columns: readonly ResultColumn[];
  readonly root: Branch;
}

interface NewLine {
  readonly keys: readonly GroupKey[];
  readonly kind: ReportLine['kind'];
  readonly branch: Branch;
  readonly soFar: ShareSoFar | undefined;
}

export class LineWriter<Row> {
  readonly #input: LineInput<Row>;
  readonly #grand: CellTallies;
  /** Shared by all cells where nothing lies. */
  readonly #blank: ReportCell;
  readonly #lines: ReportLine[] = [];

  constructor(input: LineInput<Row>) {
    this.#input = input;
    this.#grand = findCell(input.root, null)!;
    const tallies = emptyCell(input.plan);
    this.#blank = measureCell({ plan: input.plan, grand: this.#grand }, { tallies, isDated: false, soFar: undefined });
  }

  *lines(): Steps<readonly ReportLine[]> {
    yield* this.#writeBelow(this.#input.root, []);
    return this.#lines;
  }

  *total(): Steps<ReportLine> {
    return yield* this.#line({ keys: [], kind: 'total', branch: this.#input.root, soFar: undefined });
  }

  *#writeBelow(branch: Branch, keys: readonly GroupKey[]): Steps<void> {
    const { plan, pace } = this.#input;
    const dimension = plan.down[keys.length];
    if (!dimension) return;
    const ranked = yield* rankChildren(branch, pace);
    const soFar = yield* cumulativeShares(ranked, plan.measures, pace);
    const { shown, rest } = yield* orderGroups(ranked, dimension, { measures: plan.measures, pace });
    const isInnermost = keys.length === plan.down.length - 1;
    for (const { key, of } of shown) {
      const own = [...keys, key];
      const kind = isInnermost ? 'detail' : 'group';
      this.#lines.push(yield* this.#line({ keys: own, kind, branch: of, soFar: soFar.get(key) }));
      yield* this.#writeBelow(of, own);
    }
    if (rest.length > 0) yield* this.#writeOthers(rest, keys);
  }

  *#writeOthers(rest: readonly Ranked<Branch>[], keys: readonly GroupKey[]): Steps<void> {
    const { plan, pace } = this.#input;
    const key = yield* othersKey(rest, pace);
    const branch = createBranch(key);
    for (const { of } of rest) yield* mergeCells(branch, of, { shape: plan, pace });
    this.#lines.push(yield* this.#line({ keys: [...keys, key], kind: 'others', branch, soFar: undefined }));
  }

  *#line({ keys, kind, branch, soFar }: NewLine): Steps<ReportLine> {
    const { plan, pace, columns } = this.#input;
    const cells: ReportCell[] = [];
    const all: (CellTallies | null)[] = [];
    for (const { key } of columns) {
      if (pace.isDue()) yield;
      const tallies = findCell(branch, key);
      all.push(tallies);
      const place: CellPlace | null = tallies && {
        tallies,
        isDated: isDated(plan, keys, key),
        soFar: key === null ? soFar : undefined
      };
      cells.push(place ? measureCell({ plan, grand: this.#grand }, place) : this.#blank);
    }
    return { level: keys.length - 1, keys, kind, cells, tallies: all };
  }
}

/** A number can be compared with an earlier time where its own time is given: by the window, or by all dated groups. */
function isDated<Row>({ down, across, compared }: RowPlan<Row>, keys: readonly GroupKey[], column: GroupKey | null) {
  if (compared === null) return false;
  const isPeriod = (key: GroupKey | null | undefined): boolean => key?.kind === 'value';
  const hasAll = down.every(
    (dimension, level) => dimension.column !== compared || dimension.bands || isPeriod(keys[level])
  );
  return hasAll && (across?.column !== compared || across.bands !== undefined || isPeriod(column));
}
