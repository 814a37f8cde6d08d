/**
 * Finds a Chromium for the browser tests, or says in one line how to get one. As root on Debian it installs the
 * distribution's own, with a font that has Chinese.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import process from 'node:process';

const KNOWN = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable'
];

/** @returns {string | null} */
export function findBrowser() {
  const named = process.env['CHROME_PATH'];
  if (named) return named;
  return KNOWN.find((path) => existsSync(path)) ?? null;
}

function installOnDebian() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  const run = (/** @type {string[]} */ args) => execFileSync('apt-get', args, { stdio: 'inherit' });
  run(['update', '-qq']);
  run(['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-cjk']);
}

if (import.meta.url === `file://${process.argv[1]}`) {
  if (!findBrowser()) installOnDebian();
  const found = findBrowser();
  if (found) console.log(`Browser tests use ${found}.`);
  else {
    console.error(
      'The browser tests need Chromium: install it (Debian: apt-get install chromium fonts-noto-cjk) or set CHROME_PATH.'
    );
    process.exit(1);
  }
}
