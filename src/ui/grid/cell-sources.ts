/** Which stored rows a computed cell was summed from: the cell bar says how many of which table, and leads there. */
import type { RowId } from '#kernel/ids.ts';
import type { Computed } from '#schema/computed.ts';
import type { Workspace } from '#workspace/workspace.ts';
import type { NamedIn } from '#ui/state/row-path.ts';

export interface ComputedCell {
  /** Table or group. */
  readonly space: string;
  readonly id: RowId;
  readonly column: string;
}

export interface CellSource {
  readonly table: string;
  readonly count: number;
  /** What all of these rows name: the way to find them among the others of their table. */
  readonly named: readonly NamedIn[];
}

interface Gathered {
  readonly facts: Set<RowId>;
  named: readonly NamedIn[];
}

/** By table, empty for a cell that sums nothing. Facts that reach the cell by two ways are counted once. */
export function sourcesOf(workspace: Workspace, cell: ComputedCell): readonly CellSource[] {
  const byTable = new Map<string, Gathered>();
  gather(workspace, cell, byTable);
  return [...byTable].map(([table, { facts, named }]) => ({ table, count: facts.size, named }));
}

function gather(workspace: Workspace, cell: ComputedCell, byTable: Map<string, Gathered>): void {
  const declaration = workspace.schema.computed.get(cell.space)?.get(cell.column);
  if (!declaration) return;
  if (declaration.primitive === 'formula')
    for (const column of declaration.of) gather(workspace, { ...cell, column }, byTable);
  else if (declaration.primitive === 'rollup') gatherRollup(workspace, { cell, declaration, byTable });
}

interface RollupCell {
  readonly cell: ComputedCell;
  readonly declaration: Computed & { readonly primitive: 'rollup' };
  readonly byTable: Map<string, Gathered>;
}

function gatherRollup(workspace: Workspace, { cell, declaration, byTable }: RollupCell): void {
  const { engine, schema } = workspace;
  const keys = schema.groups.has(cell.space) ? (engine.groupRow(cell.space, cell.id) ?? null) : [cell.id];
  if (!keys) return;
  const { from, by, measure } = declaration;
  const facts = [...engine.referencing(from, by, keys)];
  if (facts.length > 0 && schema.tables.has(from))
    addFacts(byTable, { table: from, facts, named: by.map((column, i) => ({ column, row: String(keys[i]) })) });
  if (measure.kind === 'count') return;
  for (const id of facts) gather(workspace, { space: from, id, column: measure.column }, byTable);
}

interface Facts {
  readonly table: string;
  readonly facts: readonly RowId[];
  readonly named: readonly NamedIn[];
}

function addFacts(byTable: Map<string, Gathered>, { table, facts, named }: Facts): void {
  const known = byTable.get(table);
  if (!known) return void byTable.set(table, { facts: new Set(facts), named });
  for (const id of facts) known.facts.add(id);
  known.named = known.named.filter((one) => named.some(({ column, row }) => column === one.column && row === one.row));
}
