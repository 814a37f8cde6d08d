/**
 * The cookie that holds the session's token: out of reach of scripts, never sent along from another site, and under
 * https never over plain http.
 */
import { ABSOLUTE_MS } from '../accounts/sessions.ts';

const NAME = 'lensbook_session';

export interface CookieSetup {
  readonly isHttps: boolean;
}

export function sessionCookie(token: string, setup: CookieSetup): string {
  return cookie(token, { ...setup, maxAgeS: ABSOLUTE_MS / 1000 });
}

export function endedCookie(setup: CookieSetup): string {
  return cookie('', { ...setup, maxAgeS: 0 });
}

/** Null when the header carries none. */
export function tokenIn(cookieHeader: string | undefined): string | null {
  const found = cookieHeader?.split(';').find((part) => part.trim().startsWith(`${NAME}=`));
  return found?.trim().slice(NAME.length + 1) || null;
}

function cookie(value: string, { isHttps, maxAgeS }: CookieSetup & { readonly maxAgeS: number }): string {
  const parts = [`${NAME}=${value}`, 'Path=/', `Max-Age=${maxAgeS}`, 'HttpOnly', 'SameSite=Strict'];
  return [...parts, ...(isHttps ? ['Secure'] : [])].join('; ');
}
