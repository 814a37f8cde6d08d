/** What was done, in words: a declared action by its label, the plain ones of every table by the interface's texts. */
import { labelIn, type MessageKey } from '#text/text.ts';
import type { PlainAction } from '#workspace/plain-actions.ts';
import type { App } from './app.svelte.ts';

const PLAIN = {
  'cells.edit': 'inbox.action.edit',
  'cells.paste': 'inbox.action.paste',
  'cells.replace': 'inbox.action.replace',
  'rows.add': 'inbox.action.add',
  'rows.delete': 'inbox.action.remove',
  'rows.restore': 'inbox.action.restore',
  'rows.import': 'inbox.action.import',
  'rows.mark': 'inbox.markRead',
  'cells.decide': 'inbox.action.decide',
  undo: 'inbox.action.undo',
  redo: 'inbox.action.redo'
} as const satisfies Readonly<Record<PlainAction, MessageKey>>;

function isPlain(action: string): action is keyof typeof PLAIN {
  return Object.hasOwn(PLAIN, action);
}

/** What the server itself wrote. */
const BY_RELAY: Readonly<Record<string, 'inbox.action.seed'>> = { 'relay.seed': 'inbox.action.seed' };

/** An action of a newer version, which this page has no word for, is named as it is. */
export function actionName(
  { workspace, language, t }: Pick<App, 'workspace' | 'language' | 't'>,
  action: string
): string {
  const declared = workspace.schema.actions.get(action);
  if (declared) return labelIn(language, declared.label);
  if (isPlain(action)) return t(PLAIN[action]);
  const byRelay = BY_RELAY[action];
  return byRelay ? t(byRelay) : action;
}
