/** `全部商品_武昌店_2026-11-24.csv`: what it is, of which shop, as of which day; safe on every system. */
export interface FileNameParts {
  readonly label: string;
  readonly shop: string;
  readonly date: string;
  readonly extension: string;
}

export function exportFileName({ label, shop, date, extension }: FileNameParts): string {
  const name = [label, shop, date].map(withoutForbidden).filter((part) => part !== '');
  return `${name.join('_')}.${extension}`;
}

/** Windows allows none of these in a name. */
function withoutForbidden(part: string): string {
  return part.replace(/[<>:"/\\|?*\p{Cc}]/gu, '-').trim();
}
