/**
 * What the cases of the contract run on and speak with. Plain assertions that throw, because the same cases run under
 * vitest and inside a page.
 */
import type { RecordStore } from '#storage/record-store.ts';
import type { DocumentStore } from '#storage/document-store.ts';
import { IntegrityFault, type LogOptions, type UpdateLog } from '#storage/update-log.ts';
import { setCodec, words } from './set-codec.ts';

export interface StartOptions extends Partial<LogOptions> {
  readonly session: string;
  /** Stands between the log and its store, to make the store fail as stores do. */
  readonly wrap?: (store: RecordStore) => RecordStore;
}

/** One device: what it stores outlives the logs that are started on it. */
export interface Device {
  start(options: StartOptions): Promise<UpdateLog>;
  readonly records: RecordStore;
  readonly documents: DocumentStore;
  /** Closes the database and opens it again, as a new process would. */
  restart(): Promise<void>;
  dispose(): Promise<void>;
}

export type OpenDevice = () => Promise<Device>;

export interface ContractCase {
  readonly name: string;
  readonly run: (device: Device) => Promise<void>;
}

export function equal(actual: unknown, expected: unknown, what: string): void {
  const [a, e] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (a !== e) throw new Error(`${what}: expected ${e}, found ${a}`);
}

export async function failureOf(promise: Promise<unknown>, what: string): Promise<Error> {
  const outcome = await promise.then(
    () => null,
    (cause: unknown) => cause
  );
  if (!(outcome instanceof Error)) throw new Error(`${what}: expected a failure`);
  return outcome;
}

export async function faultOf(log: UpdateLog, book: string): Promise<IntegrityFault> {
  const fault = await failureOf(log.load(book), 'load of a damaged book');
  if (!(fault instanceof IntegrityFault)) throw fault;
  return fault;
}

export function nameOf({ book, session, seq, kind }: IntegrityFault): string {
  return `${kind} ${book} ${session} ${seq}`;
}

/** One record for each word, since each is flushed alone. */
export async function appendEach(log: UpdateLog, book: string, ...list: readonly string[]): Promise<void> {
  for (const word of list) {
    const written = log.append(book, words(word));
    await log.flush();
    await written;
  }
}

export function withLastFlipped(bytes: Uint8Array): Uint8Array {
  return bytes.map((byte, i) => (i === bytes.length - 1 ? byte ^ 1 : byte));
}

export const DEFAULTS = { codec: setCodec, windowMs: 2 } as const;
