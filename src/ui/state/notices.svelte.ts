/** Short notices in a corner. An error stays until it is closed; the rest goes by itself, later when it has a button. */
export type Tone = 'info' | 'warning' | 'error';

export interface NoticeButton {
  readonly label: string;
  readonly press: () => void;
}

export interface Notice {
  readonly id: number;
  readonly text: string;
  readonly tone: Tone;
  readonly button?: NoticeButton;
}

const SHOWN_MS: Readonly<Record<Tone, number>> = { info: 5_000, warning: 9_000, error: 0 };
const WITH_BUTTON_MS = 9_000;
const SHOWN_AT_ONCE = 4;

export class Notices {
  #notices = $state.raw<readonly Notice[]>([]);
  #nextId = 1;

  get all(): readonly Notice[] {
    return this.#notices;
  }

  /** The same sentence again replaces itself: a broken line must not fill the screen. */
  show({ text, tone, button }: Omit<Notice, 'id'>): void {
    const notice: Notice = { id: this.#nextId++, text, tone, ...(button ? { button } : {}) };
    const others = this.#notices.filter((shown) => shown.text !== text);
    this.#notices = [...others, notice].slice(-SHOWN_AT_ONCE);
    const lasts = button ? WITH_BUTTON_MS : SHOWN_MS[tone];
    if (lasts > 0) setTimeout(() => this.close(notice.id), lasts);
  }

  close(id: number): void {
    this.#notices = this.#notices.filter((notice) => notice.id !== id);
  }
}
