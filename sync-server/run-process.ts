/**
 * The process around a server: settings in, one clear line and exit code 2 when it cannot start, the address on the
 * console when it can, and on SIGTERM or SIGINT an orderly end within 10 seconds.
 */
import { resolve } from 'node:path';
import { readConfig, type Config, type DataDirChoice } from './config.ts';
import { createLogger } from './logger.ts';
import { openServer, type Server, type ServerSetup } from './open-server.ts';
import { findProject } from './project-folder.ts';
import type { attachRelay } from './relay/attach-relay.ts';
import { StartFault } from './start-fault.ts';

export interface ProcessSetup {
  readonly attachRelay: typeof attachRelay;
  readonly dataDir?: DataDirChoice;
  /** Runs between opening and listening; what it gives back is printed after the address. */
  readonly beforeListening?: (server: Server) => Promise<readonly string[]>;
  readonly afterClosing?: (config: Config) => Promise<void>;
}

const EXIT_CANNOT_START = 2;
const MOST_CLOSING_MS = 10_000;

export async function runProcess(setup: ProcessSetup): Promise<void> {
  const read = readConfig(setup.dataDir);
  if (!read.ok) return giveUp(read.lines);
  const { config } = read;
  const project = findProject(import.meta.url);
  const logger = createLogger({
    level: config.logLevel,
    now: () => Date.now(),
    write: (line) => process.stderr.write(line)
  });
  try {
    const { server, lines } = await start({ config, project, logger, attachRelay: setup.attachRelay }, setup);
    // Before anything is printed: whoever has read the address may end the process, and must get an orderly end.
    closeOnSignals(async () => {
      await server.close();
      await setup.afterClosing?.(config);
    });
    say(lines);
  } catch (cause) {
    if (!(cause instanceof StartFault)) throw cause;
    giveUp([cause.message]);
  }
}

interface Started {
  readonly server: Server;
  /** What to print once the process is ready for whatever follows. */
  readonly lines: readonly string[];
}

async function start(parts: ServerSetup, { beforeListening }: ProcessSetup): Promise<Started> {
  const server = await openServer(parts);
  try {
    const lines = (await beforeListening?.(server)) ?? [];
    const addresses = await server.listen();
    return { server, lines: [...greeting(parts, server, addresses), ...lines] };
  } catch (cause) {
    await server.close();
    throw cause;
  }
}

function greeting({ config, project }: ServerSetup, { accounts }: Server, addresses: readonly string[]): string[] {
  const code = accounts.setUpCode;
  return [
    '',
    `镜账 Lensbook ${project.version}`,
    ...addresses.map((address) => `  打开 open      ${address}`),
    `  数据 data      ${resolve(config.dataDir)}`,
    ...(code === null
      ? []
      : [
          '',
          '  还没有用户。请打开下面的链接建立店主账号（链接只能用一次）：',
          '  There are no users yet. Open this link to create the owner (it works once):',
          `  ${addresses[0]}/setup?code=${code}`
        ]),
    ''
  ];
}

function closeOnSignals(close: () => Promise<void>): void {
  let isClosing = false;
  const stop = (): void => {
    if (isClosing) return;
    isClosing = true;
    setTimeout(() => process.exit(1), MOST_CLOSING_MS).unref();
    close().then(
      () => process.exit(0),
      (cause: unknown) => {
        process.stderr.write(`${String(cause)}\n`);
        process.exit(1);
      }
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

function say(lines: readonly string[]): void {
  process.stdout.write(lines.map((line) => `${line}\n`).join(''));
}

function giveUp(lines: readonly string[]): void {
  process.stderr.write(lines.map((line) => `${line}\n`).join(''));
  process.exit(EXIT_CANNOT_START);
}
