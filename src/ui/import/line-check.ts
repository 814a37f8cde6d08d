/**
 * Whether a line could be done as an action, asked while the preview is made. Ids that follow from the content (the
 * opening of one product in one shop) must not come twice in one file: the second would be the same fact with other
 * numbers, which the ledger could only contest.
 */
import { refuse, type Refusal } from '#kernel/result.ts';
import type { CellValue } from '#schema/column.ts';
import type { Workspace } from '#workspace/workspace.ts';

export type CheckLine = (values: Readonly<Record<string, CellValue>>) => Refusal | null;

export function checkLines(workspace: Workspace, action: string): CheckLine {
  const planned = new Set<string>();
  return (values) => {
    const writes = workspace.plan(action, values);
    if (!writes.ok) return writes;
    const ids = writes.value.flatMap((write) =>
      write.create ? write.rows.map(({ id }) => `${write.table} ${id}`) : []
    );
    if (ids.some((id) => planned.has(id))) return refuse('same-fact-twice');
    for (const id of ids) planned.add(id);
    return null;
  };
}
