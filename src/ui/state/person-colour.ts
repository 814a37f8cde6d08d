/** A person's colour: the same on every screen and day, dark enough for white letters (4.5:1). */
const COLOURS = ['#0c7460', '#8a5600', '#7a3fb0', '#1f62b5', '#a8231b', '#4b6a12', '#a3246f', '#3f5a6b'] as const;

export function colourOf(user: string): string {
  let hash = 0;
  for (const character of user) hash = (hash * 31 + character.codePointAt(0)!) >>> 0;
  return COLOURS[hash % COLOURS.length]!;
}

/** 王敏 → 敏 is how colleagues call each other, but the family name tells more people apart in a chain: 王. */
export function initialOf(name: string): string {
  return ([...name.trim()][0] ?? '?').toUpperCase();
}
