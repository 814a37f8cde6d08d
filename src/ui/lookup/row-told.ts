/** A row as the look-up tells it: its code, its name, and declared columns with their words, empty ones left out. */
import type { RowId } from '#kernel/ids.ts';
import { labelIn } from '#text/text.ts';
import { joinName } from '#schema/row-name.ts';
import { showValue, type ShownIn } from '#ui/state/show-value.ts';

export interface Told {
  readonly path: string;
  readonly label: string;
  readonly text: string;
  /** Amounts below nothing are told in red, with their sign. */
  readonly isNegative: boolean;
}

export interface RowInShop {
  readonly table: string;
  readonly row: RowId;
  readonly shop: string;
}

export function tellColumns(shownIn: ShownIn, at: RowInShop, paths: readonly string[]): readonly Told[] {
  const { workspace, language } = shownIn;
  const row = workspace.tables.row(at.table, at.row);
  if (!row) return [];
  return paths
    .map((path): Told => {
      const column = workspace.column(at.table, path);
      const value = column.read(row, at.shop);
      const text = showValue(shownIn, column.stored ?? { kind: column.kind }, value);
      return {
        path,
        label: labelIn(language, column.label),
        text: column.kind === 'money' && text !== '' ? `¥${text}` : text,
        isNegative: typeof value === 'number' && value < 0
      };
    })
    .filter(({ text }) => text !== '');
}

/** The code that people know a row by, and its name without the code. */
export function nameRow({ workspace }: ShownIn, tableId: string, row: RowId): { key: string; name: string } {
  const { key, title = [] } = workspace.table(tableId);
  const values = workspace.reader.row(tableId, row) ?? {};
  const told = (column: string): string => String(values[column] ?? '');
  return { key: key ? told(key) : row, name: joinName(title.filter((column) => column !== key).map(told)) };
}
