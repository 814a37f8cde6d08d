/**
 * Declarations that come and go while the engine runs: the columns and alerts that managers add. An overlay replaces the
 * one before it as a whole. It is first built without rows, beside the running graph, so that one that cannot run is
 * refused before anything is touched; then the old nodes are dropped and the new ones computed over the present rows. The
 * modules' own graph keeps its slots and values throughout.
 */
import { refuse, succeed, type Refusal, type Result } from '#kernel/result.ts';
import type { Alert, Computed, ComputedValue, Made } from '#schema/computed.ts';
import type { Schema } from '#schema/module.ts';
import type { AlertWatch } from './alert-watch.ts';
import { isSameValue } from './computed-column.ts';
import { kindOf } from './declared-references.ts';
import type { EngineChange } from './engine.ts';
import { ChangedRows } from './engine-change.ts';
import { Graph } from './graph.ts';
import { RefusedDeclaration } from './refused-declaration.ts';
import type { EngineColumn, RowSpace } from './row-space.ts';

export interface Overlay {
  /** Table, group or derived table → computed columns, under names that the modules do not use. */
  readonly computed: Readonly<Record<string, Readonly<Record<string, Exclude<Computed, Made>>>>>;
  readonly alerts: readonly Alert[];
}

export class OverlayLayer {
  private readonly graph: Graph;
  private readonly base: Schema;

  constructor(graph: Graph) {
    this.graph = graph;
    this.base = graph.schema;
  }

  /** Gives the cells that show something else than before; an added column is one that was empty. */
  replace(overlay: Overlay): Result<readonly EngineChange[]> {
    const checked = this.check(overlay);
    if (!checked.ok) return checked;
    const { graph } = this;
    const before = this.present();
    graph.shrink();
    graph.setup.schedule.build(graph.grow(checked.value));
    return succeed(changesBetween(before, this.present()));
  }

  private check(overlay: Overlay): Result<Schema> {
    try {
      const schema = joinSchema(this.base, overlay);
      checkMeasures(schema, overlay);
      new Graph(schema);
      return succeed(schema);
    } catch (thrown) {
      return readRefusal(thrown);
    }
  }

  private present(): Shown {
    const { graph, base } = this;
    const cells = [...graph.shown.values()].flatMap(({ space, column }): [string, ShownCells][] => {
      const node = space.columns.get(column);
      const added = graph.schema.computed.get(space.name)?.has(column) && !base.computed.get(space.name)?.has(column);
      return node && added ? [[`${space.name}.${column}`, { space, column, node }]] : [];
    });
    return { cells: new Map(cells), alerts: graph.alerts.slice(base.alerts.length) };
  }
}

function readRefusal(thrown: unknown): Refusal {
  if (thrown instanceof RefusedDeclaration) return thrown.refusal;
  throw thrown;
}

function joinSchema(base: Schema, { computed: added, alerts }: Overlay): Schema {
  const computed = new Map(base.computed);
  for (const [space, columns] of Object.entries(added)) {
    const known = base.computed.get(space);
    for (const name of Object.keys(columns))
      if (known?.has(name))
        throw new RefusedDeclaration(
          refuse('column-name-taken', { column: `${space}.${name}` }),
          `${space}.${name} is taken.`
        );
    computed.set(space, new Map([...(known ?? []), ...Object.entries(columns)]));
  }
  const ids = new Set(base.alerts.map(({ id }) => id));
  for (const { id } of alerts) {
    if (ids.has(id))
      throw new RefusedDeclaration(refuse('alert-name-taken', { alert: id }), `The alert ${id} is taken.`);
    ids.add(id);
  }
  return { ...base, computed, alerts: [...base.alerts, ...alerts] };
}

/** A module's author sees `#VALUE` in the first test; a manager is told before the column exists. */
function checkMeasures(schema: Schema, { computed }: Overlay): void {
  for (const [space, columns] of Object.entries(computed))
    for (const [name, declared] of Object.entries(columns)) {
      if (declared.primitive !== 'rollup') continue;
      const { from, measure } = declared;
      if (measure.kind !== 'sum' && measure.kind !== 'average') continue;
      const kind = kindOf(schema, from, measure.column);
      if (kind !== undefined && !['integer', 'money', 'diopter'].includes(kind))
        throw new RefusedDeclaration(
          refuse('not-a-number-column', { column: `${from}.${measure.column}` }),
          `${space}.${name} adds up ${from}.${measure.column}, which holds no numbers.`
        );
    }
}

interface ShownCells {
  readonly space: RowSpace;
  readonly column: string;
  readonly node: EngineColumn;
}

interface Shown {
  readonly cells: ReadonlyMap<string, ShownCells>;
  readonly alerts: readonly AlertWatch[];
}

function changesBetween(before: Shown, after: Shown): readonly EngineChange[] {
  const changed = new ChangedRows();
  for (const [name, { space, column }] of new Map([...before.cells, ...after.cells])) {
    const [old, present] = [before.cells.get(name)?.node, after.cells.get(name)?.node];
    const valueOf = (at: EngineColumn | undefined, slot: number): ComputedValue => at?.now(slot) ?? null;
    for (let slot = 0; slot < space.size; slot++)
      if (space.exists(slot) && !isSameValue(valueOf(old, slot), valueOf(present, slot)))
        addColumn(changed.open(space, slot).columns, column);
  }
  addColoured(changed, before.alerts, after.alerts);
  addColoured(changed, after.alerts, before.alerts);
  return changed.found;
}

/** The cells that an alert of `some` colours and the same alert of `others` does not. */
function addColoured(changed: ChangedRows, some: readonly AlertWatch[], others: readonly AlertWatch[]): void {
  for (const { alert, own, active } of some) {
    const same = others.find((o) => o.alert.id === alert.id && o.own === own && o.alert.column === alert.column);
    for (const slot of active) if (!same?.active.has(slot)) addColumn(changed.open(own, slot).columns, alert.column);
  }
}

function addColumn(columns: string[], column: string): void {
  if (!columns.includes(column)) columns.push(column);
}
