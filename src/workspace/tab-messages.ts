/**
 * What the tabs of one person on one device say to each other. One tab leads: it alone holds documents, store and
 * socket. The others follow its folds and hand it what they write, resending by id to whoever leads next (rule 19).
 */
import type { Stamp } from '#kernel/stamp.ts';
import type { SessionBinding } from '#protocol/messages.ts';
import type { JsonValue } from '#storage/document-store.ts';
import type { CommitState, RefusedWork } from './outbox.ts';
import type { Colleague, Place, SaveStatus } from './status.ts';

export interface BookTexts {
  readonly name: string;
  readonly texts: readonly string[];
}

export interface LineState {
  readonly status: SaveStatus;
  readonly colleagues: readonly Colleague[];
  readonly waiting: readonly (readonly [Stamp, CommitState])[];
  readonly refused: readonly RefusedWork[];
}

export type DocumentCall =
  | { readonly verb: 'get' | 'delete' | 'list'; readonly id: string }
  | { readonly verb: 'put'; readonly id: string; readonly value: JsonValue };

export type ToLeader =
  | { readonly kind: 'join'; readonly tab: string; readonly binding: SessionBinding }
  | {
      readonly kind: 'commit';
      readonly tab: string;
      readonly binding: SessionBinding;
      readonly book: string;
      readonly text: string;
    }
  | { readonly kind: 'call'; readonly tab: string; readonly call: number; readonly document: DocumentCall }
  | { readonly kind: 'place'; readonly place: Place }
  | { readonly kind: 'retry' };

export type FromLeader =
  | { readonly kind: 'leading' }
  | {
      readonly kind: 'state';
      readonly tab: string;
      readonly device: string;
      readonly books: readonly BookTexts[];
      readonly line: LineState;
    }
  | {
      readonly kind: 'changed';
      readonly book: string;
      readonly added: readonly string[];
      readonly removed: readonly Stamp[];
    }
  | { readonly kind: 'rebuilt'; readonly book: BookTexts }
  | { readonly kind: 'line'; readonly line: LineState }
  | { readonly kind: 'answer'; readonly tab: string; readonly call: number; readonly value: unknown };

/** A channel between tabs: BroadcastChannel in the browser. */
export interface TabPort<Out, In> {
  post(message: Out): void;
  listen(listener: (message: In) => void): () => void;
  close(): void;
}
