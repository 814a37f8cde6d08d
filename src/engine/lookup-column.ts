/**
 * A value of the row that this row refers to. An empty reference gives an empty cell; one to a row that is not there
 * (not yet arrived, or deleted) gives #REF, which heals by itself when the row comes.
 */
import { isCellError, type ComputedValue } from '#schema/computed.ts';
import type { Node } from './change-log.ts';
import type { ChangeLog } from './change-log.ts';
import { CellwiseColumn, type NodeSetup } from './computed-column.ts';
import type { ReferenceIndex } from './reference-index.ts';
import type { EngineColumn } from './row-space.ts';

export interface LookupPlan {
  readonly through: EngineColumn;
  /** From the rows of this column to the rows they refer to. */
  readonly way: ReferenceIndex;
  readonly column: EngineColumn;
}

export class LookupColumn extends CellwiseColumn implements Node {
  private readonly plan: LookupPlan;

  constructor(plan: LookupPlan, setup: NodeSetup) {
    super(plan.way.from, setup);
    this.plan = plan;
  }

  build(): void {
    this.fill();
  }

  run(): void {
    this.own.visited.begin();
    this.renewAll(this.own.existence);
    this.renewAll(this.plan.through.log);
    this.renewReaders(this.plan.way.to.existence);
    this.renewReaders(this.plan.column.log);
  }

  private renewReaders(log: ChangeLog<unknown>): void {
    const { way } = this.plan;
    for (let i = 0; i < log.count; i++)
      for (let slot = way.first(log.slots[i] as number); slot >= 0; slot = way.next(slot)) this.renewOnce(slot);
  }

  protected workOut(slot: number): ComputedValue {
    const { through, way, column } = this.plan;
    const reference = through.now(slot);
    if (reference === null || isCellError(reference)) return reference;
    const target = way.targetOf(slot);
    if (target >= 0 && way.to.exists(target)) return column.now(target);
    return { code: '#REF', because: `There is no row ${String(reference)} in ${way.to.name}.` };
  }
}
