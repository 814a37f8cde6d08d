/**
 * The pages of the manual, built into the app: they are on the device like everything else, and read without a line. Each
 * is a file of its own, since nobody who sells glasses should wait for the manual.
 */
import { CONTENTS, type Block, type Inline, type ManualPage } from './manual-page.ts';

export interface Topic {
  readonly path: string;
  readonly title: string;
}

export interface OpenedManual {
  /** Null where there is no such topic. */
  readonly shown: ManualPage | null;
  /** In the order in which the first page lists them. */
  readonly topics: readonly Topic[];
}

const FOLDER = '/docs/manual/zh/';
const pages = import.meta.glob<ManualPage>('/docs/manual/zh/*.md', { import: 'default' });

export async function openManual(topic: string = CONTENTS): Promise<OpenedManual> {
  const [contents, shown] = await Promise.all([loadPage(CONTENTS), loadPage(topic)]);
  return { shown, topics: (contents?.blocks ?? []).flatMap(linksIn) };
}

async function loadPage(topic: string): Promise<ManualPage | null> {
  return (await pages[`${FOLDER}${topic}.md`]?.()) ?? null;
}

function linksIn(block: Block): readonly Topic[] {
  if (block.kind === 'list') return block.items.flat().flatMap(linksIn);
  if (block.kind !== 'paragraph') return [];
  return block.parts.flatMap((part) => (part.kind === 'link' ? { path: part.to, title: textOf(part.parts) } : []));
}

function textOf(parts: readonly Inline[]): string {
  return parts.map((part) => ('text' in part ? part.text : '')).join('');
}
