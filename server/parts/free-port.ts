import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';

/** A port that was free a moment ago; nothing keeps it, so ask as late as possible. */
type Transport = 'tcp' | 'udp';

interface HeldPort {
  readonly port: number;
  release(): Promise<void>;
}

/** One free port on 127.0.0.1. */
export async function freePort(transport: Transport = 'tcp'): Promise<number> {
  const [port] = await freePorts([transport]);
  return port as number;
}

/** Distinct free ports on 127.0.0.1, one for each transport named, all held until the last is found. */
export async function freePorts(transports: readonly Transport[]): Promise<number[]> {
  const held: HeldPort[] = [];
  try {
    for (const transport of transports) held.push(await (transport === 'tcp' ? holdTcp() : holdUdp()));
    return held.map((one) => one.port);
  } finally {
    await Promise.all(held.map((one) => one.release()));
  }
}

/** Whether this very port can be had on 127.0.0.1 now. */
export async function isPortFree(port: number, transport: Transport): Promise<boolean> {
  try {
    const held = await (transport === 'tcp' ? holdTcp(port) : holdUdp(port));
    await held.release();
    return true;
  } catch {
    return false;
  }
}

function holdTcp(port = 0): Promise<HeldPort> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve({
        port: address !== null && typeof address === 'object' ? address.port : 0,
        release: () => new Promise((done) => server.close(() => done())),
      });
    });
  });
}

function holdUdp(port = 0): Promise<HeldPort> {
  return new Promise((resolve, reject) => {
    const socket = createSocket('udp4');
    socket.once('error', reject);
    socket.bind(port, '127.0.0.1', () => {
      resolve({
        port: socket.address().port,
        release: () => new Promise((done) => socket.close(() => done())),
      });
    });
  });
}
