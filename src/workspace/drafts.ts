/**
 * What was typed and cannot stand yet: kept in its cell with the reason until it is corrected or given up, over reloads
 * too. A draft is local, never a commit, and counts in no total (rule 28).
 */
import type { RowId } from '#kernel/ids.ts';
import type { DocumentStore } from '#storage/document-store.ts';

export interface Draft {
  readonly table: string;
  readonly row: RowId;
  readonly column: string;
  readonly text: string;
  readonly rule: string;
  readonly values: Readonly<Record<string, string | number>>;
}

export class Drafts {
  readonly #documents: DocumentStore;
  readonly #onChange: () => void;
  readonly #drafts = new Map<string, Draft>();
  /** Grows with every change. */
  revision = 0;

  constructor(documents: DocumentStore, onChange: () => void) {
    this.#documents = documents;
    this.#onChange = onChange;
  }

  async open(): Promise<void> {
    for (const { value } of await this.#documents.list('draft!')) {
      const draft = value as unknown as Draft;
      this.#drafts.set(keyOf(draft.table, draft.row, draft.column), draft);
    }
  }

  of(table: string, row: RowId, column: string): Draft | undefined {
    return this.#drafts.size === 0 ? undefined : this.#drafts.get(keyOf(table, row, column));
  }

  all(): readonly Draft[] {
    return [...this.#drafts.values()];
  }

  set(draft: Draft): void {
    const key = keyOf(draft.table, draft.row, draft.column);
    this.#drafts.set(key, draft);
    this.revision++;
    void this.#documents.put(`draft!${key}`, { ...draft });
    this.#onChange();
  }

  clear(table: string, row: RowId, column: string): void {
    const key = keyOf(table, row, column);
    if (!this.#drafts.delete(key)) return;
    this.revision++;
    void this.#documents.delete(`draft!${key}`);
    this.#onChange();
  }
}

function keyOf(table: string, row: RowId, column: string): string {
  return `${table}!${row}!${column}`;
}
