/** The shop on screen: the one chosen here, else the first that this person works in, else the first there is. */
import type { Workspace } from '#workspace/workspace.ts';

const SHOPS = 'shops.shops';
const PEOPLE = 'shops.people';

export function shopToShow(workspace: Workspace, chosen: string): string {
  const shops = workspace.shops();
  if (shops.includes(chosen)) return chosen;
  const { reader, person } = workspace;
  const [row] = reader.find(PEOPLE, 'id', person.user);
  const codes = String((row && reader.row(PEOPLE, row)?.['shops']) ?? '').split(/\s*,\s*/);
  const own = shops.find((id) => codes.includes(String(reader.row(SHOPS, id)?.['code'])));
  return own ?? shops[0] ?? '';
}
