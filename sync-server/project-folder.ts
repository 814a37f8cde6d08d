/**
 * Where the project lies and which version it is. The same code runs from `sync-server/` in development and from
 * `build/server/` in a shop, so the folder is found by its package.json and not by counting dots.
 */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { assert } from '#kernel/result.ts';

export interface Project {
  readonly folder: string;
  readonly version: string;
}

/** `moduleUrl` is the `import.meta.url` of any file of the project. */
export function findProject(moduleUrl: string): Project {
  let folder = dirname(fileURLToPath(moduleUrl));
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    assert(parent !== folder, `No package.json above ${moduleUrl}: the server was moved out of its project.`);
    folder = parent;
  }
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { readonly version: string };
  return { folder, version };
}
