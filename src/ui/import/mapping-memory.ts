/** Which heading went to which column, as chosen by hand: a supplier's file looks the same next month. */
import type { HeadingMapping } from '#exchange/headings.ts';
import type { Workspace } from '#workspace/workspace.ts';

export async function readMapping({ documents }: Workspace, target: string): Promise<HeadingMapping> {
  const stored = await documents.get(idOf(target));
  const pairs = Array.isArray(stored) ? (stored as readonly (readonly [string, string | null])[]) : [];
  return new Map(pairs);
}

export async function rememberMapping(
  { documents }: Workspace,
  target: string,
  mapping: HeadingMapping
): Promise<void> {
  await documents.put(idOf(target), [...mapping]);
}

function idOf(target: string): string {
  return `import-columns!${target}`;
}
