/** Commits carry user ids; people read names. Somebody whose name has not arrived yet is shown by the id. */
import type { Workspace } from '#workspace/workspace.ts';

export function personName(workspace: Workspace, user: string): string {
  if (user === workspace.person.user) return workspace.userName;
  const [row] = workspace.tables.find('shops.people', 'id', user);
  const name = row === undefined ? null : workspace.reader.row('shops.people', row)?.['name'];
  return typeof name === 'string' && name !== '' ? name : user;
}
