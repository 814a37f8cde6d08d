/** What a shop reads about the settings is what the server reads: same names, defaults and words, in both languages. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { describeSettings } from '../../sync-server/config.ts';

const NO_DEFAULT = '–';

interface Listed {
  readonly name: string;
  readonly fallback: string;
  readonly meaning: string;
}

/** The rows of the table below a heading, up to the next heading. */
function listedUnder(file: string, heading: string): readonly Listed[] {
  const text = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
  const section = text.split(/^#+ /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  return section
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => {
      const [name = '', fallback = '', meaning = ''] = line.split('|').slice(1, -1);
      return { name: unquote(name), fallback: unquote(fallback), meaning: meaning.trim() };
    });
}

function unquote(cell: string): string {
  const text = cell.trim().replace(/^`|`$/g, '');
  return text === NO_DEFAULT ? '' : text;
}

test.each([
  ['README.md', 'Settings', 'en'],
  ['README.zh-CN.md', '设置', 'zh']
] as const)('%s lists exactly the settings that the server reads', (file, heading, language) => {
  const read = describeSettings().map(({ name, fallback, meaning }) => ({
    name,
    fallback,
    meaning: meaning[language]
  }));
  expect(listedUnder(file, heading)).toEqual(read);
});
