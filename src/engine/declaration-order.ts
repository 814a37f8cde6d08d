/**
 * The order in which declarations are built: each after what it reads, across tables, groups, derived tables and all
 * primitives. A declaration that is met again on the way to what it reads forms a cycle, which is refused with the path
 * named. The way is kept in an array, so that a chain may be of any depth.
 */
import { refuse } from '#kernel/result.ts';
import type { Computed } from '#schema/computed.ts';
import type { Schema } from '#schema/module.ts';
import { referredTable } from './declared-references.ts';
import { RefusedDeclaration } from './refused-declaration.ts';

/** A computed column, or without `column` a group or derived table. */
export interface Declared {
  readonly space: string;
  readonly column?: string;
}

/** Only of what is declared: names that nothing declares are refused by whoever builds the one that reads them. */
export function orderDeclarations(schema: Schema): readonly Declared[] {
  const order = new DeclarationOrder(schema);
  for (const space of [...schema.groups.keys(), ...schema.derives.keys()]) order.add({ space });
  for (const [space, columns] of schema.computed) for (const column of columns.keys()) order.add({ space, column });
  return order.found;
}

interface Visit {
  readonly declared: Declared;
  readonly name: string;
  readonly reads: Iterator<Declared>;
}

class DeclarationOrder {
  readonly found: Declared[] = [];
  private readonly schema: Schema;
  private readonly state = new Map<string, 'open' | 'done'>();

  constructor(schema: Schema) {
    this.schema = schema;
  }

  add(root: Declared): void {
    const way: Visit[] = [];
    this.enter(root, way);
    while (way.length > 0) {
      const visit = way.at(-1) as Visit;
      const next = visit.reads.next();
      if (!next.done) this.enter(next.value, way);
      else {
        this.state.set(keyOf(visit.declared), 'done');
        this.found.push(visit.declared);
        way.pop();
      }
    }
  }

  private enter(declared: Declared, way: Visit[]): void {
    const key = keyOf(declared);
    const state = this.state.get(key);
    if (state === 'done' || !this.isDeclared(declared)) return;
    const name = nameOf(declared);
    if (state === 'open') throw cycle([...way.map((visit) => visit.name), name]);
    this.state.set(key, 'open');
    way.push({ declared, name, reads: this.readsOf(declared)[Symbol.iterator]() });
  }

  private isDeclared({ space, column }: Declared): boolean {
    const { groups, derives, computed } = this.schema;
    return column === undefined ? groups.has(space) || derives.has(space) : computed.get(space)?.has(column) === true;
  }

  private readsOf({ space, column }: Declared): readonly Declared[] {
    const { groups, derives, computed } = this.schema;
    const derived = derives.get(space);
    if (column !== undefined)
      return [{ space }, ...this.columnReads(space, computed.get(space)?.get(column) as Computed)];
    if (derived) return [{ space: derived.from }, { space: derived.from, column: derived.made.column }];
    return (groups.get(space)?.sources ?? []).flatMap(({ table, by }) => columnsOf(table, by));
  }

  private columnReads(space: string, declared: Computed): readonly Declared[] {
    switch (declared.primitive) {
      case 'formula':
        return columnsOf(space, declared.of);
      case 'scan':
        return columnsOf(space, [...declared.by, ...declared.order, ...declared.of]);
      case 'made':
        return columnsOf(space, this.schema.derives.get(declared.derive)?.of ?? []);
      case 'lookup': {
        const target = referredTable(this.schema, space, declared.through);
        const read = target === undefined ? [] : columnsOf(target, [declared.column]);
        return [{ space, column: declared.through }, ...read];
      }
      case 'rollup': {
        const { from, by, measure, where } = declared;
        const measured = measure.kind === 'count' ? [] : [measure.column, ...('order' in measure ? measure.order : [])];
        return columnsOf(from, [...by, ...measured, ...(where?.of ?? [])]);
      }
    }
  }
}

function columnsOf(space: string, columns: readonly string[]): readonly Declared[] {
  return [{ space }, ...columns.map((column) => ({ space, column }))];
}

function nameOf({ space, column }: Declared): string {
  return column === undefined ? space : `${space}.${column}`;
}

/** Not the name: a table's column may be called as a group is. */
function keyOf({ space, column = '' }: Declared): string {
  return `${space}\n${column}`;
}

function cycle(names: readonly string[]): RefusedDeclaration {
  const path = names.slice(names.indexOf(names.at(-1) as string)).join(' → ');
  return new RefusedDeclaration(refuse('computed-cycle', { path }), `Computed columns form a cycle: ${path}.`);
}
