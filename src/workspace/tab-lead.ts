/**
 * Which tab leads: the one that holds a Web Lock named after the person's database. The browser gives it to the next in
 * line the moment the holder is gone, crashed tabs included. Without Web Locks (plain HTTP from another machine) every
 * tab would lead, so there is one tab, and the page says so.
 */
import type { SessionBinding } from '#protocol/messages.ts';
import type { TabPort } from './tab-messages.ts';

/** Resolves to "let go" if no other tab leads, else null. */
export function takeLead(name: string): Promise<(() => void) | null> {
  if (!navigator.locks) return Promise.resolve(() => undefined);
  return new Promise((resolve) => {
    void navigator.locks.request(name, { ifAvailable: true }, (lock) => {
      if (!lock) return resolve(null);
      return new Promise<void>((letGo) => resolve(() => letGo()));
    });
  });
}

/** Calls back once the lead is free, and lets go of it at once: who begins anew takes it as any other tab does. */
export function waitForLead(name: string, run: () => void): () => void {
  const cancel = new AbortController();
  void navigator.locks.request(name, { signal: cancel.signal }, run).catch(() => undefined); // aborted: nobody waits
  return () => cancel.abort();
}

interface Addressed {
  readonly from: 'leader' | 'follower';
  readonly message: unknown;
}

export function openTabPort<Out, In>(name: string, from: Addressed['from']): TabPort<Out, In> {
  const channel = new BroadcastChannel(name);
  const listeners = new Set<(message: In) => void>();
  channel.onmessage = ({ data }: MessageEvent<Addressed>) => {
    if (data.from === from) return;
    for (const listener of [...listeners]) listener(data.message as In);
  };
  return {
    post: (message) => channel.postMessage({ from, message } satisfies Addressed),
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => channel.close()
  };
}

export interface Unconfirmed {
  readonly book: string;
  readonly text: string;
  readonly binding: SessionBinding;
}

const KEY = 'unconfirmed';

export function keepUnconfirmed(name: string, work: readonly Unconfirmed[]): void {
  if (work.length > 0) sessionStorage.setItem(`${name} ${KEY}`, JSON.stringify(work));
}

export function takeUnconfirmed(name: string): readonly Unconfirmed[] {
  const kept = sessionStorage.getItem(`${name} ${KEY}`);
  sessionStorage.removeItem(`${name} ${KEY}`);
  return kept === null ? [] : (JSON.parse(kept) as Unconfirmed[]);
}

const STILL_MS = 1_500;

export interface Stillness {
  readonly after: (ms: number, run: () => void) => () => void;
  /** Whether something half typed stands on the screen. */
  readonly isTyping: () => boolean;
}

/** Runs once no key was pressed for a moment and nothing half typed stands on the screen. */
export function whenNobodyTypes({ after, isTyping }: Stillness, run: () => void): void {
  let isStill = true;
  const disturb = (): void => {
    isStill = false;
  };
  addEventListener('keydown', disturb, true);
  const look = (): void => {
    if (isStill && !isTyping()) {
      removeEventListener('keydown', disturb, true);
      return run();
    }
    isStill = true;
    after(STILL_MS, look);
  };
  after(STILL_MS, look);
}
