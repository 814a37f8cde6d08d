/** What the functions of text do. A result is measured before it is made, so that none allocates more than a cell may hold. */
import { isCellError, type CellError } from '#schema/computed.ts';
import { MAX_CELL_CHARACTERS } from '#schema/limits.ts';
import { formulaError } from './cell-errors.ts';
import { joinTexts, textAt, wholeAt, type Arguments, type FunctionBody } from './function-declaration.ts';
import { positionOf } from './text-search.ts';
import { toTruth, type Value } from './value.ts';

export function onText(change: (text: string) => Value): FunctionBody {
  return (args) => {
    const text = textAt(args, 0);
    return isCellError(text) ? text : change(text);
  };
}

/** Text and a whole number not below zero. */
export function cut(take: (text: string, count: number) => string): FunctionBody {
  return (args) => {
    const [text, count] = [textAt(args, 0), wholeAt(args, 1, 1)];
    if (isCellError(text)) return text;
    if (isCellError(count)) return count;
    return count < 0 ? formulaError('out-of-range', args.name) : take(text, count);
  };
}

export function middle(args: Arguments): Value {
  const [text, start, count] = [textAt(args, 0), wholeAt(args, 1, 1), wholeAt(args, 2, 0)];
  if (isCellError(text)) return text;
  if (isCellError(start)) return start;
  if (isCellError(count)) return count;
  if (start < 1 || count < 0) return formulaError('out-of-range', args.name);
  return text.slice(start - 1, start - 1 + count);
}

/** Excel's TRIM: also several blanks inside become one. */
export function trim(text: string): string {
  return text
    .split(' ')
    .filter((word) => word !== '')
    .join(' ');
}

export function proper(text: string): string {
  let result = '';
  let follows = false;
  for (const char of text) {
    result += follows ? char.toLowerCase() : char.toUpperCase();
    follows = char.toLowerCase() !== char.toUpperCase();
  }
  return result;
}

function textsFrom(args: Arguments, from: number): string[] | CellError {
  const texts: string[] = [];
  for (let i = from; i < args.count; i++) {
    const text = textAt(args, i);
    if (isCellError(text)) return text;
    texts.push(text);
  }
  return texts;
}

export function concat(args: Arguments): Value {
  const texts = textsFrom(args, 0);
  return isCellError(texts) ? texts : joinTexts(args, texts);
}

export function textJoin(args: Arguments): Value {
  const [between, skips, texts] = [textAt(args, 0), toTruth(args.value(1)), textsFrom(args, 2)];
  if (isCellError(between)) return between;
  if (isCellError(skips)) return skips;
  if (isCellError(texts)) return texts;
  const kept = skips ? texts.filter((text) => text !== '') : texts;
  return joinTexts(
    args,
    kept.flatMap((text, i) => (i === 0 ? [text] : [between, text]))
  );
}

export function repeat(args: Arguments): Value {
  const [text, times] = [textAt(args, 0), wholeAt(args, 1, 0)];
  if (isCellError(text)) return text;
  if (isCellError(times)) return times;
  if (times < 0) return formulaError('out-of-range', args.name);
  if (text.length * times > MAX_CELL_CHARACTERS) return formulaError('text-too-long');
  args.spendOn(text.length * times);
  return text === '' ? '' : text.repeat(times);
}

/** All of them, or only the one with the given number. */
export function substitute(args: Arguments): Value {
  const [text, old, fresh, which] = [textAt(args, 0), textAt(args, 1), textAt(args, 2), wholeAt(args, 3, 0)];
  if (isCellError(text)) return text;
  if (isCellError(old)) return old;
  if (isCellError(fresh)) return fresh;
  if (isCellError(which)) return which;
  if (args.count > 3 && which < 1) return formulaError('out-of-range', args.name);
  if (old === '') return text;
  const parts = text.split(old);
  if (args.count <= 3)
    return joinTexts(
      args,
      parts.flatMap((part, i) => (i === 0 ? [part] : [fresh, part]))
    );
  return which >= parts.length
    ? text
    : joinTexts(args, [parts.slice(0, which).join(old), fresh, parts.slice(which).join(old)]);
}

export function replace(args: Arguments): Value {
  const [text, start, count, fresh] = [textAt(args, 0), wholeAt(args, 1, 1), wholeAt(args, 2, 0), textAt(args, 3)];
  if (isCellError(text)) return text;
  if (isCellError(start)) return start;
  if (isCellError(count)) return count;
  if (isCellError(fresh)) return fresh;
  if (start < 1 || count < 0) return formulaError('out-of-range', args.name);
  return joinTexts(args, [text.slice(0, start - 1), fresh, text.slice(start - 1 + count)]);
}

/** From 1; FIND minds case and takes signs as they are, SEARCH does neither. */
export function find(how: 'exact' | 'wild'): FunctionBody {
  return (args) => {
    const [wanted, text, start] = [textAt(args, 0), textAt(args, 1), wholeAt(args, 2, 1)];
    if (isCellError(wanted)) return wanted;
    if (isCellError(text)) return text;
    if (isCellError(start)) return start;
    if (start < 1 || start > text.length + 1) return formulaError('out-of-range', args.name);
    const at =
      how === 'exact'
        ? text.indexOf(wanted, start - 1)
        : positionOf(wanted, { text, start: start - 1, spendOn: (count) => args.spendOn(count) });
    return at < 0 ? formulaError('not-found', wanted) : at + 1;
  };
}

export function isExact(args: Arguments): Value {
  const texts = textsFrom(args, 0);
  return isCellError(texts) ? texts : texts[0] === texts[1];
}
