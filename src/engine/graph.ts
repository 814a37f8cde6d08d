/**
 * From declarations to nodes, inputs before readers, across all tables and groups.
 *
 * Building a column builds what it reads first, so the order of building is a topological order, and a declaration that
 * reads itself is met again while it is being built: that is a cycle, refused with the path named. A new primitive is a
 * node with logs: `scan` walks the rows that a way leads to, `derive` is a row space fed by a node, as a group is,
 * `matrix` a rollup into a space whose keys are its two axes.
 */
import type { Alert, Computed, Formula, Lookup, Rollup } from '#schema/computed.ts';
import type { Schema } from '#schema/module.ts';
import { AlertWatch } from './alert-watch.ts';
import { Schedule, type ChangeLog, type Node } from './change-log.ts';
import { type ComputedColumn, type NodeSetup } from './computed-column.ts';
import { checkWay, keyTablesOf, referredTable, type DeclaredWay } from './declared-references.ts';
import { FormulaColumn } from './formula-column.ts';
import { GroupRows } from './group-rows.ts';
import { LookupColumn } from './lookup-column.ts';
import { ReferenceIndex } from './reference-index.ts';
import { RollupColumn } from './rollup-column.ts';
import type { EngineColumn, RowSpace } from './row-space.ts';
import { TableRows } from './table-rows.ts';

/** A cell that shows it when the log has an entry: a computed cell, or one coloured by an alert. */
export interface ShownColumn {
  readonly space: RowSpace;
  readonly column: string;
}

export class Graph {
  readonly setup: NodeSetup = { schedule: new Schedule(), tally: { cells: 0 } };
  readonly tables = new Map<string, TableRows>();
  readonly groups = new Map<string, GroupRows>();
  readonly alerts: AlertWatch[] = [];
  readonly shown = new Map<ChangeLog<unknown>, ShownColumn>();
  /** The columns with something of ours to show; tables without computed columns and alerts are not named. */
  readonly shownBySpace = new Map<RowSpace, readonly string[]>();
  /** Evidence and sources are asked by source and columns; the row spaces they lead to differ only in their owner. */
  readonly ways = new Map<string, ReferenceIndex>();
  private readonly schema: Schema;
  /** What is being built, outermost first. */
  private readonly path: string[] = [];

  constructor(schema: Schema) {
    this.schema = schema;
    for (const table of schema.tables.values()) this.tables.set(table.id, new TableRows(table, this.setup.schedule));
    for (const id of schema.groups.keys()) this.space(id, `The group ${id}`);
    for (const [space, columns] of schema.computed)
      for (const name of columns.keys()) this.column(space, name, `The computed column ${space}.${name}`);
    for (const alert of schema.alerts) this.watch(alert);
    this.nameShown();
  }

  private nameShown(): void {
    for (const group of this.groups.values()) this.shownBySpace.set(group, group.keyNames);
    for (const { space, column } of this.shown.values()) {
      const names = this.shownBySpace.get(space) ?? [];
      if (!names.includes(column)) this.shownBySpace.set(space, [...names, column]);
    }
  }

  private space(id: string, asker: string): RowSpace {
    const known = this.tables.get(id) ?? this.groups.get(id);
    if (known) return known;
    if (!this.schema.groups.has(id)) throw new Error(`${asker} names the unknown table ${id}.`);
    return this.inside(id, () => this.buildGroup(id));
  }

  private buildGroup(id: string): GroupRows {
    const declared = this.schema.groups.get(id);
    const asker = `The group ${id}`;
    if (!declared) throw new Error(`There is no group ${id}.`);
    const keys = keyTablesOf(this.schema, id).map((table) => this.table(table, asker));
    const group = new GroupRows(declared, keys, this.setup.schedule);
    const sources = declared.sources.map(({ table, by }) => {
      this.table(table, asker);
      return this.way({ from: table, by, to: id }, { asker, to: group });
    });
    for (const source of sources) group.feedFrom(source);
    this.groups.set(id, group);
    this.add(
      group,
      sources.map((source) => source.log)
    );
    return group;
  }

  private table(id: string, asker: string): TableRows {
    const table = this.tables.get(id);
    if (!table) throw new Error(`${asker} names the unknown table ${id}.`);
    return table;
  }

