/** The columns of a page: those it declares, and those that managers added, each behind the one it was put after. */
import type { Page } from '#schema/module.ts';
import type { ShownColumn } from '#workspace/column-path.ts';
import type { Workspace } from '#workspace/workspace.ts';

export function columnsOfPage(workspace: Workspace, page: Page): readonly ShownColumn[] {
  const paths = [...page.columns];
  let waiting = workspace.own.all.filter(({ table }) => table === page.table);
  // A column may stand behind another own one, which may come later in the list.
  for (let left = -1; left !== waiting.length;) {
    left = waiting.length;
    waiting = waiting.filter(({ path, after }) => {
      const at = after === null ? -1 : placeOf(paths, after);
      if (at >= 0) paths.splice(at + 1, 0, path);
      return at < 0;
    });
  }
  paths.push(...waiting.map(({ path }) => path));
  return paths.map((path) => workspace.column(page.table, path));
}

/** The path of an own column follows its formula; its name in it stays. */
function placeOf(paths: readonly string[], after: string): number {
  const own = /own_\w+/.exec(after)?.[0];
  return paths.findIndex((path) => (own ? path.includes(own) : path === after));
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
