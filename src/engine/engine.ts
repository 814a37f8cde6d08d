/**
 * Runs the declared computed columns, groups, derived tables and alerts over the rows of the fold.
 *
 * Nothing here is stored or sent: two engines that were given the same rows, in any order and any batches, show the
 * same values. A batch of changes flows once through the graph, and each node works only on the rows that changed for
 * it; errors are values of cells and stop nothing.
 */
import { assert, type Result } from '#kernel/result.ts';
import type { RowId } from '#kernel/ids.ts';
import type { Alert, ComputedValue } from '#schema/computed.ts';
import type { KeyValue } from '#schema/group.ts';
import type { Schema } from '#schema/module.ts';
import type { RowArray } from '#schema/table.ts';
import { collectChanges } from './engine-change.ts';
import { newestEvidence } from './evidence.ts';
import { Graph, wayName } from './graph.ts';
import { readMatrix, type Matrix, type MatrixAxes } from './matrix.ts';
import { OverlayLayer, type Overlay } from './overlay.ts';
import type { RowSpace } from './row-space.ts';

/** Rows as stored, `[rowId, …values in declared column order]`; `after` undefined: the row was deleted. */
export interface RowChange {
  readonly table: string;
  readonly id: RowId;
  /** For others who listen to the fold; the engine goes by the row it holds. */
  readonly before: RowArray | undefined;
  readonly after: RowArray | undefined;
}

export interface EngineChange {
  readonly table: string;
  readonly id: RowId;
  /** Computed cells with another value, and cells that an alert began or ceased to colour. */
  readonly columns: readonly string[];
  /**
   * A group row, a derived row, or a row of a table with computed columns or alerts, that came or went. Of one that came all such
   * columns and keys are named.
   */
  readonly row?: 'appeared' | 'gone';
}

export interface ActiveAlert {
  readonly alert: Alert;
  /** The row, of `alert.on`. */
  readonly id: RowId;
}

export interface Engine {
  /** Before `start`, tables in any order. */
  load(table: string, rows: Iterable<RowArray>): void;
  /** The first computation. */
  start(): void;
  /** One batch, in the order of the changes. */
  apply(changes: readonly RowChange[]): readonly EngineChange[];
  /** A stored or computed cell, or a key of a group row. Undefined: no such row or column. */
  value(table: string, id: RowId, column: string): ComputedValue | undefined;
  /** As `value`, without joining the id of a group row first. */
  valueByKeys(group: string, keys: readonly KeyValue[], column: string): ComputedValue | undefined;
  /** The rows of a group, of a derived table or of a table, in no order that means anything. */
  groupRows(group: string): Iterable<RowId>;
  /** The keys of a group row, in declared order. */
  groupRow(group: string, id: RowId): readonly KeyValue[] | undefined;
  /** The rows of a group with these keys, laid out over its two other keys; throws unless every key is one or the other. */
  matrix(group: string, fixed: Readonly<Record<string, KeyValue>>, axes: MatrixAxes): Matrix;
  /** The rows of `from` whose `by` columns hold `keys`; only for pairs that a rollup, lookup, group or alert declares. */
  referencing(from: string, by: readonly string[], keys: readonly KeyValue[]): Iterable<RowId>;
  /** All alerts that hold now, in the order of declaration. */
  alerts(): Iterable<ActiveAlert>;
  /** Alert id → of how many rows it holds. */
  alertCounts(): ReadonlyMap<string, number>;
  alertsOf(table: string, id: RowId): readonly Alert[];
  /** The newest rows that the alert declares as its evidence for this row. */
  evidence(alert: Alert, id: RowId): readonly RowId[];
  /**
   * Puts these declarations in place of the overlay before: gives the cells that changed, or why one of them cannot run,
   * and then the overlay before stays. Refusals: `computed-cycle` (the path is named), `unknown-column`, `unknown-table`,
   * `not-a-reference`, `wrong-reference`, `wrong-key-count`, `column-name-taken`, `alert-name-taken`, `not-a-number-column`.
   */
  overlay(overlay: Overlay): Result<readonly EngineChange[]>;
  /** Computed cells worked out since creation, the first computation included. */
  readonly recalculated: number;
}

