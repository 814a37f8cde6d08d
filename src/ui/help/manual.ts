/** The pages of the manual, built into the app: they are read without a line, like everything else. */
import { CONTENTS, type Block, type Inline, type ManualPage } from './manual-page.ts';

export interface Topic {
  readonly path: string;
  readonly title: string;
}

const FOLDER = '/docs/manual/zh/';
const pages = import.meta.glob<ManualPage>('/docs/manual/zh/*.md', { eager: true, import: 'default' });

export function manualPage(topic: string = CONTENTS): ManualPage | undefined {
  return pages[`${FOLDER}${topic}.md`];
}

/** All topics in the order in which the first page lists them. */
export function manualTopics(): readonly Topic[] {
  return (manualPage()?.blocks ?? []).flatMap(linksIn);
}

function linksIn(block: Block): readonly Topic[] {
  if (block.kind === 'list') return block.items.flat().flatMap(linksIn);
  if (block.kind !== 'paragraph') return [];
  return block.parts.flatMap((part) => (part.kind === 'link' ? { path: part.to, title: textOf(part.parts) } : []));
}

function textOf(parts: readonly Inline[]): string {
  return parts.map((part) => ('text' in part ? part.text : '')).join('');
}
