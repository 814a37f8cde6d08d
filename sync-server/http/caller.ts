/** Who sent a request: the session cookie, looked up; and the refusals for those who are nobody, or not allowed. */
import type { IncomingMessage } from 'node:http';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { Person, Role } from '../accounts/people.ts';
import type { Session } from '../accounts/sessions.ts';
import { tokenIn } from './session-cookie.ts';

export interface Caller {
  readonly person: Person;
  readonly session: Session;
}

/** Fastify's request and Node's both have the headers. Refusal: `not-signed-in`. */
export function readCaller(accounts: Accounts, { headers }: Pick<IncomingMessage, 'headers'>): Result<Caller> {
  const token = tokenIn(headers.cookie);
  const found = token === null ? null : accounts.find(token);
  return found ? succeed(found) : refuse('not-signed-in');
}

/** Refusals: `not-signed-in`, `not-allowed`. */
export function readCallerAs(
  role: Role,
  accounts: Accounts,
  request: Pick<IncomingMessage, 'headers'>
): Result<Caller> {
  const caller = readCaller(accounts, request);
  if (!caller.ok || caller.value.person.roles.includes(role)) return caller;
  return refuse('not-allowed');
}
