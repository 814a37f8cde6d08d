/**
 * From declarations to nodes, inputs before readers, across all tables, groups and derived tables.
 *
 * Declarations are built in the order of what they read, so the rank of a node comes after the ranks of its inputs. An
 * overlay adds nodes above all others; since nothing below reads them, they can be dropped again without a trace.
 */
import { refuse } from '#kernel/result.ts';
import type { Alert } from '#schema/computed.ts';
import type { Derive } from '#schema/derive.ts';
import type { Schema } from '#schema/module.ts';
import { AlertWatch } from './alert-watch.ts';
import { Schedule, type ChangeLog, type Node } from './change-log.ts';
import { buildColumn, type Site } from './column-builder.ts';
import type { NodeSetup } from './computed-column.ts';
import { checkWay, storedColumn, type DeclaredWay } from './declared-references.ts';
import { orderDeclarations } from './declaration-order.ts';
import { GroupRows } from './group-rows.ts';
import { ReferenceKeys, ValueKeys } from './key-set.ts';
import { ReferenceIndex } from './reference-index.ts';
import { RefusedDeclaration } from './refused-declaration.ts';
import type { EngineColumn, RowSpace } from './row-space.ts';
import { TableRows } from './table-rows.ts';

/** A cell that shows it when the log has an entry: a computed cell, or one coloured by an alert. */
export interface ShownColumn {
  readonly space: RowSpace;
  readonly column: string;
}

export class Graph implements Site {
  readonly setup: NodeSetup = { schedule: new Schedule(), tally: { cells: 0 } };
  readonly tables = new Map<string, TableRows>();
  readonly groups = new Map<string, GroupRows>();
  readonly derived = new Map<string, TableRows>();
  readonly alerts: AlertWatch[] = [];
  readonly shown = new Map<ChangeLog<unknown>, ShownColumn>();
  /** The columns with something of ours to show; tables without computed columns and alerts are not named. */
  readonly shownBySpace = new Map<RowSpace, readonly string[]>();
  /** Evidence and sources are asked by source and columns; the row spaces they lead to differ only in their owner. */
  readonly ways = new Map<string, ReferenceIndex>();
  schema: Schema;
  /** How to take back what was built above the modules' own declarations. */
  private undo: (() => void)[] = [];

  constructor(schema: Schema) {
    this.schema = schema;
    for (const table of schema.tables.values()) this.tables.set(table.id, new TableRows(table, this.setup.schedule));
    this.build();
    for (const alert of schema.alerts) this.watch(alert);
    this.nameShown();
    this.undo = [];
  }

  /** Builds what `schema` declares beyond the present one, and gives the rank of its first node. */
  grow(schema: Schema): number {
    const [before, rank] = [this.schema, this.setup.schedule.size];
    this.schema = schema;
    this.undo.push(() => {
      this.schema = before;
      this.setup.schedule.dropFrom(rank);
    });
    this.build();
    for (const alert of schema.alerts.slice(before.alerts.length)) this.watch(alert);
    this.nameShown();
    return rank;
  }

  private build(): void {
    for (const { space, column } of orderDeclarations(this.schema)) {
      if (column !== undefined) this.declaredColumn(space, column);
      else this.space(space, `The declaration of ${space}`);
    }
  }

  /** Back to what the modules declare. */
  shrink(): void {
    for (const undo of this.undo.reverse()) undo();
    this.undo = [];
    this.nameShown();
  }

  private nameShown(): void {
    const names = new Map<RowSpace, Set<string>>();
    for (const group of this.groups.values()) names.set(group, new Set(group.keyNames));
    for (const { space, column } of this.shown.values()) {
      const known = names.get(space);
      if (known) known.add(column);
      else names.set(space, new Set([column]));
    }
    this.shownBySpace.clear();
    for (const [space, columns] of names) this.shownBySpace.set(space, [...columns]);
  }

  /** A table, group or derived table. */
  known(id: string): RowSpace | undefined {
    return this.tables.get(id) ?? this.groups.get(id) ?? this.derived.get(id);
  }

  private space(id: string, asker: string): RowSpace {
    const known = this.known(id);
    if (known) return known;
    if (this.schema.groups.has(id)) return this.buildGroup(id);
    return this.buildDerived(id, asker);
  }

