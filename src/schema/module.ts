/** A module is declared once; everything that shows, checks, imports or exports it follows from the declaration. */
import type { Action } from './action.ts';
import type { Label } from './column.ts';
import type { Alert, Computed } from './computed.ts';
import { madeColumn, type Derive } from './derive.ts';
import type { Group } from './group.ts';
import type { Report } from './report.ts';
import type { Table } from './table.ts';

/** Where the rows of a file go: into the page's table, or one by one through an action's form. */
export type ImportTarget = { readonly kind: 'table' } | { readonly kind: 'action'; readonly action: string };

export interface Page {
  /** Path segment under the module, also its id. */
  readonly id: string;
  readonly label: Label;
  /** The table whose rows the grid shows. */
  readonly table: string;
  /**
   * Columns in the grid's order: stored or computed columns of the table, or `group.column@$shop` for the group row of
   * this row and the shop on screen, `group.column@$others` for the sum over the other shops.
   */
  readonly columns: readonly string[];
  /** Columns that stay in place while scrolling sideways. */
  readonly frozen?: number;
  /** Cells can be typed into and rows added. */
  readonly editable: boolean;
  /** What a file can be imported as here; the first is offered first. Without it there is no import. */
  readonly imports?: readonly ImportTarget[];
  /** Ledgers: newest first. */
  readonly newestFirst?: boolean;
  /** Totals in the status bar: column → what to call it. */
  readonly totals?: readonly { readonly column: string; readonly label: Label }[];
}

/** Looking one thing up by its code or by words, with one hand on a phone: what is told of it, what is done with it. */
export interface LookupPage {
  readonly label: Label;
  /** What the search field asks for. */
  readonly asks: Label;
  /** The table whose rows are looked up. */
  readonly table: string;
  /** Told of every row that is found, as a page names its columns; the first one stands out. */
  readonly columns: readonly string[];
  /** Told as well once a row is opened. */
  readonly details: readonly string[];
  /** A column of a group whose keys are this table and the shops: told shop by shop. */
  readonly byShop: { readonly group: string; readonly column: string };
  /** Ids of the actions that are offered on the opened row, the main one first. */
  readonly actions: readonly string[];
}

export interface Module {
  readonly id: string;
  readonly label: Label;
  readonly area: 'business' | 'management' | 'system';
  readonly tables: readonly Table[];
  readonly groups: readonly Group[];
  readonly derives?: readonly Derive[];
  /** Table, group or derived table → its computed columns. */
  readonly computed: Readonly<Record<string, Readonly<Record<string, Computed>>>>;
  readonly actions: readonly Action[];
  readonly alerts: readonly Alert[];
  readonly pages: readonly Page[];
  readonly reports?: readonly Report[];
  readonly lookup?: LookupPage;
}

export function defineModule(module: Module): Module {
  return module;
}

/** All declarations of the house, by id; made once from the list of modules and passed to whoever needs it. */
export interface Schema {
  readonly modules: readonly Module[];
  readonly tables: ReadonlyMap<string, Table>;
  readonly groups: ReadonlyMap<string, Group>;
  readonly derives: ReadonlyMap<string, Derive>;
  /** Table, group or derived table → computed column → declaration. */
  readonly computed: ReadonlyMap<string, ReadonlyMap<string, Computed>>;
  readonly actions: ReadonlyMap<string, Action>;
  readonly alerts: readonly Alert[];
  readonly reports: ReadonlyMap<string, Report>;
}

/** Throws on a name used twice: that is a bug in a declaration, found by the first test that builds the schema. */
export function createSchema(modules: readonly Module[]): Schema {
  const computed = new Map<string, Map<string, Computed>>();
  const declare = (table: string, name: string, declaration: Computed): void => {
    const known = computed.get(table) ?? new Map<string, Computed>();
    addOnce(known, name, declaration);
    computed.set(table, known);
  };
  for (const module of modules)
    for (const [table, columns] of Object.entries(module.computed))
      for (const [name, declaration] of Object.entries(columns)) declare(table, name, declaration);
  const derives = byId(modules.flatMap((m) => m.derives ?? []));
  for (const derived of derives.values()) declare(derived.from, derived.made.column, madeColumn(derived));
  return {
    modules,
    tables: byId(modules.flatMap((m) => m.tables)),
    groups: byId(modules.flatMap((m) => m.groups)),
    derives,
    computed,
    actions: byId(modules.flatMap((m) => m.actions)),
    alerts: modules.flatMap((m) => m.alerts),
    reports: byId(modules.flatMap((m) => m.reports ?? []))
  };
}

function byId<T extends { readonly id: string }>(items: readonly T[]): Map<string, T> {
  const found = new Map<string, T>();
  for (const item of items) addOnce(found, item.id, item);
  return found;
}

function addOnce<T>(map: Map<string, T>, id: string, item: T): void {
  if (map.has(id)) throw new Error(`The name ${id} is declared twice.`);
  map.set(id, item);
}
