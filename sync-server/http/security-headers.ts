/** What every reply carries, whoever makes it: a page, a refusal, a missing file or the parser of broken requests. */
export type Headers = Readonly<Record<string, string>>;

const HALF_A_YEAR_S = 15_552_000;

export function securityHeaders(policy: string): Headers {
  return {
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    // For browsers that predate frame-ancestors.
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin'
  };
}

/** Only under https: over plain http browsers ignore it, and a shop's LAN address must stay reachable. */
export const HTTPS_HEADERS: Headers = { 'strict-transport-security': `max-age=${HALF_A_YEAR_S}` };
