/**
 * Proves that the tests can see: each patch here breaks one promise on purpose, and the tests it names must turn red.
 * Works on a copy; the sources are never touched. Ends with 1 when a mutant survives or its patch no longer applies.
 *
 * A patch begins with lines `# why` and `# test: <file or folder>`. `npm run mutants -- drop-was` runs one alone.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = new URL('../..', import.meta.url).pathname;
const COPIED = ['src', 'sync-server', 'tests', 'package.json', 'tsconfig.json', 'vitest.config.ts', '.svelte-kit'];
const RUNS = process.env['RUNS'] ?? '12';

const only = process.argv.slice(2);
const patches = readdirSync(join(ROOT, 'tests/mutants'))
  .filter((name) => name.endsWith('.patch') && (only.length === 0 || only.includes(name.replace('.patch', ''))))
  .sort();
const alive = [];
for (const name of patches) {
  const verdict = tryMutant(name);
  console.log(`${verdict.killed ? 'killed  ' : 'SURVIVED'} ${name.replace('.patch', '').padEnd(28)} ${verdict.by}`);
  if (!verdict.killed) alive.push(name);
}
console.log(`${patches.length - alive.length} of ${patches.length} mutants killed.`);
process.exit(alive.length > 0 || patches.length === 0 ? 1 : 0);

function tryMutant(name) {
  const patch = join(ROOT, 'tests/mutants', name);
  const tests = [...readFileSync(patch, 'utf8').matchAll(/^# test: (.+)$/gm)].map((match) => match[1]);
  const folder = mkdtempSync(join(tmpdir(), 'lensbook-mutant-'));
  try {
    copyTo(folder);
    const applied = spawnSync('git', ['apply', '--recount', patch], { cwd: folder, encoding: 'utf8' });
    if (applied.status !== 0) return { killed: false, by: `the patch does not apply: ${applied.stderr.trim()}` };
    return judge(folder, tests);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function copyTo(folder) {
  for (const part of COPIED) {
    try {
      cpSync(join(ROOT, part), join(folder, part), {
        recursive: true,
        filter: (path) => !path.endsWith('node_modules')
      });
    } catch (cause) {
      // Made by the kit when it runs; a checkout that was never built has none.
      if (cause.code !== 'ENOENT') throw cause;
    }
  }
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
}

/** Red because of a failed test, not because the copy could not run: the report must name one. */
function judge(folder, tests) {
  const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
  const report = join(folder, 'report.json');
  const command = [vitest, 'run', '--bail=1', '--reporter=json', `--outputFile=${report}`, ...tests];
  const ran = spawnSync(process.execPath, command, { cwd: folder, encoding: 'utf8', env: { ...process.env, RUNS } });
  const results = readReport(report);
  if (!results) return { killed: false, by: `the tests could not run: ${(ran.stderr || ran.stdout).slice(-300)}` };
  const failed = results.testResults.flatMap((file) => file.assertionResults).find((test) => test.status === 'failed');
  return failed ? { killed: true, by: failed.fullName.trim() } : { killed: false, by: `green: ${tests.join(', ')}` };
}

function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}
