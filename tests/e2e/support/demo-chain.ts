/** The built server over a folder of its own: first with the demo company, then, after a kill, over what it left. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from '../../support/relay-process.ts';

const ROOT = new URL('../../..', import.meta.url).pathname;

export interface SignIn {
  readonly name: string;
  readonly password: string;
}

export class DemoChain {
  readonly url: string;
  /** By sign-in name: laoban (owner), chen (武昌), liu (汉口), wang (光谷) … */
  readonly people = new Map<string, SignIn>();
  readonly #folder: string;
  readonly #port: number;
  #server: ChildProcess | null = null;

  private constructor(folder: string, port: number) {
    this.#folder = folder;
    this.#port = port;
    this.url = `http://127.0.0.1:${port}`;
  }

  static async start(): Promise<DemoChain> {
    const chain = new DemoChain(await mkdtemp(join(tmpdir(), 'lensbook-e2e-')), await freePort());
    await chain.#run('demo.js');
    return chain;
  }

  async kill(): Promise<void> {
    const server = this.#server!;
    const ended = once(server, 'exit');
    server.kill('SIGKILL');
    await ended;
    this.#server = null;
  }

  /** The same folder, no demo: what `npm start` runs. */
  async restart(): Promise<void> {
    await this.#run('main.js');
  }

  async end(): Promise<void> {
    if (this.#server) await this.kill();
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** Resolves once the health page answers. */
  async #run(script: string): Promise<void> {
    const server = spawn(process.execPath, [join('build/server', script)], {
      cwd: ROOT,
      env: { ...process.env, DATA_DIR: this.#folder, PORT: String(this.#port), HOST: '127.0.0.1' },
      stdio: ['ignore', 'pipe', 'pipe']
    });
    this.#server = server;
    const printed: string[] = [];
    const ended = once(server, 'exit').then(() => Promise.reject(new Error(`The server ended: ${printed.join('\n')}`)));
    const ready = new Promise<void>((resolve) => {
      const isFirst = script === 'demo.js';
      createInterface({ input: server.stdout! }).on('line', (line) => {
        printed.push(line);
        const person = /^\s+([a-z]+)\s+([a-z]+-[a-z]+-[a-z]+-\d+)\s/.exec(line);
        if (person) this.people.set(person[1]!, { name: person[1]!, password: person[2]! });
        if (isFirst ? this.people.size === 7 : line.includes(this.url)) resolve();
      });
      createInterface({ input: server.stderr! }).on('line', (line) => printed.push(line));
    });
    await Promise.race([ready, ended]);
    server.removeAllListeners('exit');
  }
}
