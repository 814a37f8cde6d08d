/**
 * The values that one key of a group or of a scan takes, as numbers: references are slots of the table they name, so
 * that no text is hashed twice; plain values are numbered in the order they are first met.
 */
import type { ComputedValue } from '#schema/computed.ts';
import { isCellError } from '#schema/computed.ts';
import { readValueKey, valueKeyText, type KeyValue } from '#schema/group.ts';
import type { TableRows } from './table-rows.ts';

export interface KeySet {
  /** -1 for what is no key: an empty cell, an error, or for references anything but text. */
  numberOf(value: ComputedValue): number;
  /** -1 for a key that nobody has named. */
  find(key: KeyValue): number;
  findText(text: string): number;
  valueOf(number: number): KeyValue;
  /** As it stands in the id of a row. */
  textOf(number: number): string;
}

export class ReferenceKeys implements KeySet {
  private readonly table: TableRows;

  constructor(table: TableRows) {
    this.table = table;
  }

  numberOf(value: ComputedValue): number {
    return typeof value === 'string' ? this.table.slotOf(value) : -1;
  }

  find(key: KeyValue): number {
    return typeof key === 'string' ? this.table.find(key) : -1;
  }

  findText(text: string): number {
    return this.table.find(text);
  }

  valueOf(number: number): string {
    return this.table.idOf(number);
  }

  textOf(number: number): string {
    return this.table.idOf(number);
  }
}

export class ValueKeys implements KeySet {
  private readonly numbers = new Map<KeyValue, number>();
  private readonly values: KeyValue[] = [];

  numberOf(value: ComputedValue): number {
    if (value === null || isCellError(value)) return -1;
    const known = this.numbers.get(value);
    if (known !== undefined) return known;
    const number = this.values.push(value === 0 ? 0 : value) - 1;
    this.numbers.set(value, number);
    return number;
  }

  find(key: KeyValue): number {
    return this.numbers.get(key) ?? -1;
  }

  findText(text: string): number {
    const key = readValueKey(text);
    return key === undefined ? -1 : this.find(key);
  }

  valueOf(number: number): KeyValue {
    return this.values[number] as KeyValue;
  }

  textOf(number: number): string {
    return valueKeyText(this.valueOf(number));
  }
}