/** Throws on a cycle (the path is named), an unknown table or column, or a reference to another table than declared. */
export function createEngine(schema: Schema): Engine {
  return new GraphEngine(new Graph(schema));
}

class GraphEngine implements Engine {
  private readonly graph: Graph;
  private readonly layer: OverlayLayer;
  private started = false;

  constructor(graph: Graph) {
    this.graph = graph;
    this.layer = new OverlayLayer(graph);
  }

  get recalculated(): number {
    return this.graph.setup.tally.cells;
  }

  load(table: string, rows: Iterable<RowArray>): void {
    assert(!this.started, 'Rows are loaded before the engine starts; afterwards they are applied.');
    const loaded = this.table(table);
    for (const row of rows) loaded.load(row);
  }

  start(): void {
    assert(!this.started, 'The engine starts once.');
    this.started = true;
    this.graph.setup.schedule.build();
  }

  apply(changes: readonly RowChange[]): readonly EngineChange[] {
    assert(this.started, 'The engine is started before changes are applied.');
    for (const { table, id, after } of changes) this.table(table).write(id, after);
    for (const table of this.graph.tables.values()) if (table.before.count > 0) table.compare();
    const { schedule } = this.graph.setup;
    schedule.settle();
    const collected = collectChanges(this.graph);
    schedule.forget();
    return collected;
  }

  value(table: string, id: RowId, column: string): ComputedValue | undefined {
    const space = this.space(table);
    return this.read(space, space.find(id), column);
  }

  valueByKeys(group: string, keys: readonly KeyValue[], column: string): ComputedValue | undefined {
    const space = this.space(group);
    return this.read(space, space.findByKeys(keys), column);
  }

  private read(space: RowSpace, slot: number, column: string): ComputedValue | undefined {
    if (slot < 0 || !space.exists(slot)) return undefined;
    const known = space.columns.get(column);
    return known ? known.now(slot) : space.stored(slot, column);
  }

  *groupRows(group: string): Iterable<RowId> {
    const rows = this.space(group);
    for (let slot = 0; slot < rows.size; slot++) if (rows.exists(slot)) yield rows.idOf(slot);
  }

  groupRow(group: string, id: RowId): readonly KeyValue[] | undefined {
    const rows = this.group(group);
    const slot = rows.find(id);
    return slot >= 0 && rows.exists(slot) ? rows.keysOf(slot) : undefined;
  }

  matrix(group: string, fixed: Readonly<Record<string, KeyValue>>, axes: MatrixAxes): Matrix {
    return readMatrix(this.group(group), fixed, axes);
  }

  *referencing(from: string, by: readonly string[], keys: readonly KeyValue[]): Iterable<RowId> {
    const way = this.graph.ways.get(wayName(from, by));
    assert(way, `No declaration goes by ${wayName(from, by)}.`);
    const target = way.to.findByKeys(keys);
    if (target < 0) return;
    for (let slot = way.first(target); slot >= 0; slot = way.next(slot)) yield way.from.idOf(slot);
  }

  *alerts(): Iterable<ActiveAlert> {
    for (const { alert, own, active } of this.graph.alerts)
      for (const slot of active) yield { alert, id: own.idOf(slot) };
  }

  alertCounts(): ReadonlyMap<string, number> {
    return new Map(this.graph.alerts.map(({ alert, active }) => [alert.id, active.size]));
  }

  alertsOf(table: string, id: RowId): readonly Alert[] {
    const space = this.space(table);
    const slot = space.find(id);
    return this.graph.alerts.filter(({ own, active }) => own === space && active.has(slot)).map(({ alert }) => alert);
  }

  evidence(alert: Alert, id: RowId): readonly RowId[] {
    return newestEvidence(this.graph, alert, id);
  }

  overlay(overlay: Overlay): Result<readonly EngineChange[]> {
    assert(this.started, 'The engine is started before it takes an overlay.');
    return this.layer.replace(overlay);
  }

  private group(id: string) {
    const group = this.graph.groups.get(id);
    assert(group, `There is no group ${id}.`);
    return group;
  }

  private table(id: string) {
    const table = this.graph.tables.get(id);
    assert(table, `There is no table ${id}.`);
    return table;
  }

  private space(id: string): RowSpace {
    const space = this.graph.known(id);
    assert(space, `There is no table or group ${id}.`);
    return space;
  }
}
