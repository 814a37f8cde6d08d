/** Names that look like what was typed, for somebody who mistyped one. */

/** Longer names are compared by their beginning: the work grows with the square. */
const COMPARED = 40;
const OFFERED = 3;

export function nearestNames(typed: string, known: Iterable<string>): readonly string[] {
  const wanted = typed.toLowerCase().slice(0, COMPARED);
  const measured = [...new Set(known)].map((name) => ({ name, distance: distance(wanted, name.toLowerCase()) }));
  return measured
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, OFFERED)
    .map(({ name }) => name);
}

/** Fewer than one edit where one name holds the other: 零售 is near 零售价. */
function distance(wanted: string, full: string): number {
  const name = full.slice(0, COMPARED);
  if (wanted !== '' && (name.includes(wanted) || wanted.includes(name)))
    return Math.abs(name.length - wanted.length) / 100;
  return editDistance(wanted, name) / Math.max(wanted.length, name.length, 1) + 1;
}

/** Levenshtein, one line of the table at a time. */
function editDistance(a: string, b: string): number {
  let line = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = (line[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(changed, (line[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    line = next;
  }
  return line[b.length] as number;
}
