/**
 * What a formula may name, as told by whoever knows the declarations: tables and groups with their columns, what refers
 * to what. A *space* is a table or a group.
 */
import type { Choice, ColumnKind, Label } from '#schema/column.ts';
import { MAX_WAY } from './limits.ts';

export interface NamedColumn {
  /** Never changes; without `/`, `(`, `)`, `,` or `|`, which part a stored name. */
  readonly id: string;
  readonly label: Label;
  readonly kind: ColumnKind;
  readonly choices?: readonly Choice[] | undefined;
  /** Of a reference: the table whose rows it names. */
  readonly table?: string | undefined;
}

export interface NamedSpace {
  readonly id: string;
  readonly label: Label;
  readonly columns: readonly NamedColumn[];
  /** The column people know a row by: what a reference to it is worth in a formula. */
  readonly key?: string | undefined;
}

/** Rows of `from` whose `by` columns name a row. */
export interface Referrer {
  readonly from: string;
  readonly by: readonly string[];
}

export interface Names {
  readonly space: (id: string) => NamedSpace | undefined;
  /** Tables and groups whose rows name the rows of this one. */
  readonly referrers: (space: string) => readonly Referrer[];
  /** Groups with this table among their keys, and the key that names it: where a figure per shop has its home. */
  readonly groupsOf: (table: string) => readonly { readonly group: string; readonly through: string }[];
}

export type Step = { readonly kind: 'reference'; readonly column: string } | ({ readonly kind: 'rows' } & Referrer);

/** Where a name leads: from a row of `home` along the steps to a column. */
export interface BoundName {
  readonly home: string;
  readonly steps: readonly Step[];
  readonly column: string;
}

export function columnOf(space: NamedSpace | undefined, id: string): NamedColumn | undefined {
  return space?.columns.find((column) => column.id === id);
}

/** The space that a step leads to. */
export function spaceAfter(names: Names, space: string, step: Step): string | undefined {
  return step.kind === 'rows' ? step.from : columnOf(names.space(space), step.column)?.table;
}

/** The column at the end and the space it is in; undefined where something on the way is gone. */
export function findTarget(
  names: Names,
  { home, steps, column }: BoundName
): { readonly space: string; readonly column: NamedColumn } | undefined {
  let space = home;
  for (const step of steps) {
    if (step.kind === 'rows' && !knows(names, space, step)) return undefined;
    const next = spaceAfter(names, space, step);
    if (next === undefined) return undefined;
    space = next;
  }
  const found = columnOf(names.space(space), column);
  return found && { space, column: found };
}

function knows(names: Names, space: string, { from, by }: Referrer): boolean {
  return names.referrers(space).some((one) => one.from === from && one.by.join() === by.join());
}

export function isSameName(a: BoundName, b: BoundName): boolean {
  return writePath(a) === writePath(b);
}

/** `@inventory.stock/inventory.movements(product)/quantity`: ids only, so that it outlives every change of a label. */
export function writePath({ home, steps, column }: BoundName): string {
  const ways = steps.map((step) => (step.kind === 'rows' ? `${step.from}(${step.by.join()})` : step.column));
  return [`@${home}`, ...ways, column].join('/');
}

/** Undefined: not written by `writePath`. */
export function readPath(text: string): BoundName | undefined {
  const [first = '', ...rest] = text.split('/');
  const column = rest.pop();
  if (!first.startsWith('@') || first.length < 2 || !column || rest.length > MAX_WAY) return undefined;
  const steps = rest.map((part): Step => {
    const rows = /^([^()]+)\(([^()]+)\)$/.exec(part);
    return rows
      ? { kind: 'rows', from: rows[1] as string, by: (rows[2] as string).split(',') }
      : { kind: 'reference', column: part };
  });
  return { home: first.slice(1), steps, column };
}
