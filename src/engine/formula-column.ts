/** A formula over columns of the same row. Numbers that are none (0/0, 1/0) become errors, so that they cannot spread. */
import type { ComputedValue } from '#schema/computed.ts';
import type { Node } from './change-log.ts';
import { ComputedColumn, type NodeSetup } from './computed-column.ts';
import { PureCall } from './pure-call.ts';
import type { EngineColumn, RowSpace } from './row-space.ts';

export interface FormulaPlan {
  readonly own: RowSpace;
  readonly inputs: readonly EngineColumn[];
  readonly compute: (...values: readonly ComputedValue[]) => ComputedValue;
}

export class FormulaColumn extends ComputedColumn implements Node {
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

  protected valueOf(slot: number): ComputedValue {
    return settleNumber(this.formula.now(slot) ?? null);
  }
}

function settleNumber(value: ComputedValue): ComputedValue {
  if (typeof value !== 'number') return value;
  if (Number.isFinite(value)) return value === 0 ? 0 : value;
  if (Number.isNaN(value)) return { code: '#VALUE', because: 'The formula does not give a number.' };
  return { code: '#DIV0', because: 'The formula divides by zero or its result is too large.' };
}
