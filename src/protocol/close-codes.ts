/**
 * Why a socket or one channel of it was closed. y-websocket stops for good at 4400–4499 and reconnects on anything else,
 * so a code's hundreds say what the client does next.
 */
export interface CloseCode {
  readonly code: number;
  readonly name: string;
  readonly client: 'stop' | 'reconnect';
}

export const CLOSE = {
  signInNeeded: { code: 4401, name: 'sign-in-needed', client: 'stop' },
  notAllowed: { code: 4403, name: 'not-allowed', client: 'stop' },
  noSuchBook: { code: 4404, name: 'no-such-book', client: 'stop' },
  badHello: { code: 4409, name: 'bad-hello', client: 'stop' },
  newerVersion: { code: 4426, name: 'newer-version', client: 'stop' },
  resync: { code: 4510, name: 'resync', client: 'reconnect' },
  malformed: { code: 4511, name: 'malformed-frame', client: 'reconnect' },
  tooFast: { code: 4512, name: 'too-fast', client: 'reconnect' },
  tooSlow: { code: 4513, name: 'too-slow-a-reader', client: 'reconnect' },
  goingDown: { code: 4520, name: 'relay-going-down', client: 'reconnect' }
} as const satisfies Record<string, CloseCode>;
