/** The user manual as the app shows it: every page can be shown, and every link leads to something. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createSchema } from '#schema/module.ts';
import { modules } from '../../src/modules/index.ts';
import { manualPath } from '../../src/ui/help/manual-path.ts';
import { pathOfTopic, type Block, type Inline, type ManualPage } from '../../src/ui/help/manual-page.ts';
import { parseManual } from '../../vite-manual.ts';

const FOLDER = new URL('../../docs/manual/zh', import.meta.url).pathname;
const pages = new Map<string, ManualPage>(
  readdirSync(FOLDER)
    .filter((file) => file.endsWith('.md'))
    .map((file) => [pathOfTopic(file.slice(0, -3)), parseManual(readFileSync(join(FOLDER, file), 'utf8'))])
);

describe.each([...pages])('%s', (path, { blocks }) => {
  const parts = partsOf(blocks);

  test('links only to pages and headings that there are', () => {
    for (const part of parts) {
      if (part.kind !== 'link') continue;
      const [page = '', id] = part.to.split('#');
      const target = pages.get(page || path);
      expect(target, part.to).toBeDefined();
      if (id) expect(target!.blocks.map((block) => block.kind === 'heading' && block.id)).toContain(id);
    }
  });

  test('shows only pictures that there are, and says what is on them', () => {
    for (const part of parts) {
      if (part.kind !== 'picture') continue;
      expect(existsSync(join(FOLDER, part.source)), part.source).toBe(true);
      expect(part.shows).not.toBe('');
    }
  });

  test('has no mark of Markdown left in its text', () => {
    const texts = parts.map((part) => (part.kind === 'text' ? part.text : ''));
    expect(texts.filter((text) => /\*\*|\]\(|`|\n/.test(text))).toEqual([]);
  });
});

test('the first page lists all others', () => {
  const listed = partsOf(pages.get('/help')!.blocks).flatMap((part) => (part.kind === 'link' ? part.to : []));
  expect(new Set(listed)).toEqual(new Set([...pages.keys()].filter((path) => path !== '/help')));
});

test('every screen has a page of the manual', () => {
  const schema = createSchema(modules);
  const screens = modules.flatMap((module) => module.pages.map((page) => `/${module.id}/${page.id}`));
  for (const screen of [...screens, `${screens[0]}?view=v`, '/inbox', '/alerts', '/reports', '/help'])
    expect([...pages.keys()], screen).toContain(manualPath(schema, new URL(screen, 'http://shop.example')));
});

describe('a page of the manual', () => {
  test('is read into blocks; a line broken between Chinese words is one line', () => {
    expect(parseManual('# 冲突\n\n看[断网](offline.md#请注意)，\n再点“保留”。').blocks).toEqual([
      { kind: 'heading', level: 1, id: '冲突', text: '冲突' },
      {
        kind: 'paragraph',
        parts: [
          { kind: 'text', text: '看' },
          { kind: 'link', to: '/help/offline#请注意', parts: [{ kind: 'text', text: '断网' }] },
          { kind: 'text', text: '，再点“保留”。' }
        ]
      }
    ]);
  });

  test('that the app could not show stops the build', () => {
    expect(() => parseManual('# 页\n\n<b>x</b>')).toThrow('cannot show');
    expect(() => parseManual('# 页\n\n[x](https://example.com)')).toThrow('cannot link');
    expect(() => parseManual('没有标题')).toThrow('begins with its title');
  });
});

function partsOf(blocks: readonly Block[]): readonly Inline[] {
  return blocks.flatMap((block): readonly Inline[] => {
    switch (block.kind) {
      case 'heading':
        return [];
      case 'paragraph':
        return block.parts.flatMap(flat);
      case 'list':
        return block.items.flatMap(partsOf);
      case 'table':
        return [...block.head, ...block.rows.flat()].flat().flatMap(flat);
    }
  });
}

function flat(part: Inline): readonly Inline[] {
  return part.kind === 'strong' || part.kind === 'link' ? [part, ...part.parts.flatMap(flat)] : [part];
}
