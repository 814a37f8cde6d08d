/**
 * What the shell shows all the time: save status, colleagues, counts in the rail. The workspace tells of each change;
 * the screen asks at most a few times a second, because counting alerts after every cell of a paste helps nobody.
 */
import { createSubscriber } from 'svelte/reactivity';
import { itemsIn } from '#ui/inbox/inbox-items.ts';
import { ReadMarks } from '#ui/inbox/read-marks.ts';
import type { Colleague, Line, SaveStatus } from '#workspace/status.ts';
import type { Workspace } from '#workspace/workspace.ts';

const STATUS_EVERY_MS = 60;
const COUNTS_EVERY_MS = 300;

/** Of the inbox. */
export interface Counts {
  readonly waiting: number;
  /** Of these, what this person has not read. */
  readonly unread: number;
  readonly unreadCritical: number;
}

export interface ShopName {
  readonly id: string;
  readonly name: string;
}

export class Live {
  readonly #workspace: Workspace;
  readonly #line: Line;
  readonly #followStatus: () => void;
  readonly #followRows: () => void;
  #counts: Counts | null = null;
  #lastAgreedAt: number | null = null;

  constructor(workspace: Workspace, line: Line) {
    this.#workspace = workspace;
    this.#line = line;
    this.#followStatus = createSubscriber((update) => {
      const soon = inIntervals(update, STATUS_EVERY_MS);
      const stops = [workspace.onState(soon.ask), line.onChange(soon.ask), soon.stop];
      return () => stops.forEach((stop) => stop());
    });
    this.#followRows = createSubscriber((update) => {
      const renew = (): void => {
        this.#counts = null;
        update();
      };
      const soon = inIntervals(renew, COUNTS_EVERY_MS);
      const stops = [workspace.onRows(soon.ask), workspace.onState(soon.ask), soon.stop];
      return () => stops.forEach((stop) => stop());
    });
  }

  /**
   * A book that somebody is editing is compared again a moment later; until then the last comparison of this connection
   * is what there is to say. A new connection has to compare before it says anything.
   */
  get status(): SaveStatus {
    this.#followStatus();
    const status = this.#line.status();
    if (status.line !== 'online') this.#lastAgreedAt = null;
    else if (status.agreedAt !== null) this.#lastAgreedAt = status.agreedAt;
    return { ...status, agreedAt: status.agreedAt ?? this.#lastAgreedAt };
  }

  get colleagues(): readonly Colleague[] {
    this.#followStatus();
    return this.#line.colleagues();
  }

  /** To be read by whatever shows rows outside the grid. */
  followRows(): void {
    this.#followRows();
  }

  get counts(): Counts {
    this.#followRows();
    return (this.#counts ??= countAll(this.#workspace));
  }

  get shops(): readonly ShopName[] {
    this.#followRows();
    return shopNames(this.#workspace);
  }
}

export function shopNames(workspace: Workspace): readonly ShopName[] {
  return workspace.shops().map((id) => {
    const row = workspace.reader.row('shops.shops', id);
    return { id, name: String(row?.['name'] ?? row?.['code'] ?? id) };
  });
}

function countAll(workspace: Workspace): Counts {
  const marks = new ReadMarks(workspace);
  const counts = { waiting: 0, unread: 0, unreadCritical: 0 };
  for (const item of itemsIn(workspace)) {
    counts.waiting++;
    if (marks.isRead(item)) continue;
    counts.unread++;
    if (item.severity === 'critical') counts.unreadCritical++;
  }
  return counts;
}

interface Paced {
  readonly ask: () => void;
  readonly stop: () => void;
}

function inIntervals(act: () => void, everyMs: number): Paced {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const ask = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      act();
    }, everyMs);
  };
  return { ask, stop: () => clearTimeout(timer) };
}
