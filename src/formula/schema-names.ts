/** The names that the declarations give. Columns that begin with `$` are the hidden halves of formulas. */
import type { Column } from '#schema/column.ts';
import type { Computed } from '#schema/computed.ts';
import type { Schema } from '#schema/module.ts';
import type { NamedColumn, NamedSpace, Names, Referrer } from './names.ts';

/** For as long as the schema stays as it is: own columns that come or go ask for new names. */
export function namesOfSchema(schema: Schema): Names {
  const ids = [...schema.tables.keys(), ...schema.groups.keys()];
  const spaces = new Map(ids.map((id) => [id, spaceOf(schema, id)]));
  return {
    space: (id) => spaces.get(id),
    referrers: (space) => referrersOf(schema, space),
    groupsOf: (table) =>
      [...schema.groups.values()].flatMap((group) =>
        Object.entries(group.keys)
          .filter(([, key]) => key.table === table)
          .map(([through]) => ({ group: group.id, through }))
      )
  };
}

function spaceOf(schema: Schema, id: string): NamedSpace | undefined {
  const table = schema.tables.get(id);
  const group = schema.groups.get(id);
  const told = table ?? group;
  if (!told) return undefined;
  const keys = Object.entries(group?.keys ?? {}).map(([key, { label, table: to }]): NamedColumn => ({
    id: key,
    label,
    kind: 'reference',
    table: to
  }));
  const stored = Object.entries(table?.columns ?? {}).map(([name, column]) => storedColumn(name, column));
  const computed = [...(schema.computed.get(id) ?? [])]
    .filter(([name]) => !name.startsWith('$'))
    .map(([name, column]) => computedColumn(schema, { space: id, name, column }));
  return { id, label: told.label, columns: [...keys, ...stored, ...computed], key: table?.key };
}

function storedColumn(id: string, { label, kind, choices, table }: Column): NamedColumn {
  return { id, label, kind, choices, table };
}

interface OwnComputed {
  readonly space: string;
  readonly name: string;
  readonly column: Computed;
}

function computedColumn(schema: Schema, { space, name, column }: OwnComputed): NamedColumn {
  const { label, shows: kind, choices } = column;
  return {
    id: name,
    label,
    kind,
    choices,
    table: kind === 'reference' ? referredTable(schema, space, name) : undefined
  };
}

/** A computed column names rows only where it looks up a column that does. */
function referredTable(schema: Schema, space: string, name: string): string | undefined {
  const stored = schema.tables.get(space)?.columns[name]?.table ?? schema.groups.get(space)?.keys[name]?.table;
  if (stored) return stored;
  const computed = schema.computed.get(space)?.get(name);
  const through = computed?.primitive === 'lookup' ? referredTable(schema, space, computed.through) : undefined;
  return through && computed?.primitive === 'lookup' ? referredTable(schema, through, computed.column) : undefined;
}

function referrersOf(schema: Schema, space: string): readonly Referrer[] {
  const group = schema.groups.get(space);
  if (group) return group.sources.map(({ table, by }) => ({ from: table, by }));
  const named = [...schema.tables.values()].flatMap((table) =>
    Object.entries(table.columns)
      .filter(([, column]) => column.table === space)
      .map(([name]) => ({ from: table.id, by: [name] }))
  );
  const grouped = [...schema.groups.values()].flatMap(({ id, keys }) =>
    Object.entries(keys)
      .filter(([, key]) => key.table === space)
      .map(([name]) => ({ from: id, by: [name] }))
  );
  return [...named, ...grouped];
}
