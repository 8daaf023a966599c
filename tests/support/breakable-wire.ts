import { connect, createServer, type Socket } from 'node:net';

interface Address {
  readonly host: string;
  readonly port: number;
}

/** A TCP connection with a place where it can be cut, as a network between two machines can. */
export interface BreakableWire extends Address {
  /** Every connection through it is gone at once; new ones are let through. */
  cut(): void;
  close(): void;
}

export async function breakableWire(to: Address): Promise<BreakableWire> {
  const open = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(to.port, to.host);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one);
      one.setNoDelay(true);
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        open.delete(one);
        other.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no address');
  const cut = () => {
    for (const socket of open) socket.destroy();
  };
  return {
    host: '127.0.0.1',
    port: address.port,
    cut,
    close: () => {
      server.close();
      cut();
    },
  };
}
