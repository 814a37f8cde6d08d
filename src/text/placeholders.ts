/** `{name}` in a sentence → its value. Numbers get thousands separators, so that 32767 reads as a limit and not a code. */
import { formatQuantity } from '#kernel/quantity.ts';

export type TextValues = Readonly<Record<string, string | number>>;

const PLACEHOLDER = /\{(\w+)\}/g;

/** A placeholder without a value becomes `…`: the rest of the sentence still helps, a bare `{sku}` looks broken. */
export function fillPlaceholders(sentence: string, values: TextValues): string {
  return sentence.replace(PLACEHOLDER, (_, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    return typeof value === 'number' ? formatNumber(value) : (value ?? '…');
  });
}

export function placeholdersIn(sentence: string): string[] {
  return [...sentence.matchAll(PLACEHOLDER)].map((match) => match[1] as string).sort();
}

function formatNumber(value: number): string {
  return Number.isInteger(value) ? formatQuantity(value) : String(value);
}
