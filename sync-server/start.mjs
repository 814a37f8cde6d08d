/**
 * Starts what was built, and builds it first where that is missing. One process from here on: a signal that npm passes
 * on reaches the server itself.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const [program = 'main'] = process.argv.splice(2, 1);
const isBuilt = ['../build/client/index.html', `../build/server/${program}.js`].every((path) =>
  existsSync(new URL(path, import.meta.url))
);
if (!isBuilt) {
  const root = fileURLToPath(new URL('..', import.meta.url));
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
}
await import(`../build/server/${program}.js`);
