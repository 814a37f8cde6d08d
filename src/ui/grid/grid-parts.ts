/** What a grid page is made of beside its rows: names, marks, heads of groups, and what writes. */
import type { Page } from '#schema/module.ts';
import type { Table } from '#schema/table.ts';
import type { App } from '#ui/state/app.svelte.ts';
import type { ShownColumn } from '#workspace/column-path.ts';
import { CellWriter } from './cell-writer.ts';
import { GroupCells } from './group-cells.ts';
import type { GridRows } from './grid-rows.ts';
import { ReferenceNames } from './reference-names.ts';
import { RowAdder } from './row-adder.ts';
import { MarkReader } from './row-marks.ts';

export interface PartsSetup {
  readonly app: App;
  readonly page: Page;
  readonly place: string;
  readonly table: Table;
  readonly allColumns: () => readonly ShownColumn[];
  /** Those on screen now. */
  readonly columns: () => readonly ShownColumn[];
  readonly rows: () => GridRows;
}

export function createGridParts({ app, page, place, table, allColumns, columns, rows }: PartsSetup) {
  const { workspace, line } = app;
  const names = new ReferenceNames({
    table: (id) => workspace.table(id),
    rows: (id) => workspace.tables.rows(id),
    row: (id, row) => workspace.tables.row(id, row),
    language: () => app.language
  });
  return {
    names,
    marks: new MarkReader({ workspace, line, place, table: table.id, columns: allColumns }),
    groups: new GroupCells({ app, page, rows, columns }),
    writer: new CellWriter({ app, table, names }),
    adder: new RowAdder({ app, table, names })
  };
}