  private buildGroup(id: string): GroupRows {
    const declared = this.schema.groups.get(id);
    const asker = `The group ${id}`;
    if (!declared) throw new Error(`There is no group ${id}.`);
    const keys = Object.values(declared.keys).map(({ table }) =>
      table === undefined ? new ValueKeys() : new ReferenceKeys(this.table(table, asker))
    );
    const group = new GroupRows(declared, keys, this.setup.schedule);
    const sources = declared.sources.map(({ table, by }) =>
      this.way({ from: table, by, to: id }, { asker, to: group })
    );
    for (const source of sources) group.feedFrom(source);
    this.groups.set(id, group);
    this.add(
      group,
      sources.map((source) => source.log)
    );
    return group;
  }

  private buildDerived(id: string, asker: string): TableRows {
    const declared = this.schema.derives.get(id);
    if (!declared)
      throw new RefusedDeclaration(refuse('unknown-table', { table: id }), `${asker} names the unknown table ${id}.`);
    this.column(declared.from, declared.made.column, `The derived table ${id}`);
    return this.derived.get(id) as TableRows;
  }

  openDerived(declared: Derive): TableRows {
    const table = new TableRows(declared, this.setup.schedule);
    for (const column of Object.keys(declared.columns)) {
      const stored = table.watch(column);
      if (stored) this.show(stored.log, { space: table, column });
    }
    this.derived.set(declared.id, table);
    return table;
  }

  table(id: string, asker: string): TableRows {
    const table = this.schema.groups.has(id) ? undefined : this.space(id, asker);
    if (!(table instanceof TableRows))
      throw new RefusedDeclaration(refuse('unknown-table', { table: id }), `${asker} names the unknown table ${id}.`);
    return table;
  }

  private declaredColumn(space: string, name: string): void {
    const asker = `The computed column ${space}.${name}`;
    if (storedColumn(this.schema, space, name) || this.schema.groups.get(space)?.keys[name])
      throw new RefusedDeclaration(
        refuse('column-name-taken', { column: `${space}.${name}` }),
        `The column ${space}.${name} is declared twice.`
      );
    this.column(space, name, asker);
  }

  column(spaceId: string, name: string, asker: string): EngineColumn {
    const space = this.space(spaceId, asker);
    const known = space.columns.get(name);
    if (known) return known;
    const declared = this.schema.computed.get(spaceId)?.get(name);
    const stored = !declared && space instanceof TableRows ? space.watch(name) : undefined;
    if (space instanceof TableRows && stored) {
      this.undo.push(() => space.unwatch(name));
      return stored;
    }
    if (!declared)
      throw new RefusedDeclaration(
        refuse('unknown-column', { column: `${spaceId}.${name}` }),
        `${asker} reads the unknown column ${spaceId}.${name}.`
      );
    const column = buildColumn(this, space, name);
    space.columns.set(name, column);
    this.show(column.log, { space, column: name });
    this.undo.push(() => space.columns.delete(name));
    return column;
  }

  private show(log: ChangeLog<unknown>, shown: ShownColumn): void {
    this.shown.set(log, shown);
    this.undo.push(() => this.shown.delete(log));
  }

  /** Also indexed by source and columns alone, for questions from outside; the owner's rows are named the same way. */
  way(declared: DeclaredWay, { asker, to }: { readonly asker: string; readonly to: RowSpace }): ReferenceIndex {
    const from = this.space(declared.from, asker);
    const name = wayName(declared.from, declared.by);
    const full = `${name} → ${declared.to}`;
    const known = this.ways.get(full);
    if (known) return known;
    checkWay(this.schema, declared, asker);
    const by = declared.by.map((column) => this.column(declared.from, column, asker));
    const way = new ReferenceIndex({ from, by, to }, this.setup.schedule);
    for (const key of this.ways.has(name) ? [full] : [full, name]) {
      this.ways.set(key, way);
      this.undo.push(() => this.ways.delete(key));
    }
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
    this.undo.push(() => this.alerts.pop());
    this.show(watch.log, { space: own, column: alert.column });
  }

  add<N extends Node>(node: N, reads: readonly ChangeLog<unknown>[]): N {
    const rank = this.setup.schedule.add(node);
    for (const log of reads) log.wakes(rank);
    this.undo.push(() => reads.forEach((log) => log.sleepsFrom(rank)));
    return node;
  }
}

export function wayName(from: string, by: readonly string[]): string {
  return `${from}(${by.join(', ')})`;
}
