/**
 * Who is signed in, asked of the server and remembered here. A reload with the server dead must open the workspace, so
 * "the server says no" and "the server does not answer" are different outcomes and only the first one signs out.
 */
import { refuse, succeed, type Refusal, type Result } from '#kernel/result.ts';
import type { Settings } from './app.svelte.ts';

export interface SignedInPerson {
  readonly user: string;
  readonly name: string;
}

export interface ServerSettings extends Settings {
  readonly setUp: boolean;
}

export interface FirstOwner {
  readonly code: string;
  readonly name: string;
  readonly signIn: string;
  readonly password: string;
  readonly shops: readonly { readonly code: string; readonly name: string }[];
}

export type SessionAnswer =
  | { readonly kind: 'signed-in'; readonly person: SignedInPerson }
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'unreachable' };

const PERSON_KEY = 'lensbook.person';
const SETTINGS_KEY = 'lensbook.settings';
const SHOP_KEY = 'lensbook.shop';
/** Long enough for a shop's slow line, short enough that nobody believes the page has died. */
const ANSWER_WITHIN_MS = 8_000;

export async function askSettings(): Promise<ServerSettings | null> {
  const answer = await ask('/api/settings');
  if (!answer?.ok) return null;
  const { handsontableLicenseKey: handsontableKey, setUp } = answer.body as {
    readonly handsontableLicenseKey?: unknown;
    readonly setUp?: unknown;
  };
  if (typeof handsontableKey !== 'string') return null;
  localStorage.setItem(SETTINGS_KEY, JSON.stringify({ handsontableKey }));
  return { handsontableKey, setUp: setUp !== false };
}

export async function askSession(): Promise<SessionAnswer> {
  const answer = await ask('/api/session');
  if (!answer) return { kind: 'unreachable' };
  const person = answer.ok ? readPerson(answer.body) : null;
  if (person) return { kind: 'signed-in', person };
  return answer.ok || answer.status === 401 || answer.status === 403 ? { kind: 'signed-out' } : { kind: 'unreachable' };
}

/** Refusals: those of the server, and `server-unreachable`. */
export async function signIn(name: string, password: string): Promise<Result<SignedInPerson>> {
  return readSignedIn(await ask('/api/session', { method: 'POST', body: { signIn: name, password } }));
}

/** Refusals: those of the server, and `server-unreachable`. */
export async function setUpOwner(owner: FirstOwner): Promise<Result<SignedInPerson>> {
  return readSignedIn(await ask('/api/setup', { method: 'POST', body: owner }));
}

export async function signOut(): Promise<void> {
  localStorage.removeItem(PERSON_KEY);
  await ask('/api/session', { method: 'DELETE' });
}

export function rememberPerson({ user, name }: SignedInPerson): void {
  localStorage.setItem(PERSON_KEY, JSON.stringify({ user, name }));
}

export function rememberedPerson(): SignedInPerson | null {
  return readPerson(readJson(localStorage.getItem(PERSON_KEY)));
}

/** Without a key the grid shows its own notice; a device that never reached its server has nothing to show anyway. */
export function rememberedSettings(): Settings {
  const known = readJson(localStorage.getItem(SETTINGS_KEY)) as { handsontableKey?: unknown } | null;
  return { handsontableKey: typeof known?.handsontableKey === 'string' ? known.handsontableKey : '' };
}

export function rememberShop(user: string, shop: string): void {
  localStorage.setItem(`${SHOP_KEY}.${user}`, shop);
}

export function rememberedShop(user: string): string {
  return localStorage.getItem(`${SHOP_KEY}.${user}`) ?? '';
}

interface HttpAnswer {
  readonly ok: boolean;
  readonly status: number;
  readonly body: unknown;
}

interface HttpQuestion {
  readonly method: 'POST' | 'DELETE';
  readonly body?: unknown;
}

/** Null when the server did not answer, or something between it and us did: a proxy's error page is not an answer. */
async function ask(path: string, question?: HttpQuestion): Promise<HttpAnswer | null> {
  try {
    const response = await fetch(path, {
      method: question?.method ?? 'GET',
      credentials: 'same-origin',
      headers: question?.body === undefined ? {} : { 'content-type': 'application/json' },
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      ...(question?.body === undefined ? {} : { body: JSON.stringify(question.body) })
    });
    const body = readJson(await response.text());
    if (response.status >= 500 && !isRefusal(body)) return null;
    return { ok: response.ok, status: response.status, body };
  } catch {
    return null;
  }
}

function readSignedIn(answer: HttpAnswer | null): Result<SignedInPerson> {
  if (!answer) return refuse('server-unreachable');
  const person = answer.ok ? readPerson(answer.body) : null;
  if (person) return succeed(person);
  if (isRefusal(answer.body)) return refuse(answer.body.rule, answer.body.values ?? {}, answer.body.cell);
  return refuse('server-unreachable');
}

function isRefusal(body: unknown): body is Pick<Refusal, 'rule' | 'cell'> & { readonly values?: Refusal['values'] } {
  return typeof body === 'object' && body !== null && typeof (body as { rule?: unknown }).rule === 'string';
}

function readPerson(body: unknown): SignedInPerson | null {
  if (typeof body !== 'object' || body === null) return null;
  const { user, name } = body as { user?: unknown; name?: unknown };
  if (typeof user !== 'string' || user === '') return null;
  return { user, name: typeof name === 'string' && name !== '' ? name : user };
}

function readJson(text: string | null): unknown {
  if (!text) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
