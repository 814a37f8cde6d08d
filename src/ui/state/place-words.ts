/** Where a colleague is, in words: `汉口店 · 全部商品`. */
import { labelIn } from '#text/text.ts';
import type { Place } from '#workspace/status.ts';
import type { AppState } from './app.svelte.ts';
import { findPage } from './modules-on-screen.ts';

export function placeWords({ live, workspace, language }: AppState, { shop, page }: Place): string {
  const name = live.shops.find(({ id }) => id === shop)?.name;
  const [module, pageId] = page?.split('.') ?? [];
  const shown = findPage(workspace.schema, module, pageId);
  return [name, shown && labelIn(language, shown.page.label)].filter(Boolean).join(' · ') || '–';
}
