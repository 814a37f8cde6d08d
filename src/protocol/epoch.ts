/** A channel names its book with the epoch (rule 5): `org#1`. A restore starts a new one in a fresh document. */
export interface BookChannel {
  readonly book: string;
  readonly epoch: number;
}

export function channelOf({ book, epoch }: BookChannel): string {
  return `${book}#${epoch}`;
}

export function parseChannel(name: string): BookChannel | null {
  const match = /^([a-z0-9@-]{1,100})#([1-9]\d{0,8})$/.exec(name);
  return match ? { book: match[1]!, epoch: Number(match[2]) } : null;
}
