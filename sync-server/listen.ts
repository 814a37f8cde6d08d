/** Starts to listen, and says what is wrong when that fails in words that name the setting to change. */
import { networkInterfaces } from 'node:os';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { StartFault } from './start-fault.ts';

export interface ListenAt {
  readonly host: string;
  readonly port: number;
}

/** The addresses it can be reached at, the nearest first. Throws `StartFault`. */
export async function listenAt(app: FastifyInstance, { host, port }: ListenAt): Promise<readonly string[]> {
  try {
    await app.listen({ host, port });
  } catch (cause) {
    throw faultOf(cause, { host, port });
  }
  const { port: given } = app.server.address() as AddressInfo;
  return namesOf(host).map((name) => `http://${name}:${given}`);
}

function namesOf(host: string): readonly string[] {
  if (host !== '0.0.0.0' && host !== '::') return [host.includes(':') ? `[${host}]` : host];
  const found = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  const inLan = found.filter(({ family, internal }) => family === 'IPv4' && !internal).map(({ address }) => address);
  return ['127.0.0.1', ...inLan];
}

function faultOf(cause: unknown, { host, port }: ListenAt): StartFault {
  const { code } = cause as { readonly code?: string };
  if (code === 'EADDRINUSE')
    return new StartFault({
      zh: `端口 ${port} 已被占用。请停止占用它的程序，或换一个端口，例如 PORT=${port + 1}。`,
      en: `Port ${port} is already in use. Stop what uses it, or choose another, e.g. PORT=${port + 1}.`
    });
  return new StartFault({
    zh: `无法监听 ${host}:${port}（${code ?? String(cause)}）。请检查 HOST 和 PORT。`,
    en: `Cannot listen on ${host}:${port} (${code ?? String(cause)}). Check HOST and PORT.`
  });
}
