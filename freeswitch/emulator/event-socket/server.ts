import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { SwitchCore } from '../core/switch-core';
import { SocketClient } from './client';

export interface EventSocketOptions {
  readonly core: SwitchCore;
  readonly host: string;
  /** 0 = any free one. */
  readonly port: number;
  readonly password: string;
  readonly onProblem: (reason: string) => void;
}

export interface EventSocketServer {
  readonly host: string;
  readonly port: number;
  stop(): Promise<void>;
}

/** Listens for the server's connections. @throws when the port is taken */
export async function startEventSocket(options: EventSocketOptions): Promise<EventSocketServer> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    new SocketClient(socket, options);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, resolve);
  });
  server.on('error', (error) => {
    options.onProblem(`event socket: ${error.message}`);
  });
  return {
    host: options.host,
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const socket of sockets) socket.destroy();
      }),
  };
}
