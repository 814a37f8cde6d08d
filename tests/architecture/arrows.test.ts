/**
 * The rooms of the house and the arrows between them, read from the real imports. There is no list of exceptions: an
 * import that is not allowed here is changed, or the house is, with a decision record.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = new URL('../..', import.meta.url).pathname;

/** Room → rooms it may import. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  kernel: [],
  schema: ['kernel'],
  protocol: ['kernel'],
  engine: ['kernel', 'schema'],
  formula: ['kernel', 'schema'],
  report: ['kernel', 'schema'],
  modules: ['kernel', 'schema', 'engine'],
  book: ['kernel', 'schema', 'protocol'],
  gate: ['kernel', 'schema', 'protocol'],
  storage: ['kernel', 'protocol'],
  link: ['kernel', 'protocol', 'book'],
  exchange: ['kernel', 'schema'],
  text: ['kernel', 'schema'],
  workspace: [
    'kernel',
    'schema',
    'protocol',
    'engine',
    'formula',
    'modules',
    'book',
    'gate',
    'storage',
    'link',
    'exchange',
    'text',
    'formula',
    'report'
  ],
  ui: ['workspace', 'schema', 'kernel', 'text', 'exchange', 'report'],
  routes: ['ui', 'workspace', 'schema', 'kernel', 'text', 'exchange'],
  'sync-server': [
    'kernel',
    'schema',
    'protocol',
    'engine',
    'formula',
    'modules',
    'book',
    'gate',
    'storage',
    'exchange',
    'text',
    'link',
    'workspace'
  ]
};

/** Package → the only rooms that may import it. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  yjs: ['book', 'link', 'workspace', 'sync-server'],
  'y-websocket': ['link'],
  'y-protocols': ['link'],
  handsontable: ['ui'],
  'chart.js': ['ui'],
  pouchdb: ['storage'],
  'pouchdb-browser': ['storage'],
  svelte: ['ui', 'routes'],
  fastify: ['sync-server'],
  ws: ['sync-server']
};

const PURE = ['kernel', 'schema', 'engine', 'formula', 'report', 'modules', 'gate', 'protocol'];

interface Import {
  readonly file: string;
  readonly room: string;
  readonly target: string;
}

describe('the house', () => {
  const files = [...sourceFiles(join(ROOT, 'src')), ...sourceFiles(join(ROOT, 'sync-server'))];
  const imports = files.flatMap(importsOf);

  it('[ARCH1] has only the rooms named here', () => {
    const rooms = readdirSync(join(ROOT, 'src')).filter((name) => statSync(join(ROOT, 'src', name)).isDirectory());
    expect(rooms.filter((room) => !(room in ARROWS))).toEqual([]);
  });

  it('[ARCH2] is entered only along its arrows', () => {
    const broken = imports.filter(({ room, target }) => {
      const wanted = roomOfTarget(target);
      return wanted !== null && wanted !== room && !ARROWS[room]?.includes(wanted);
    });
    expect(broken.map(({ file, target }) => `${file} imports ${target}`)).toEqual([]);
  });

  it('[ARCH3] keeps each library in its room', () => {
    const broken = imports.filter(({ room, target }) => {
      const allowed = PACKAGES[packageOf(target)];
      return allowed !== undefined && !allowed.includes(room);
    });
    expect(broken.map(({ file, target }) => `${file} imports ${target}`)).toEqual([]);
  });

  it('[ARCH4] asks no clock, chance, network or disk in its pure rooms', () => {
    const impure = /\bDate\.now\b|new Date\(\)|\bMath\.random\b|\bfetch\(|\bsetTimeout\b|\bcrypto\.|from 'node:/;
    const broken = files.filter((file) => PURE.includes(roomOf(file)) && impure.test(readFileSync(file, 'utf8')));
    expect(broken.map((file) => relative(ROOT, file))).toEqual([]);
  });

  it('[ARCH5] has Handsontable behind one folder', () => {
    const broken = imports.filter(
      ({ target, file }) => packageOf(target) === 'handsontable' && !file.startsWith('src/ui/grid/')
    );
    expect(broken.map(({ file }) => file)).toEqual([]);
  });

  it('[ARCH6] has no file that says nothing by its name', () => {
    const vague = /^(utils?|helpers?|common|misc|types|core)(\.|$)/;
    const named = files.map((file) => relative(ROOT, file));
    expect(named.filter((file) => file.split('/').some((part) => vague.test(part)))).toEqual([]);
  });

  it('[ARCH7] declares a business fact once', () => {
    const inventoryWord = /\breorderPoint\b/;
    const elsewhere = files.filter(
      (file) =>
        !relative(ROOT, file).startsWith('src/modules/inventory/') &&
        !file.includes('.test.') &&
        inventoryWord.test(readFileSync(file, 'utf8'))
    );
    expect(elsewhere.map((file) => relative(ROOT, file))).toEqual([]);
  });
});

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourceFiles(path);
    return /\.(ts|svelte|mjs)$/.test(entry.name) && !/\.test\.ts$/.test(entry.name) ? [path] : [];
  });
}

function roomOf(file: string): string {
  const parts = relative(ROOT, file).split('/');
  return parts[0] === 'src' ? parts[1]! : parts[0]!;
}

function importsOf(file: string): Import[] {
  const text = readFileSync(file, 'utf8');
  const found = [...text.matchAll(/(?:from|import\(|import)\s*['"]([^'"]+)['"]/g)].map((match) => match[1]!);
  return found.map((target) => ({
    file: relative(ROOT, file),
    room: roomOf(file),
    target: target.startsWith('.') ? `/${relative(ROOT, normalize(join(dirname(file), target)))}` : target
  }));
}

function roomOfTarget(target: string): string | null {
  if (target.startsWith('#')) return target.slice(1).split('/')[0]!;
  if (target.startsWith('/src/')) return target.split('/')[2]!;
  return target.startsWith('/sync-server/') ? 'sync-server' : null;
}

function packageOf(target: string): string {
  const parts = target.split('/');
  return target.startsWith('@') ? parts.slice(0, 2).join('/') : parts[0]!;
}
