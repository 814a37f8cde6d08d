/**
 * A cell that begins with = + - @, a tab or a line break (or a full-width twin, which Excel folds) is run as a formula
 * by the program that opens an exported file, with the rights of whoever opens it. Such a text gets a leading
 * apostrophe, the spreadsheet world's mark for "this is text". Plain numbers begin with a sign too and stay numbers.
 *
 * The mark is taken off again when the file comes back. A text that already looks marked gets one more, so that what
 * was written is what is read.
 */
const PLAIN_NUMBER = /^[+-]?(?:\d[\d,]*)?\.?\d+%?$/;
// Leading blanks are looked through: some programs drop them and then see the sign.
const RUNS = /^(?:[\t\r\n]|[\s\0\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠﹢﹣﹦﹫−])/;
const MARK = "'";

export function mayRunAsFormula(text: string): boolean {
  return RUNS.test(text) && !PLAIN_NUMBER.test(text);
}

export function markAsText(text: string): string {
  return mayRunAsFormula(text) || isMarked(text) ? MARK + text : text;
}

export function unmarkText(text: string): string {
  return isMarked(text) ? text.slice(1) : text;
}

function isMarked(text: string): boolean {
  if (!text.startsWith(MARK)) return false;
  const rest = text.replace(/^'+/, '');
  return mayRunAsFormula(rest);
}
