/**
 * A password for a demo account: three words that can be said over a counter and two digits, drawn, about 44 bits, e.g.
 * `toma-ribu-sefo-47`. No l, 1, o-or-0 pairs that are read wrongly from a screen.
 */
const CONSONANTS = 'bdfghjkmnprstvz';
const VOWELS = 'aeiou';
const DIGITS = '23456789';

export function drawReadablePassword(random: () => number): string {
  const pick = (from: string): string => from.charAt(Math.floor(random() * from.length));
  const word = (): string => pick(CONSONANTS) + pick(VOWELS) + pick(CONSONANTS) + pick(VOWELS);
  return [word(), word(), word(), pick(DIGITS) + pick(DIGITS)].join('-');
}
