/**
 * Which pages may change something here or open the socket: those this server served (their origin is the host that was
 * asked), and those the settings name. A request without Origin is refused too: every browser sends one with what
 * changes something, and a page of another site that could hide it would be exactly the one to keep out.
 */
export type IsAllowedOrigin = (origin: string | undefined, host: string | undefined) => boolean;

export function createOriginCheck(further: readonly string[]): IsAllowedOrigin {
  return (origin, host) => {
    if (origin === undefined || !URL.canParse(origin)) return false;
    const { protocol, host: originHost } = new URL(origin);
    if (further.includes(origin)) return true;
    return (protocol === 'http:' || protocol === 'https:') && host !== undefined && originHost === host.toLowerCase();
  };
}
