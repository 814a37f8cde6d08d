/**
 * Failures are values. A refusal has a stable kebab name and the numbers its sentence needs; the sentence itself, in
 * both languages, belongs to the room `text`, so that the same refusal reads the same on screen, in the API and in a log.
 */
export interface Refusal {
  readonly ok: false;
  readonly rule: string;
  /** Values for the placeholders of the sentence, e.g. `{ sku: 'F100245', limit: 3 }`. */
  readonly values: Readonly<Record<string, string | number>>;
  /** The cell it is about, where there is one. */
  readonly cell?: CellAddress;
}

export interface CellAddress {
  readonly table: string;
  readonly row: string;
  readonly column: string;
}

export interface Ok<T> {
  readonly ok: true;
  readonly value: T;
}

export type Result<T> = Ok<T> | Refusal;

export function succeed<T>(value: T): Ok<T> {
  return { ok: true, value };
}

export function refuse(
  rule: string,
  values: Readonly<Record<string, string | number>> = {},
  cell?: CellAddress
): Refusal {
  return cell ? { ok: false, rule, values, cell } : { ok: false, rule, values };
}

/** A bug in our own code, never a user's mistake: the one handler at the top keeps local work safe, then shows it. */
export function assert(condition: unknown, sentence: string): asserts condition {
  if (!condition) throw new Error(sentence);
}
