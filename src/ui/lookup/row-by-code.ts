/** The one row that a scanner or somebody who typed a whole code means: by the table's key, then by its barcodes. */
import type { RowId } from '#kernel/ids.ts';
import type { Workspace } from '#workspace/workspace.ts';

export function rowByCode(workspace: Workspace, tableId: string, text: string): RowId | null {
  const { key, columns } = workspace.table(tableId);
  const barcodes = Object.keys(columns).filter((name) => columns[name]?.kind === 'barcode');
  // Input methods type full-width digits, hands type small letters.
  const code = text.normalize('NFKC').trim();
  const spellings = new Set([code, code.toUpperCase()]);
  for (const column of key === undefined ? barcodes : [key, ...barcodes])
    for (const spelling of spellings) {
      const [row] = workspace.reader.find(tableId, column, spelling);
      if (row !== undefined) return row;
    }
  return null;
}
