/**
 * What people typed in a run of random use, so that it can be looked for afterwards. Every text is unique in its run: an
 * edit may be overwritten or undone, but it never vanishes from the history of its row. What is no value of its column
 * has to stand in its cell as a draft, on the device where it was typed.
 */
export interface TypedEdit {
  readonly person: string;
  readonly code: string;
  readonly label: string;
  /** As the history shows it. */
  readonly text: string;
}

export class TypedEdits {
  readonly edits: TypedEdit[] = [];
  readonly #drafts = new Map<string, TypedEdit>();
  #made = 0;

  /** A text that no cell holds yet; in no way like a code, so that a search for codes does not find it. */
  nextText(person: string): string {
    return `Q${person[0]!.toUpperCase()}${String(++this.#made).padStart(5, '0')}`;
  }

  /** An amount that no cell holds yet: in whole yuan and 37 fen. */
  nextAmount(): { readonly typed: string; readonly shown: string } {
    const yuan = 20_000 + ++this.#made;
    return { typed: `${yuan}.37`, shown: `${yuan.toLocaleString('en-US')}.37` };
  }

  wrote(edit: TypedEdit): void {
    this.edits.push(edit);
    this.settled(edit);
  }

  /** Typed, and no value of its column. */
  kept(draft: TypedEdit): void {
    this.#drafts.set(keyOf(draft), draft);
  }

  /** Something else was written there by the same person: what was kept in the cell is given up. */
  settled(cell: Omit<TypedEdit, 'text'>): void {
    this.#drafts.delete(keyOf(cell));
  }

  draftsOf(person: string, code: string): TypedEdit[] {
    return [...this.#drafts.values()].filter((draft) => draft.person === person && draft.code === code);
  }

  /** Every row that anybody touched. */
  get codes(): string[] {
    return [...new Set([...this.edits, ...this.#drafts.values()].map(({ code }) => code))].sort();
  }
}

function keyOf({ person, code, label }: Omit<TypedEdit, 'text'>): string {
  return `${person} ${code} ${label}`;
}
