/**
 * A pasted block laid over the cells at which it was pasted, as Excel does it: a selection that is a whole multiple of
 * the block is filled with it, any other gets the block once, from its upper left corner.
 */
export interface BlockPlace {
  readonly startRow: number;
  readonly startColumn: number;
  readonly selectedRows: number;
  readonly selectedColumns: number;
}

export interface GridSize {
  readonly rows: number;
  readonly columns: number;
}

export interface PlacedCell {
  readonly row: number;
  readonly column: number;
  readonly text: string;
}

export interface PlacedBlock {
  readonly cells: readonly PlacedCell[];
  /** Rows of the block below the last row of the grid, as they were pasted. */
  readonly beyond: readonly (readonly string[])[];
  readonly rows: number;
  readonly columns: number;
}

export function placeBlock(block: readonly (readonly string[])[], place: BlockPlace, size: GridSize): PlacedBlock {
  const height = block.length;
  const width = Math.max(0, ...block.map((line) => line.length));
  if (height === 0 || width === 0) return { cells: [], beyond: [], rows: 0, columns: 0 };
  const rows = isMultiple(place.selectedRows, height) ? place.selectedRows : height;
  const columns = isMultiple(place.selectedColumns, width) ? place.selectedColumns : width;
  const room = Math.min(rows, Math.max(0, size.rows - place.startRow));
  const cells: PlacedCell[] = [];
  for (let r = 0; r < room; r++)
    for (let c = 0; c < columns && place.startColumn + c < size.columns; c++) {
      const text = block[r % height]![c % width];
      if (text !== undefined) cells.push({ row: place.startRow + r, column: place.startColumn + c, text });
    }
  return { cells, beyond: block.slice(Math.min(room, height)), rows: room, columns };
}

function isMultiple(selected: number, size: number): boolean {
  return selected > size && selected % size === 0;
}
