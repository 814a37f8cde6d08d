/** What the palette lists: something with a name and a deed, and how near it is to what was typed. */
import type { Label } from '#schema/column.ts';
import type { Language } from '#text/text.ts';
import type { Initials } from '#ui/state/pinyin-initials.ts';
import {
  foldText,
  hasWords,
  NEARNESS,
  nearnessOf,
  prepareText,
  type Nearness,
  type SearchedText,
  type SearchedWord
} from '#ui/state/searched-text.ts';

export const SHOWN_A_GROUP = 8;

export interface PaletteEntry {
  readonly id: string;
  readonly label: string;
  /** Where it belongs, or what it is. */
  readonly hint: string;
  readonly act: () => void;
}

export interface PaletteGroup {
  readonly id: string;
  readonly label: string;
  readonly nearness: Nearness;
  readonly entries: readonly PaletteEntry[];
}

/** An entry that is there whatever is typed; it is found by its words of both languages. */
export interface NamedEntry {
  readonly id: string;
  readonly label: Label;
  readonly hint: Label;
  readonly act: () => void;
}

interface Prepared {
  readonly entry: PaletteEntry;
  readonly searched: SearchedText;
  readonly spellings: readonly string[];
}

export class NamedGroup {
  readonly #id: string;
  readonly #label: string;
  readonly #prepared: readonly Prepared[];

  constructor(group: {
    readonly id: string;
    readonly label: string;
    readonly entries: readonly NamedEntry[];
    readonly language: Language;
    readonly initials: Initials;
  }) {
    this.#id = group.id;
    this.#label = group.label;
    this.#prepared = group.entries.map(({ id, label, hint, act }) => ({
      entry: { id: `${group.id} ${id}`, label: label[group.language], hint: hint[group.language], act },
      searched: prepareText({ names: [label.zh, label.en, hint.zh, hint.en] }, group.initials),
      spellings: [foldText(label.zh), foldText(label.en), ...group.initials(label.zh)]
    }));
  }

  matching(words: readonly SearchedWord[]): PaletteGroup {
    const near = this.#prepared
      .filter(({ searched }) => hasWords(searched, words))
      .map(({ entry, spellings }) => ({ entry, nearness: nearnessOf(spellings, words) }))
      .sort((a, b) => a.nearness - b.nearness);
    return {
      id: this.#id,
      label: this.#label,
      nearness: near[0]?.nearness ?? NEARNESS.has,
      entries: near.slice(0, SHOWN_A_GROUP).map(({ entry }) => entry)
    };
  }
}
