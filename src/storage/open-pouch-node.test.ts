/**
 * What LevelDB does to a log when disks and processes fail, and that it is named. The damage is done to real files,
 * the full disk is a real limit on a real process.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, open, readdir, rm, stat, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createPouchDocuments } from './pouch-documents.ts';
import { createPouchHandle } from './pouch-handle.ts';
import { createPouchLog } from './pouch-log.ts';
import { openPouchInNode, type NodePouch } from './open-pouch-node.ts';
import { joinBytes } from './sha256.ts';
import { IntegrityFault, type UpdateLog } from './update-log.ts';

const codec = { merge: joinBytes, snapshot: joinBytes };
const text = (words: string): Uint8Array => new TextEncoder().encode(words);

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'lensbook-node-'))));
afterEach(() => rm(folder, { recursive: true }));

async function start(session: string): Promise<NodePouch & { readonly log: UpdateLog }> {
  const pouch = await openPouchInNode(folder);
  const { handle, keeper } = pouch;
  return { ...pouch, log: createPouchLog({ session, codec, windowMs: 1, handle, keeper }) };
}

async function writeBook(session: string, count: number): Promise<void> {
  const { log } = await start(session);
  for (let i = 0; i < count; i++) await log.append('org', text(`update ${i} `.repeat(20)));
  await log.close();
}

async function levelLog(): Promise<string> {
  const names = (await readdir(join(folder, 'log'))).filter((name) => name.endsWith('.log'));
  expect(names).toHaveLength(1);
  return join(folder, 'log', names[0]!);
}

async function faultAfterRestart(): Promise<IntegrityFault> {
  const { log } = await start('later');
  const fault = await log.load('org').then(
    () => null,
    (cause: unknown) => cause
  );
  await log.close();
  expect(fault).toBeInstanceOf(IntegrityFault);
  return fault as IntegrityFault;
}

test('a LevelDB log cut by 30 bytes opens without a word, and the head file names the missing end', async () => {
  await writeBook('s1', 20);
  const path = await levelLog();
  await truncate(path, (await stat(path)).size - 30);
  const fault = await faultAfterRestart();
  expect([fault.kind, fault.session, fault.seq]).toEqual(['behind-head', 's1', 20]);
  expect(fault.intact.updates).toHaveLength(19);
});

test('a byte flipped in a LevelDB log loses records in the middle, and the hole is named', async () => {
  await writeBook('s1', 120);
  const path = await levelLog();
  const file = await open(path, 'r+');
  const byte = new Uint8Array(1);
  await file.read(byte, 0, 1, 40_000);
  byte[0]! ^= 1;
  await file.write(byte, 0, 1, 40_000);
  await file.close();
  const fault = await faultAfterRestart();
  expect([fault.kind, fault.session]).toEqual(['hole', 's1']);
  expect(fault.intact.updates.length).toBeLessThan(120);
  expect(fault.intact.updates.length).toBeGreaterThan(fault.seq);
});

test('a log that vanished whole is missed by the head file', async () => {
  await writeBook('s1', 3);
  await rm(join(folder, 'log'), { recursive: true });
  const fault = await faultAfterRestart();
  expect([fault.kind, fault.session, fault.seq]).toEqual(['behind-head', 's1', 1]);
});

test('a byte of a stored document flipped through PouchDB is named', async () => {
  await writeBook('s1', 3);
  const { handle, keeper } = await openPouchInNode(folder);
  await handle.write(async (db) => {
    const doc = await db.get<{ data: string }>('u!org!s1!000000000002');
    await db.put({ ...doc, data: doc.data.slice(0, 8) + (doc.data[8] === 'A' ? 'B' : 'A') + doc.data.slice(9) });
  });
  await handle.close();
  await keeper.close();
  const fault = await faultAfterRestart();
  expect([fault.kind, fault.session, fault.seq]).toEqual(['altered', 's1', 2]);
});

test('a torn head file never accuses a whole log', async () => {
  await writeBook('s1', 5);
  const path = join(folder, 'heads');
  await truncate(path, (await stat(path)).size - 40);
  const { log } = await start('s2');
  expect((await log.load('org')).updates).toHaveLength(5);
  await log.append('org', text('more'));
  await log.close();
  const again = await start('s3');
  expect((await again.log.load('org')).updates).toHaveLength(6);
  await again.log.close();
});

test('one sync for each group commit, whatever waits in it', async () => {
  const { log, handle, syncs } = await start('s1');
  const before = syncs();
  const waiting = ['org', 'staff', 'shop@wuchang'].flatMap((book) =>
    [1, 2, 3, 4].map((n) => log.append(book, Uint8Array.of(n)))
  );
  await log.flush();
  await Promise.all(waiting);
  expect(syncs() - before).toBe(1);
  await log.append('org', text('next'));
  expect(syncs() - before).toBe(2);
  await createPouchDocuments(handle).put('setting', 1);
  expect(syncs() - before).toBe(3);
  await log.close();
});

test('two tabs that put one document at once both succeed, and one value stays', async () => {
  const { log, handle } = await start('s1');
  const db = await handle.read(async (open) => open);
  const tabs = [1, 2].map(() => createPouchDocuments(createPouchHandle({ db })));
  for (let round = 0; round < 5; round++) await Promise.all(tabs.map((tab, i) => tab.put('setting', [round, i])));
  expect([
    [4, 0],
    [4, 1]
  ]).toContainEqual(await tabs[0]!.get('setting'));
  await log.close();
});

test('a second process is told that the folder is taken', async () => {
  const { log } = await start('s1');
  await log.append('org', text('a'));
  const script = `
    import { openPouchInNode } from '#storage/open-pouch-node.ts';
    await openPouchInNode(process.argv.at(-1)).then(() => console.log('opened'), (cause) => console.log(String(cause.message)));
    process.exit(0);`;
  expect(await runTyped(script)).toMatch(/lock/i);
  await log.close();
});

test('disk full: appends are refused, go on when space returns, and survive kill -9', async () => {
  const script = `
    import { execFileSync } from 'node:child_process';
    import { openPouchInNode } from '#storage/open-pouch-node.ts';
    import { createPouchLog } from '#storage/pouch-log.ts';
    const codec = { merge: Buffer.concat, snapshot: Buffer.concat };
    const limit = (bytes) => execFileSync('prlimit', ['--pid', String(process.pid), '--fsize=' + bytes + ':unlimited']);
    const { handle, keeper } = await openPouchInNode(process.argv.at(-1));
    const log = createPouchLog({ session: 's1', codec, windowMs: 0, handle, keeper });
    const saved = [];
    let failed = 0;
    const append = (i) => log.append('org', Buffer.from('#' + i + ' '.repeat(3000))).then(() => saved.push(i), () => failed++);
    let i = 0;
    limit(600000);
    while (failed < 3 && i < 3000) await append(i++);
    limit('unlimited');
    for (let more = 0; more < 20; more++) await append(i++);
    console.log(JSON.stringify({ saved, failed }));
    process.stdout.write('', () => process.kill(process.pid, 'SIGKILL'));`;
  const { saved, failed } = JSON.parse(await runTyped(script)) as {
    saved: number[];
    failed: number;
  };
  expect(failed).toBe(3);
  expect(saved.length).toBeGreaterThan(50);
  const { log } = await start('s2');
  const found = (await log.load('org')).updates.map((update) =>
    parseInt(new TextDecoder().decode(update).slice(1), 10)
  );
  expect(saved.filter((i) => !found.includes(i))).toEqual([]);
  await log.close();
});

/** Runs TypeScript in its own process and returns what it printed, however it ended. */
async function runTyped(script: string): Promise<string> {
  const command = [process.execPath, '--import', 'tsx', '--input-type=module', '-e', script, folder];
  // Ignoring SIGXFSZ turns the file size limit into an error of write(), which is what a full disk gives.
  const child = spawn('sh', ['-c', 'trap "" XFSZ; exec "$@"', 'sh', ...command]);
  let printed = '';
  child.stdout.on('data', (chunk) => (printed += String(chunk)));
  child.stderr.on('data', (chunk) => (printed += String(chunk)));
  await new Promise((done) => child.on('close', done));
  return printed;
}
