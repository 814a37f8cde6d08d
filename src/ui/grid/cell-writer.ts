/**
 * Everything a grid page writes: typed and pasted cells, deletions, decisions. Each is one commit through the
 * workspace; what cannot be written stays as a draft in its cell, and the person is told once, in one sentence.
 */
import type { RowId } from '#kernel/ids.ts';
import type { Result } from '#kernel/result.ts';
import type { CellValue } from '#schema/column.ts';
import { DELETED_COLUMN, type Table } from '#schema/table.ts';
import type { App } from '#ui/state/app.svelte.ts';
import { PLAIN_ACTIONS, type PlainAction } from '#workspace/plain-actions.ts';
import type { ReferenceNames } from './reference-names.ts';
import { sortTypedCells, type Entered, type EntryContext, type RefusedCell, type TypedCell } from './typed-cells.ts';

/** A row that the gate refuses is set aside and the rest tried again; beyond this the whole block is set aside. */
const MOST_ATTEMPTS = 20;
const MOST_DRAFTS = 500;

export class CellWriter {
  readonly #app: App;
  readonly #table: Table;
  readonly #names: ReferenceNames;

  constructor(setup: { readonly app: App; readonly table: Table; readonly names: ReferenceNames }) {
    this.#app = setup.app;
    this.#table = setup.table;
    this.#names = setup.names;
  }

  type(cells: readonly TypedCell[]): void {
    const refused = this.#enter(cells, PLAIN_ACTIONS.edit);
    if (cells.length > 1) this.#tellDrafts(cells.length, refused);
  }

  paste(cells: readonly TypedCell[], readOnly: number): void {
    const refused = this.#enter(cells, PLAIN_ACTIONS.paste);
    this.#tellDrafts(cells.length, refused);
    if (readOnly > 0) this.#app.notify(this.#app.t('grid.pasteReadOnly', { count: readOnly }), 'warning');
  }

  replace(cells: readonly TypedCell[]): void {
    const refused = this.#enter(cells, PLAIN_ACTIONS.replace);
    if (refused.length > 0) this.#tellDrafts(cells.length, refused);
    else this.#app.notify(this.#app.t('replace.done', { count: cells.length }));
  }

  /** Decides nothing by itself: gives back what could not be written, already kept as drafts. */
  #enter(cells: readonly TypedCell[], action: PlainAction): readonly RefusedCell[] {
    const { drafts } = this.#app.workspace;
    const entered = sortTypedCells(cells, this.#context());
    const refused = [...entered.drafts];
    let edits = entered.edits;
    const held = new Set<RowId>();
    for (let attempt = 0; edits.length > 0; attempt++) {
      const written = this.#write(edits, action);
      if (written.ok) break;
      const blamed = attempt < MOST_ATTEMPTS ? written.cell?.row : undefined;
      // A refusal of the whole (too many cells, a clock far ahead) is nobody's cell: a page full of drafts would help nobody.
      if (blamed === undefined && cells.length > MOST_DRAFTS) {
        this.#app.notify(this.#app.sentence(written), 'error');
        return [];
      }
      const rows = new Set(blamed === undefined ? edits.map(({ row }) => row) : [blamed]);
      for (const row of rows) held.add(row);
      refused.push(...cells.filter(({ row }) => rows.has(row)).map((cell) => ({ ...cell, refusal: written })));
      edits = edits.filter(({ row }) => !held.has(row));
    }
    for (const { row, column } of entered.settled) if (!held.has(row)) drafts.clear(this.#table.id, row, column);
    for (const cell of refused) this.#keep(cell);
    return refused;
  }

  #write(edits: Entered['edits'], action: PlainAction): ReturnType<App['workspace']['edit']> {
    return this.#app.workspace.edit(
      edits.map((edit) => ({ table: this.#table.id, ...edit })),
      action
    );
  }

  #keep({ row, column, text, refusal }: RefusedCell): void {
    this.#app.workspace.drafts.set({
      table: this.#table.id,
      row,
      column,
      text,
      rule: refusal.rule,
      values: refusal.values
    });
  }

  #tellDrafts(count: number, refused: readonly RefusedCell[]): void {
    if (refused.length === 0) return;
    const values = {
      written: count - refused.length,
      kept: refused.length,
      reason: this.#app.sentence(refused[0]!.refusal)
    };
    this.#app.notify(this.#app.t('grid.someKept', values), 'warning');
  }

  remove(rows: readonly RowId[]): void {
    if (rows.length === 0) return;
    const written = this.#app.workspace.deleteRows(this.#table.id, rows);
    if (written.ok) this.#app.notify(this.#app.t('grid.rowsDeleted', { count: rows.length }));
    else this.#app.notify(this.#app.sentence(written), 'error');
  }

  restore(rows: readonly RowId[]): void {
    const written = this.#app.workspace.restoreRows(this.#table.id, rows);
    if (written.ok) this.#app.notify(this.#app.t('grid.rowsRestored', { count: rows.length }));
    else this.#app.notify(this.#app.sentence(written), 'error');
  }

  decide(row: RowId, column: string, value: CellValue): void {
    const written = this.#app.workspace.decide(this.#table.id, row, { [column]: value });
    if (!written.ok) this.#app.notify(this.#app.sentence(written), 'error');
  }

  /** Keeping a row that somebody deleted, or deleting it after all. */
  decideDeletion(row: RowId, choice: 'keep' | 'delete'): void {
    this.decide(row, DELETED_COLUMN, choice === 'delete' ? true : null);
  }

  dropDraft(row: RowId, column: string): void {
    this.#app.workspace.drafts.clear(this.#table.id, row, column);
  }

  readonly #findReference = (table: string, typed: string): Result<RowId> => this.#names.find(table, typed);

  #holders(column: string, value: CellValue): readonly RowId[] {
    const { tables } = this.#app.workspace;
    return tables.find(this.#table.id, column, value).filter((id) => !tables.isDeleted(this.#table.id, id));
  }

  #context(): EntryContext {
    const { workspace } = this.#app;
    const id = this.#table.id;
    const all = workspace.drafts.all();
    return {
      table: this.#table,
      findReference: this.#findReference,
      valuesOf: (row) => workspace.tables.values(id, row),
      holders: (column, value) => this.#holders(column, value),
      nameOf: (row) => this.#names.nameOf(id, row),
      draftsOf: (row) => all.filter((draft) => draft.table === id && draft.row === row),
      isDisputed: (row, column) => workspace.tables.conflictsOf(id, row).has(column)
    };
  }
}
