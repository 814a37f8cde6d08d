/**
 * A fold over the rows of a key in their order, with a value for each row. A change refolds its own key from the first
 * row that is new, changed, or follows one that left; all other keys and all earlier rows keep their values.
 */
import { isCellError, type CellError, type ComputedValue, type Step } from '#schema/computed.ts';
import type { ChangeLog, Node } from './change-log.ts';
import { ComputedColumn, type NodeSetup } from './computed-column.ts';
import { ValueKeys } from './key-set.ts';
import { OrderedChains } from './ordered-chains.ts';
import { PureCall, settleNumber } from './pure-call.ts';
import type { EngineColumn, RowSpace } from './row-space.ts';
import { KEPT_EVERY, ScanStates, UnknownState } from './scan-states.ts';
import { SlotInts } from './slot-numbers.ts';
import { TupleIndex } from './tuple-index.ts';
import { RowOrder } from './value-order.ts';

export interface ScanPlan {
  readonly own: RowSpace;
  readonly by: readonly EngineColumn[];
  readonly order: readonly EngineColumn[];
  readonly inputs: readonly EngineColumn[];
  readonly start: unknown;
  readonly step: (state: unknown, ...values: readonly ComputedValue[]) => Step<unknown>;
}

/** What a batch means for one key. */
interface KeyWork {
  readonly arrivals: number[];
  /** Rows whose values changed, and rows that followed one that left. */
  readonly renewed: number[];
}

export class ScanColumn extends ComputedColumn implements Node {
  private readonly by: readonly EngineColumn[];
  private readonly inputs: readonly EngineColumn[];
  private readonly start: unknown;
  private readonly order: RowOrder;
  private readonly chains: OrderedChains;
  private readonly states = new ScanStates();
  private readonly keyParts: readonly ValueKeys[];
  private readonly tuples: TupleIndex;
  private readonly parts: number[] = [];
  /** By row; -1 for a row that is in no chain. */
  private readonly keys = new SlotInts(-1);
  private readonly step: PureCall<ComputedValue>;
  private readonly work = new Map<number, KeyWork>();
  private state: unknown;
  /** Whether the last step gave a state; an error as its value alone does not make the state unknown. */
  private stepped = false;
  private built = false;

  constructor({ own, by, order, inputs, start, step }: ScanPlan, setup: NodeSetup) {
    super(own, setup);
    this.by = by;
    this.inputs = inputs;
    this.start = start;
    this.order = new RowOrder(own, order);
    this.chains = new OrderedChains(this.order);
    this.keyParts = by.map(() => new ValueKeys());
    this.tuples = new TupleIndex(by.length);
    this.step = new PureCall(inputs, (...values) => {
      const { state, value } = step(this.state, ...values);
      this.state = state;
      this.stepped = true;
      return value ?? null;
    });
  }

  build(): void {
    const { size } = this.own;
    this.keys.reserve(size);
    this.chains.reserve(size);
    const counts: number[] = [];
    for (let slot = 0; slot < size; slot++) {
      if (!this.own.exists(slot)) continue;
      const key = this.keyOf(slot);
      this.keys.set(slot, key);
      if (key < 0) this.show(slot, this.withoutKey(slot));
      else counts[key] = (counts[key] ?? 0) + 1;
    }
    this.link(counts);
    for (let key = 0; key < this.tuples.size; key++) this.refold(key, this.firstOf(key));
    this.built = true;
  }

  /** Counting sort by key, then each key by the order. */
  private link(counts: readonly number[]): void {
    const starts = new Int32Array(counts.length + 1);
    for (let key = 0; key < counts.length; key++) starts[key + 1] = (starts[key] as number) + (counts[key] ?? 0);
    const places = starts.slice();
    const sorted = new Int32Array(starts[counts.length] as number);
    for (let slot = 0; slot < this.own.size; slot++) {
      const key = this.keys.get(slot);
      if (key < 0) continue;
      const place = places[key] as number;
      sorted[place] = slot;
      places[key] = place + 1;
    }
    for (let key = 0; key < counts.length; key++)
      this.chains.append(key, this.order.sort(sorted.subarray(starts[key], starts[key + 1])));
  }

  private firstOf(key: number): number {
    let first = this.chains.tail(key);
    while (first >= 0 && this.chains.before(first) >= 0) first = this.chains.before(first);
    return first;
  }

