/**
 * (f) What a browser must load before the first page stands, and what the first grid adds, gzipped, as built. The shell
 * is everything that the entries and all pages import statically, with every style sheet: more than any one page needs,
 * so the bar is kept with something to spare. What is loaded on demand is found by following dynamic imports.
 */
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { benchRow, type BenchPart } from '../bench-row.ts';

const APP = new URL('../../../build/client/_app/immutable/', import.meta.url).pathname;
const STATIC_IMPORT = /(?:\bfrom|\bimport)\s*["'](\.{1,2}\/[^"']+\.js)["']/g;
const DYNAMIC_IMPORT = /\bimport\(\s*["'`](\.{1,2}\/[^"'`]+\.js)["'`]/g;

export const benchSize: BenchPart = async function* () {
  const files = await readScripts();
  const roots = [...files.keys()].filter((path) => path.startsWith('entry/') || path.startsWith('nodes/'));
  const shell = closureOf(files, roots);
  const styles = (await readdir(join(APP, 'assets')))
    .filter((name) => name.endsWith('.css'))
    .map((name) => `assets/${name}`);
  const grid = onDemand(files, shell, /handsontable/i);
  const database = onDemand(files, shell, /PouchDB|pouchdb/);
  yield benchRow(
    { name: 'app shell, gzipped', value: await kilobytes([...shell, ...styles]), unit: 'KB' },
    { most: 250 }
  );
  yield benchRow({ name: 'grid on demand, gzipped', value: await kilobytes(grid), unit: 'KB' }, { most: 300 });
  yield benchRow({
    name: 'database on demand, gzipped',
    value: await kilobytes([...database].filter((path) => !grid.has(path))),
    unit: 'KB'
  });
};

async function readScripts(): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const folder of ['entry', 'nodes', 'chunks'])
    for (const name of await readdir(join(APP, folder)))
      if (name.endsWith('.js')) files.set(`${folder}/${name}`, await readFile(join(APP, folder, name), 'utf8'));
  return files;
}

function importsOf(files: ReadonlyMap<string, string>, path: string, pattern: RegExp): string[] {
  return [...(files.get(path) ?? '').matchAll(pattern)]
    .map((match) => join(dirname(path), match[1]!))
    .filter((found) => files.has(found));
}

function closureOf(files: ReadonlyMap<string, string>, roots: Iterable<string>): Set<string> {
  const seen = new Set<string>(roots);
  for (const path of seen) for (const next of importsOf(files, path, STATIC_IMPORT)) seen.add(next);
  return seen;
}

/** Chunks that the shell imports dynamically and that hold, or draw in, what `holds` finds; the shell left out. */
function onDemand(files: ReadonlyMap<string, string>, shell: ReadonlySet<string>, holds: RegExp): Set<string> {
  const all = new Set(shell);
  const found = new Set<string>();
  for (const path of all)
    for (const dynamic of importsOf(files, path, DYNAMIC_IMPORT)) {
      const closure = closureOf(files, [dynamic]);
      const fresh = [...closure].filter((part) => !shell.has(part));
      if (fresh.some((part) => holds.test(files.get(part)!))) for (const part of fresh) found.add(part);
      for (const part of fresh) all.add(part);
    }
  return found;
}

async function kilobytes(paths: Iterable<string>): Promise<number> {
  let bytes = 0;
  for (const path of paths) bytes += gzipSync(await readFile(join(APP, path)), { level: 9 }).length;
  return bytes / 1024;
}
