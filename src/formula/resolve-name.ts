/**
 * What stands in brackets → where it leads. A label may hold dots itself (`Registration no.`), so the text is not cut at
 * dots: names that there are, are tried as its beginning. Labels count before ids, the table's own columns before those
 * of a group per shop; two columns that are equally meant are refused, never guessed.
 */
import { MAX_WAY } from './limits.ts';
import { nearestNames } from './nearest.ts';
import {
  isSameName,
  writePath,
  type BoundName,
  type NamedColumn,
  type NamedSpace,
  type Names,
  type Referrer,
  type Step
} from './names.ts';

/** `rows`: a name inside an aggregate, which may lead to many rows. */
export type NameUse = 'cell' | 'rows';

export type Resolution =
  | { readonly kind: 'found'; readonly name: BoundName }
  | { readonly kind: 'ambiguous'; readonly choices: readonly string[] }
  /** Leads to many rows where one value is needed. */
  | { readonly kind: 'rows' }
  | { readonly kind: 'unknown'; readonly near: readonly string[] };

/** Without case and width; the Chinese full stop is what the key of the dot types. */
export function plainName(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll('。', '.').replace(/\s+/g, ' ').trim();
}

export interface NameQuestion {
  readonly table: string;
  readonly text: string;
  readonly use: NameUse;
}

export function resolveName(names: Names, { table, text, use }: NameQuestion): Resolution {
  const wanted = plainName(text);
  const own = wanted === '' ? [] : new Search(names, table).from(wanted);
  const usable = own.filter((name) => use === 'rows' || !leadsToRows(name));
  const ofGroup = usable.length > 0 ? [] : groupCells(names, { table, wanted, own });
  const found =
    [usable, ofGroup, use === 'rows' ? groupRows(names, { table, wanted }) : []].find(({ length }) => length > 0) ?? [];
  const [first, ...others] = distinct(found);
  if (first === undefined)
    return own.length > 0
      ? { kind: 'rows' }
      : { kind: 'unknown', near: nearestNames(text, namesInScope(names, table)) };
  return others.length === 0
    ? { kind: 'found', name: first }
    : { kind: 'ambiguous', choices: [first, ...others].map(describe) };
}

/** A figure per shop: of a group that has the table among its keys, by its label alone or behind the group's. */
function groupCells(
  names: Names,
  at: { readonly table: string; readonly wanted: string; readonly own: readonly BoundName[] }
) {
  const groups = names.groupsOf(at.table);
  const named = at.own.flatMap(({ steps: [first, ...rest], column }): readonly BoundName[] => {
    const isGroup = first?.kind === 'rows' && groups.some(({ group }) => group === first.from);
    return isGroup ? [{ home: first.from, steps: rest, column }] : [];
  });
  if (named.length > 0) return named;
  return at.wanted === ''
    ? []
    : groups.flatMap(({ group }) => new Search(names, group).from(at.wanted).filter((name) => !leadsToRows(name)));
}

/** `门店库存.库存流水.数量`: rows that name the row of the group, this shop's and not all. */
function groupRows(names: Names, { table, wanted }: { readonly table: string; readonly wanted: string }) {
  return names.groupsOf(table).flatMap(({ group }) => {
    const space = names.space(group);
    const rests = space ? restsBehind(wanted, [space.label.zh, space.label.en, group]) : [];
    return rests.flatMap((rest) => new Search(names, group).from(rest)).filter(leadsToRows);
  });
}

export function leadsToRows({ steps }: BoundName): boolean {
  return steps.some((step) => step.kind === 'rows');
}

/** Offered where several are meant: by ids, which no two columns share. */
function describe(name: BoundName): string {
  return `[#${writePath(name)}]`;
}

function distinct(found: readonly BoundName[]): readonly BoundName[] {
  return found.filter((name, i) => found.findIndex((other) => isSameName(name, other)) === i);
}

function namesInScope(names: Names, table: string): readonly string[] {
  const spaces = [table, ...names.groupsOf(table).map(({ group }) => group)];
  const columns = spaces.flatMap((id) => names.space(id)?.columns ?? []);
  return columns.flatMap(({ label }) => [label.zh, label.en]);
}

class Search {
  private readonly names: Names;
  private readonly home: string;

  constructor(names: Names, home: string) {
    this.names = names;
    this.home = home;
  }

  from(wanted: string): readonly BoundName[] {
    return this.search(this.home, wanted, []);
  }

  private search(spaceId: string, wanted: string, steps: readonly Step[]): readonly BoundName[] {
    const space = this.names.space(spaceId);
    if (!space || steps.length > MAX_WAY) return [];
    const here = leavesOf(space, wanted).map(({ id }): BoundName => ({ home: this.home, steps, column: id }));
    if (here.length > 0) return here;
    const through = this.through(space, wanted, steps);
    if (through.length > 0) return through;
    return steps.some((step) => step.kind === 'rows') ? [] : this.intoRows(space, wanted, steps);
  }

  private through(space: NamedSpace, wanted: string, steps: readonly Step[]): readonly BoundName[] {
    return space.columns.flatMap((column) => {
      const { table } = column;
      if (table === undefined) return [];
      return restsBehind(wanted, namesOfColumn(column)).flatMap((rest) =>
        this.search(table, rest, [...steps, { kind: 'reference', column: column.id }])
      );
    });
  }

  private intoRows(space: NamedSpace, wanted: string, steps: readonly Step[]): readonly BoundName[] {
    return this.names
      .referrers(space.id)
      .flatMap((referrer) =>
        restsBehind(wanted, this.namesOfRows(referrer)).flatMap((rest) =>
          this.search(referrer.from, rest, [...steps, { kind: 'rows', ...referrer }])
        )
      );
  }

  /** `调拨`, or `调拨:调出门店` where a table refers to this one twice. */
  private namesOfRows({ from, by }: Referrer): readonly string[] {
    const source = this.names.space(from);
    if (!source) return [];
    const own = [source.label.zh, source.label.en, source.id];
    const way = source.columns.filter(({ id }) => by.includes(id)).flatMap(namesOfColumn);
    return [...own, ...own.flatMap((name) => way.map((column) => `${name}:${column}`))];
  }
}

function namesOfColumn({ id, label }: NamedColumn): readonly string[] {
  return [label.zh, label.en, id];
}

/** Those of that label, else the one with that id. */
function leavesOf({ columns }: NamedSpace, wanted: string): readonly NamedColumn[] {
  const labelled = columns.filter(({ label }) => [label.zh, label.en].some((name) => plainName(name) === wanted));
  return labelled.length > 0 ? labelled : columns.filter(({ id }) => plainName(id) === wanted);
}

/** What is left of the text behind each of the names and a dot. */
function restsBehind(wanted: string, names: readonly string[]): readonly string[] {
  const beginnings = new Set(names.map((name) => `${plainName(name)}.`));
  return [...beginnings].filter((start) => wanted.startsWith(start)).map((start) => wanted.slice(start.length).trim());
}
