/**
 * The cable between one person's device and the relay, as a port of its own. A browser that is told to be offline keeps
 * the websockets it has; a pulled cable ends them, and nothing new comes through.
 */
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { BrowserContext } from '@playwright/test';

export class Cable {
  readonly url: string;
  readonly #server: Server;
  readonly #sockets: Set<Socket>;
  #isPulled = false;

  private constructor(server: Server, sockets: Set<Socket>) {
    this.#server = server;
    this.#sockets = sockets;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  static async lay(url: string): Promise<Cable> {
    const port = Number(new URL(url).port);
    const sockets = new Set<Socket>();
    const server = createServer((near) => {
      if (cable.#isPulled) return void near.destroy();
      const far = connect(port, '127.0.0.1');
      for (const [socket, other] of [
        [near, far],
        [far, near]
      ] as const) {
        sockets.add(socket);
        socket.on('error', () => other.destroy());
        socket.on('close', () => {
          sockets.delete(socket);
          other.destroy();
        });
        socket.pipe(other);
      }
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const cable = new Cable(server, sockets);
    return cable;
  }

  async pull(context: BrowserContext): Promise<void> {
    this.#isPulled = true;
    // Before the browser is told: one that believes itself offline may not look at its websockets any more.
    for (const socket of this.#sockets) socket.destroy();
    await context.setOffline(true);
  }

  async plugIn(context: BrowserContext): Promise<void> {
    this.#isPulled = false;
    await context.setOffline(false);
  }

  close(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }
}
