/**
 * The pages, saved views, actions and commands of the palette, read from the declarations: a new module is in it without
 * a word here.
 */
import type { Action } from '#schema/action.ts';
import type { Label } from '#schema/column.ts';
import type { Page } from '#schema/module.ts';
import { createText, LANGUAGES, type Language } from '#text/text.ts';
import { prefillFrom } from '#ui/grid/action-prefill.ts';
import { viewsOf } from '#ui/grid/saved-views.ts';
import type { AppState } from '#ui/state/app.svelte.ts';
import type { Theme } from '#ui/state/look.svelte.ts';
import { lookupPage, pathOf } from '#ui/state/modules-on-screen.ts';
import { createInitials } from '#ui/state/pinyin-initials.ts';
import { NamedGroup, type NamedEntry } from './palette-entry.ts';

export interface PaletteHost {
  readonly app: AppState;
  /** The grid page on screen, if it is one. */
  readonly here: Page | null;
  readonly go: (path: string) => void;
  readonly showShortcuts: () => void;
}

type CommandKey =
  | 'inbox.show.alerts'
  | 'inbox.title'
  | 'reports.title'
  | 'grid.import'
  | 'shortcut.title'
  | 'shell.language'
  | 'shell.theme'
  | `language.${Language}`
  | `shell.theme.${Theme}`;

const NOTHING: Label = { zh: '', en: '' };

export function namedGroups(host: PaletteHost): readonly NamedGroup[] {
  const { app } = host;
  const initials = createInitials();
  const group = (id: string, label: string, entries: readonly NamedEntry[]): NamedGroup =>
    new NamedGroup({ id, label, entries, language: app.language, initials });
  return [
    group('pages', app.t('palette.pages'), pages(host)),
    group('views', app.t('palette.views'), views(host)),
    group('actions', app.t('palette.actions'), actions(host)),
    group('commands', app.t('palette.commands'), commands(host))
  ];
}

function pages({ app, go }: PaletteHost): readonly NamedEntry[] {
  const inbox = inBoth('inbox.title');
  const lookup = lookupPage(app.workspace.schema);
  const own: NamedEntry[] = [
    { id: 'inbox', label: inbox, hint: NOTHING, act: () => go('/inbox') },
    { id: 'alerts', label: inBoth('inbox.show.alerts'), hint: inbox, act: () => go('/alerts') }
  ];
  if (lookup) own.push({ id: 'lookup', label: lookup.label, hint: NOTHING, act: () => go('/lookup') });
  const hint = inBoth('reports.title');
  const reports = [...app.workspace.schema.reports.values()].map(({ id, label }) => {
    return { id: `report ${id}`, label, hint, act: () => go(`/reports?show=${encodeURIComponent(id)}`) };
  });
  const declared = app.workspace.schema.modules.flatMap((module) =>
    module.pages.map((page) => ({
      id: `${module.id}.${page.id}`,
      label: page.label,
      hint: module.label,
      act: () => go(pathOf(module.id, page.id))
    }))
  );
  return [...declared, ...own, ...reports];
}

function views({ app, go }: PaletteHost): readonly NamedEntry[] {
  const { workspace } = app;
  return workspace.schema.modules.flatMap((module) =>
    module.pages.flatMap((page) =>
      viewsOf(workspace, `${module.id}.${page.id}`).map(({ id, name }) => ({
        id,
        label: { zh: name, en: name },
        hint: page.label,
        act: () => go(`${pathOf(module.id, page.id)}?view=${encodeURIComponent(id)}`)
      }))
    )
  );
}

/** Those that some page offers; an action without a button of its own is a step of another one. */
function actions({ app }: PaletteHost): readonly NamedEntry[] {
  const { schema } = app.workspace;
  return schema.modules.flatMap((module) =>
    module.actions
      .filter(({ offeredOn }) => offeredOn?.length)
      .map((action) => ({ id: action.id, label: action.label, hint: module.label, act: () => start(app, action) }))
  );
}

function start(app: AppState, action: Action): void {
  app.openAction(action.id, prefillFrom(action, { id: null, table: '', values: {}, shop: app.shop }));
}

function commands({ app, here, showShortcuts }: PaletteHost): readonly NamedEntry[] {
  const language = LANGUAGES.find((other) => other !== app.language)!;
  const theme = app.theme === 'dark' ? 'light' : 'dark';
  const entries: NamedEntry[] = [
    {
      id: 'language',
      label: inBoth(`language.${language}`),
      hint: inBoth('shell.language'),
      act: () => (app.language = language)
    },
    {
      id: 'theme',
      label: inBoth(`shell.theme.${theme}`),
      hint: inBoth('shell.theme'),
      act: () => (app.theme = theme)
    },
    { id: 'shortcuts', label: inBoth('shortcut.title'), hint: NOTHING, act: showShortcuts }
  ];
  if (here?.imports?.length)
    entries.unshift({ id: 'import', label: inBoth('grid.import'), hint: here.label, act: () => app.openImport(here) });
  return entries;
}

function inBoth(key: CommandKey): Label {
  return { zh: createText('zh')(key), en: createText('en')(key) };
}
