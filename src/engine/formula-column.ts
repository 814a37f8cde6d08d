/** A formula over columns of the same row. */
import type { ComputedValue } from '#schema/computed.ts';
import type { Node } from './change-log.ts';
import { CellwiseColumn, type NodeSetup } from './computed-column.ts';
import { PureCall, settleNumber } from './pure-call.ts';
import type { EngineColumn, RowSpace } from './row-space.ts';

export interface FormulaPlan {
  readonly own: RowSpace;
  readonly inputs: readonly EngineColumn[];
  readonly compute: (...values: readonly ComputedValue[]) => ComputedValue;
}

export class FormulaColumn extends CellwiseColumn implements Node {
  private readonly inputs: readonly EngineColumn[];
  private readonly formula: PureCall<ComputedValue>;

  constructor(plan: FormulaPlan, setup: NodeSetup) {
    super(plan.own, setup);
    this.inputs = plan.inputs;
    this.formula = new PureCall(plan.inputs, plan.compute);
  }

  build(): void {
    this.fill();
  }

  run(): void {
    this.own.visited.begin();
    this.renewAll(this.own.existence);
    for (const input of this.inputs) this.renewAll(input.log);
  }

  protected workOut(slot: number): ComputedValue {
    return settleNumber(this.formula.now(slot) ?? null);
  }
}
