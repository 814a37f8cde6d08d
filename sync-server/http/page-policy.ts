/**
 * The Content-Security-Policy of every reply, read from the page that was built: the build writes its policy as a
 * `<meta>`, so the header is that text and there is no second list to fall behind. The header adds what a `<meta>`
 * cannot say (nobody may frame us) and makes sure that the hash of every inline script of the page is in it.
 */
import { createHash } from 'node:crypto';

/** For a server without a page (development, or not built yet): only JSON leaves it. */
export const NO_PAGE_POLICY = "default-src 'none'; frame-ancestors 'none'";

const META = /<meta\s+http-equiv="content-security-policy"\s+content="([^"]*)"/i;
const INLINE_SCRIPT = /<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/gi;

export function policyOfPage(html: string): string {
  const directives = parsePolicy(unescapeAttribute(META.exec(html)?.[1] ?? "default-src 'self'"));
  const scripts = new Set(directives.get('script-src') ?? ["'self'"]);
  for (const [, script] of html.matchAll(INLINE_SCRIPT)) scripts.add(`'sha256-${sha256Base64(script ?? '')}'`);
  directives.set('script-src', [...scripts]);
  directives.set('frame-ancestors', ["'none'"]);
  return [...directives].map(([name, sources]) => [name, ...sources].join(' ')).join('; ');
}

function parsePolicy(policy: string): Map<string, readonly string[]> {
  const parts = policy.split(';').map((part) => part.trim().split(/\s+/));
  return new Map(parts.flatMap(([name, ...sources]) => (name ? [[name, sources] as const] : [])));
}

function unescapeAttribute(text: string): string {
  return text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');
}

function sha256Base64(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
