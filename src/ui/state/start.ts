/**
 * What happens between opening the page and seeing the grid. Somebody who signed in here before gets their workspace at
 * once, with or without a server; the session is checked while they already work. Only the first time needs the server.
 */
import type { Schema } from '#schema/module.ts';
import type { OpenedWorkspace } from '#workspace/open-in-browser.ts';
import { AppState, type Settings } from './app.svelte.ts';
import {
  askSession,
  askSettings,
  rememberedPerson,
  rememberedSettings,
  rememberedShop,
  rememberPerson,
  rememberShop,
  type SessionAnswer,
  type SignedInPerson
} from './account.ts';
import type { Look } from './look.svelte.ts';
import type { Notices } from './notices.svelte.ts';
import { isTyping } from './typing.ts';

export type Start =
  | {
      readonly kind: 'ready';
      readonly app: AppState;
      readonly opened: OpenedWorkspace;
      readonly session: Promise<SessionAnswer>;
    }
  | { readonly kind: 'go'; readonly to: '/setup' | '/sign-in' }
  | { readonly kind: 'unreachable' };

export interface StartSetup {
  readonly schema: Schema;
  readonly look: Look;
  readonly notices: Notices;
}

export async function startApp(setup: StartSetup): Promise<Start> {
  const known = rememberedPerson();
  if (known) {
    const session = askSession();
    void askSettings();
    return open(setup, { person: known, settings: rememberedSettings(), session });
  }
  const settings = await askSettings();
  if (!settings) return { kind: 'unreachable' };
  if (!settings.setUp) return { kind: 'go', to: '/setup' };
  const answer = await askSession();
  if (answer.kind !== 'signed-in') return answer.kind === 'unreachable' ? answer : { kind: 'go', to: '/sign-in' };
  rememberPerson(answer.person);
  return open(setup, { person: answer.person, settings, session: Promise.resolve(answer) });
}

interface Opening {
  readonly person: SignedInPerson;
  readonly settings: Settings;
  readonly session: Promise<SessionAnswer>;
}

async function open({ schema, look, notices }: StartSetup, { person, settings, session }: Opening): Promise<Start> {
  // The store and the CRDT come while the page already stands; nobody needs them to sign in.
  const { openInBrowser } = await import('#workspace/open-in-browser.ts');
  const opened = await openInBrowser({ schema, person, isTyping });
  const app = new AppState({
    workspace: opened.workspace,
    line: opened.line,
    settings,
    look,
    notices,
    chosenShop: rememberedShop(person.user),
    rememberShop: (shop) => rememberShop(person.user, shop)
  });
  return { kind: 'ready', app, opened, session };
}
