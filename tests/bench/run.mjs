/**
 * `npm run bench [group] [--only part] [--json FILE] [--strict]`: installs what the benches compare with (outside the
 * project's own `npm ci`, rule 31), builds the app where it is not built yet, and runs the benches under tsx.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = fileURLToPath(new URL('../..', import.meta.url));

/** @param {string} command @param {string[]} args @param {string} cwd */
function run(command, args, cwd) {
  const { status } = spawnSync(command, args, { cwd, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

// reason: yjs must stay the project's own copy, two copies in one program break each other; hence no peer packages.
const install = ['install', '--no-audit', '--no-fund', '--no-package-lock', '--ignore-scripts', '--legacy-peer-deps'];
const peers = Object.keys(JSON.parse(readFileSync(`${here}package.json`, 'utf8')).dependencies);
if (!peers.every((peer) => existsSync(`${here}node_modules/${peer}`))) run('npm', install, here);
const onlyEngine = process.argv[2] === 'engine' && !['open', 'grid'].some((group) => process.argv.includes(group));
if (!onlyEngine && !existsSync(`${root}build/client/index.html`)) run('npm', ['run', 'build'], root);
run(process.execPath, ['--expose-gc', '--import', 'tsx', 'tests/bench/bench.ts', ...process.argv.slice(2)], root);
