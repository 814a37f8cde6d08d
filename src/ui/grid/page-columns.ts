/** The columns of a page: those it declares, and those that managers added, each behind the one it was put after. */
import type { Page } from '#schema/module.ts';
import type { ShownColumn } from '#workspace/column-path.ts';
import type { Workspace } from '#workspace/workspace.ts';

export function columnsOfPage(workspace: Workspace, page: Page): readonly ShownColumn[] {
  const paths = [...page.columns];
  for (const { table, path, after } of workspace.own.all) {
    if (table !== page.table) continue;
    const at = after === null ? -1 : paths.indexOf(after);
    if (at < 0) paths.push(path);
    else paths.splice(at + 1, 0, path);
  }
  return paths.map((path) => workspace.column(page.table, path));
}

/** Whether a grid would show the same: another column is another grid, which costs whoever works in it their place. */
export function showsSame(before: readonly ShownColumn[], after: readonly ShownColumn[]): boolean {
  return (
    before.length === after.length &&
    before.every(({ path, kind, label, computed }, i) => {
      const other = after[i]!;
      return (
        path === other.path &&
        kind === other.kind &&
        label.zh === other.label.zh &&
        label.en === other.label.en &&
        computed?.words.zh === other.computed?.words.zh
      );
    })
  );
}