  run(): void {
    this.own.visited.begin();
    this.forEach([this.own.existence, ...this.by.map((column) => column.log), ...this.order.logs], (slot) =>
      this.place(slot)
    );
    this.forEach(
      this.inputs.map((column) => column.log),
      (slot) => {
        const key = this.keys.get(slot);
        if (key >= 0) this.workOf(key).renewed.push(slot);
      }
    );
    for (const [key, work] of this.work) this.settle(key, work);
    this.work.clear();
  }

  private forEach(logs: readonly ChangeLog<unknown>[], each: (slot: number) => void): void {
    for (const log of logs)
      for (let i = 0; i < log.count; i++) {
        const slot = log.slots[i] as number;
        if (this.own.visited.take(slot)) each(slot);
      }
  }

  /** A row that came, went, or has another key or place: it is lifted out of its chain and arrives anew. */
  private place(slot: number): void {
    const old = this.keys.get(slot);
    if (old >= 0) {
      const next = this.chains.next(slot);
      if (next >= 0) this.workOf(old).renewed.push(next);
      this.chains.unlink(old, slot);
      this.states.leave(old, slot);
    }
    const key = this.own.exists(slot) ? this.keyOf(slot) : -1;
    this.keys.set(slot, key);
    if (key >= 0) this.workOf(key).arrivals.push(slot);
    else if (this.own.exists(slot)) this.show(slot, this.withoutKey(slot));
  }

  private workOf(key: number): KeyWork {
    let work = this.work.get(key);
    if (!work) this.work.set(key, (work = { arrivals: [], renewed: [] }));
    return work;
  }

  private settle(key: number, { arrivals, renewed }: KeyWork): void {
    arrivals.sort(this.order.compare);
    this.chains.merge(key, arrivals);
    let first = arrivals[0] ?? -1;
    for (const slot of renewed) {
      // A row that followed one that left may have left as well; then the one after it is named too.
      const stays = this.keys.get(slot) === key;
      if (stays && (first < 0 || this.order.compare(slot, first) < 0)) first = slot;
    }
    if (first >= 0) this.refold(key, first);
  }

  private refold(key: number, first: number): void {
    let sinceKept = this.restore(key, this.chains.before(first));
    let last = first;
    for (let slot = first; slot >= 0; slot = this.chains.next(slot)) {
      this.show(slot, this.advance(slot));
      sinceKept = (sinceKept + 1) % KEPT_EVERY;
      if (sinceKept === 0) this.states.keep(slot, this.state);
      else this.states.forget(slot);
      last = slot;
    }
    this.states.end(key, last, this.state);
  }

  /** Brings `state` to where it stood after the row `slot` (-1: before all rows); tells how many rows ago one was kept. */
  private restore(key: number, slot: number): number {
    const again: number[] = [];
    let sinceKept = 0;
    let at = slot;
    for (; at >= 0 && !this.states.has(key, at); at = this.chains.before(at)) again.push(at);
    this.state = at < 0 ? this.start : this.states.after(key, at);
    for (let back = at; back >= 0 && !this.states.isKept(back); back = this.chains.before(back)) sinceKept += 1;
    for (const earlier of again.reverse()) this.advance(earlier);
    return sinceKept + again.length;
  }

  /** One step: leaves the new state in `state` and gives the value of the row. */
  private advance(slot: number): ComputedValue {
    if (this.state instanceof UnknownState) return this.state.error;
    this.stepped = false;
    const value = this.order.errorNow(slot) ?? this.step.now(slot);
    if (!this.stepped) this.state = new UnknownState(value as CellError);
    return settleNumber(value);
  }

  private show(slot: number, value: ComputedValue): void {
    if (this.built) this.relay(slot, value);
    else this.lay(slot, value);
  }

  private keyOf(slot: number): number {
    for (let i = 0; i < this.by.length; i++) {
      const part = (this.keyParts[i] as ValueKeys).numberOf((this.by[i] as EngineColumn).now(slot));
      if (part < 0) return -1;
      this.parts[i] = part;
    }
    return this.tuples.numberOf(this.parts);
  }

  private withoutKey(slot: number): ComputedValue {
    for (const column of this.by) {
      const value = column.now(slot);
      if (isCellError(value)) return value;
    }
    return null;
  }
}
