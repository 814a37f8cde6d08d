/**
 * The rows of which an alert holds. A row whose values are in error is not alerted: its cells say so themselves, and an
 * alarm on an unknown number would be a false one.
 */
import type { Alert } from '#schema/computed.ts';
import { ChangeLog, type Node } from './change-log.ts';
import { PureCall } from './pure-call.ts';
import type { NodeSetup } from './computed-column.ts';
import type { EngineColumn, RowSpace } from './row-space.ts';

export interface AlertPlan {
  readonly alert: Alert;
  readonly own: RowSpace;
  readonly inputs: readonly EngineColumn[];
}

export class AlertWatch implements Node {
  readonly alert: Alert;
  readonly own: RowSpace;
  /** The rows of which it began or ceased to hold. */
  readonly log: ChangeLog<null>;
  readonly active = new Set<number>();
  private readonly inputs: readonly EngineColumn[];
  private readonly condition: PureCall<boolean>;

  constructor({ alert, own, inputs }: AlertPlan, { schedule }: NodeSetup) {
    this.alert = alert;
    this.own = own;
    this.inputs = inputs;
    this.condition = new PureCall(inputs, alert.when);
    this.log = new ChangeLog(schedule);
  }

  build(): void {
    for (let slot = 0; slot < this.own.size; slot++) if (this.holds(slot)) this.active.add(slot);
  }

  run(): void {
    this.own.visited.begin();
    this.follow(this.own.existence);
    for (const input of this.inputs) this.follow(input.log);
  }

  private follow(log: ChangeLog<unknown>): void {
    for (let i = 0; i < log.count; i++) {
      const slot = log.slots[i] as number;
      if (this.own.visited.take(slot)) this.renew(slot);
    }
  }

  private renew(slot: number): void {
    const holds = this.holds(slot);
    if (holds === this.active.has(slot)) return;
    if (holds) this.active.add(slot);
    else this.active.delete(slot);
    this.log.record(slot, null);
  }

  private holds(slot: number): boolean {
    return this.own.exists(slot) && this.condition.now(slot) === true;
  }
}