  private column(spaceId: string, name: string, asker: string): EngineColumn {
    const space = this.space(spaceId, asker);
    const known = space.columns.get(name);
    if (known) return known;
    const declared = this.schema.computed.get(spaceId)?.get(name);
    const stored = space instanceof TableRows ? space.watch(name) : undefined;
    if (stored && declared) throw new Error(`The column ${spaceId}.${name} is declared twice.`);
    if (stored) return stored;
    if (!declared) throw new Error(`${asker} reads the unknown column ${spaceId}.${name}.`);
    const column = this.inside(`${spaceId}.${name}`, () => this.buildColumn(space, name, declared));
    space.columns.set(name, column);
    this.shown.set(column.log, { space, column: name });
    return column;
  }

  private inside<T>(name: string, build: () => T): T {
    const start = this.path.indexOf(name);
    if (start >= 0) throw new Error(`Computed columns form a cycle: ${[...this.path.slice(start), name].join(' → ')}.`);
    this.path.push(name);
    const built = build();
    this.path.pop();
    return built;
  }

  private buildColumn(own: RowSpace, name: string, declared: Computed): ComputedColumn {
    const asker = `The computed column ${own.name}.${name}`;
    if (declared.primitive === 'formula') return this.buildFormula(own, declared, asker);
    if (declared.primitive === 'lookup') return this.buildLookup(own, declared, asker);
    return this.buildRollup(own, declared, asker);
  }

  private buildFormula(own: RowSpace, declared: Formula, asker: string): ComputedColumn {
    const inputs = declared.of.map((input) => this.column(own.name, input, asker));
    const node = new FormulaColumn({ own, inputs, compute: declared.compute }, this.setup);
    return this.add(node, [own.existence, ...inputs.map((input) => input.log)]);
  }

  private buildLookup(own: RowSpace, declared: Lookup, asker: string): ComputedColumn {
    const through = this.column(own.name, declared.through, asker);
    const table = referredTable(this.schema, own.name, declared.through);
    if (table === undefined) throw new Error(`${asker} goes through ${declared.through}, which is no reference.`);
    const to = this.table(table, asker);
    const way = this.way({ from: own.name, by: [declared.through], to: table }, { asker, to });
    const column = this.column(table, declared.column, asker);
    const node = new LookupColumn({ through, way, column }, this.setup);
    return this.add(node, [own.existence, through.log, way.log, to.existence, column.log]);
  }

  private buildRollup(own: RowSpace, declared: Rollup, asker: string): ComputedColumn {
    const { from, by, measure: of, where } = declared;
    const way = this.way({ from, by, to: own.name }, { asker, to: own });
    const measure = of.kind === 'count' ? undefined : this.column(from, of.column, asker);
    const inputs = where?.of.map((input) => this.column(from, input, asker)) ?? [];
    const plan = { way, kind: of.kind, measure, where: where && { inputs, keep: where.keep } };
    const read = measure ? [measure, ...inputs] : inputs;
    return this.add(new RollupColumn(plan, this.setup), [own.existence, way.log, ...read.map((input) => input.log)]);
  }

  /** Also indexed by source and columns alone, for questions from outside; the owner's rows are named the same way. */
  private way(declared: DeclaredWay, { asker, to }: { readonly asker: string; readonly to: RowSpace }): ReferenceIndex {
    const from = this.space(declared.from, asker);
    const name = wayName(declared.from, declared.by);
    const full = `${name} → ${declared.to}`;
    const known = this.ways.get(full);
    if (known) return known;
    checkWay(this.schema, declared, asker);
    const by = declared.by.map((column) => this.column(declared.from, column, asker));
    const way = new ReferenceIndex({ from, by, to }, this.setup.schedule);
    this.ways.set(full, way);
    if (!this.ways.has(name)) this.ways.set(name, way);
    return this.add(way, [from.existence, ...by.map((column) => column.log)]);
  }

  private watch(alert: Alert): void {
    const asker = `The alert ${alert.id}`;
    const own = this.space(alert.on, asker);
    const inputs = alert.of.map((input) => this.column(alert.on, input, asker));
    this.column(alert.on, alert.column, asker);
    if (alert.evidence) {
      const { from, by, order } = alert.evidence;
      this.way({ from, by, to: alert.on }, { asker, to: own });
      this.column(from, order, asker);
    }
    const watch = new AlertWatch({ alert, own, inputs }, this.setup);
    this.alerts.push(this.add(watch, [own.existence, ...inputs.map((input) => input.log)]));
    this.shown.set(watch.log, { space: own, column: alert.column });
  }

  private add<N extends Node>(node: N, reads: readonly ChangeLog<unknown>[]): N {
    const rank = this.setup.schedule.add(node);
    for (const log of reads) log.wakes(rank);
    return node;
  }
}

export function wayName(from: string, by: readonly string[]): string {
  return `${from}(${by.join(', ')})`;
}
