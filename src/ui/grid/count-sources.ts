/** How many stored rows a computed cell was summed from: the cell bar says so beside its formula. */
import type { RowId } from '#kernel/ids.ts';
import type { Computed } from '#schema/computed.ts';
import type { Workspace } from '#workspace/workspace.ts';

export interface ComputedCell {
  /** Table or group. */
  readonly space: string;
  readonly id: RowId;
  readonly column: string;
}

/** Zero for a cell that sums nothing. Facts that reach the cell by two ways are counted once. */
export function countSources(workspace: Workspace, cell: ComputedCell): number {
  const facts = new Set<string>();
  gather(workspace, cell, facts);
  return facts.size;
}

function gather(workspace: Workspace, cell: ComputedCell, facts: Set<string>): void {
  const declaration = workspace.schema.computed.get(cell.space)?.get(cell.column);
  if (!declaration) return;
  if (declaration.primitive === 'formula')
    for (const column of declaration.of) gather(workspace, { ...cell, column }, facts);
  else if (declaration.primitive === 'rollup') gatherRollup(workspace, { cell, declaration, facts });
}

interface RollupCell {
  readonly cell: ComputedCell;
  readonly declaration: Computed & { readonly primitive: 'rollup' };
  readonly facts: Set<string>;
}

function gatherRollup(workspace: Workspace, { cell, declaration, facts }: RollupCell): void {
  const { engine, schema } = workspace;
  const keys = schema.groups.has(cell.space) ? (engine.groupRow(cell.space, cell.id) ?? null) : [cell.id];
  if (!keys) return;
  const { from, measure } = declaration;
  for (const id of engine.referencing(from, declaration.by, keys)) {
    if (schema.tables.has(from)) facts.add(`${from} ${id}`);
    if (measure.kind !== 'count') gather(workspace, { space: from, id, column: measure.column }, facts);
  }
}
