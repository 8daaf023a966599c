import { createSocket, type Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { OperationalError } from '../../../../server/errors';
import type { Flow, Transport, TransportListener } from './flow';

export interface UdpTransport extends Transport {
  flowTo(host: string, port: number): Flow;
}

/** The trunk's port. @throws OperationalError part-failed when it cannot be had */
export async function openUdp(
  host: string,
  port: number,
  listener: TransportListener,
): Promise<UdpTransport> {
  const socket = createSocket({ type: isIPv6(host) ? 'udp6' : 'udp4', recvBufferSize: 1 << 20 });
  await bind(socket, host, port);
  const local = { host, port: socket.address().port };
  let pending = 0;
  const send: Send = (text, target, failed) => {
    // A socket that is closing throws instead of calling back.
    try {
      socket.send(text, target.port, target.host, (error) => {
        pending -= 1;
        if (error) failed(error);
      });
      pending += 1;
    } catch (error) {
      // Never from within: whoever sends is not ready to hear of a failure yet.
      queueMicrotask(() => failed(error instanceof Error ? error : new Error(String(error))));
    }
  };
  const flowTo = (toHost: string, toPort: number) =>
    new UdpFlow(local, { transport: 'udp', host: toHost, port: toPort }, send);
  socket.on('message', (data, from) => listener.onMessage(data, flowTo(from.address, from.port)));
  socket.on('error', (error) => listener.onError(error));
  const stop = async () => {
    // The last BYEs are still on their way through the resolver; a name that hangs is not waited for.
    for (let round = 0; pending > 0 && round < 100; round += 1) await setTimeout(1);
    await new Promise<void>((resolve) => socket.close(() => resolve()));
  };
  return { local, flowTo, stop };
}

type Send = (
  text: string,
  target: { readonly host: string; readonly port: number },
  failed: (error: Error) => void,
) => void;

class UdpFlow implements Flow {
  readonly transport = 'udp';
  readonly isReliable = false;
  readonly isOpen = true;
  readonly #send: Send;

  constructor(
    readonly local: Flow['local'],
    readonly remote: Flow['remote'],
    send: Send,
  ) {
    this.#send = send;
  }

  send(text: string, failed: (error: Error) => void): void {
    this.#send(text, this.remote, failed);
  }

  replyTo(via: Parameters<Flow['replyTo']>[0]): Flow {
    return via.params.has('rport') ? this : this.#to(this.remote.host, via.port);
  }

  toward(uri: Parameters<Flow['toward']>[0]): Flow {
    return this.#to(uri.host, uri.port);
  }

  #to(host: string, port: number | null): Flow {
    return new UdpFlow(this.local, { transport: 'udp', host, port: port ?? 5060 }, this.#send);
  }
}

function bind(socket: Socket, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('error', (error) => {
      socket.close();
      reject(new OperationalError('part-failed', 'The trunk port cannot be opened', { cause: error }));
    });
    socket.bind(port, host, () => {
      socket.removeAllListeners('error');
      resolve();
    });
  });
}
