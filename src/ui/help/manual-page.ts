/** A page of the manual as the build made it of its Markdown: plain data, so that no page puts HTML into the document. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'strong'; readonly parts: readonly Inline[] }
  | { readonly kind: 'link'; readonly to: string; readonly parts: readonly Inline[] }
  | { readonly kind: 'picture'; readonly source: string; readonly shows: string };

export interface Heading {
  readonly kind: 'heading';
  readonly level: number;
  readonly id: string;
  readonly text: string;
}

export type Block =
  | Heading
  | { readonly kind: 'paragraph'; readonly parts: readonly Inline[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Block[])[] }
  | {
      readonly kind: 'table';
      readonly head: readonly (readonly Inline[])[];
      readonly rows: readonly (readonly (readonly Inline[])[])[];
    };

export interface ManualPage {
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** Where a page of the manual is read in the app; the one that lists the others has no topic. */
export function pathOfTopic(topic: string): `/help/${string}` | '/help' {
  return topic === CONTENTS ? '/help' : `/help/${topic}`;
}

export const CONTENTS = 'README';
