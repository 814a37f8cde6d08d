/** Who a user id is: by the directory, by the session here, or the id itself. */
import type { Workspace } from '#workspace/workspace.ts';

export function personName(workspace: Workspace, user: string): string {
  if (user === workspace.person.user) return workspace.userName;
  const [id] = workspace.tables.find('shops.people', 'id', user);
  const name = id === undefined ? undefined : workspace.reader.row('shops.people', id)?.['name'];
  return typeof name === 'string' && name !== '' ? name : user;
}
