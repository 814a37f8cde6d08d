/** Which page of the manual speaks of what is on screen. A module is not named here: its pages are sheets or ledgers. */
import type { Schema } from '#schema/module.ts';
import { findPage } from '#ui/state/modules-on-screen.ts';

const OWN_PAGES: Readonly<Record<string, string>> = {
  '/inbox': 'inbox',
  '/alerts': 'inbox',
  '/lookup': 'phone',
  '/reports': 'reports'
};

export function manualPath(schema: Schema, { pathname, searchParams }: URL): `/help/${string}` | '/help' {
  const own = OWN_PAGES[pathname];
  if (own) return `/help/${own}`;
  if (searchParams.has('view')) return '/help/views';
  const [, module, page] = pathname.split('/');
  const shown = findPage(schema, module, page);
  if (!shown) return '/help';
  return shown.page.editable ? '/help/grid' : '/help/goods';
}
