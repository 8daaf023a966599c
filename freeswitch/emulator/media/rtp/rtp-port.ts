import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { MediaError } from '../media-error';

/** A UDP socket of one leg. */
export class RtpPort {
  private isClosed = false;

  constructor(
    private readonly socket: Socket,
    readonly port: number,
  ) {}

  onPacket(listener: (packet: Buffer, from: RemoteInfo) => void): void {
    this.socket.on('message', listener);
  }

  /** The buffer may be written again two packets later. */
  send(packet: Buffer, port: number, address: string): void {
    if (!this.isClosed) this.socket.send(packet, port, address);
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.socket.close();
  }
}

export interface PortRange {
  readonly first: number;
  readonly last: number;
}

/** Hands out even ports (RFC 3550 §11) in turn: a port just freed, where old packets may still arrive, comes last. */
export class RtpPorts {
  private readonly first: number;
  private readonly count: number;
  private next = 0;

  /** @param range null: whatever is free */
  constructor(
    private readonly address: string,
    range: PortRange | null,
    private readonly report: (what: string, error: unknown) => void,
  ) {
    this.first = range === null ? 0 : range.first + (range.first % 2);
    this.count = range === null ? 1 : Math.floor((range.last - this.first) / 2) + 1;
  }

  /** @throws MediaError when every port is taken */
  async open(): Promise<RtpPort> {
    for (let tried = 0; tried < this.count; tried += 1) {
      const port = this.first + (this.next++ % this.count) * 2;
      const socket = await this.bind(port);
      if (socket !== null) return new RtpPort(socket, socket.address().port);
    }
    throw new MediaError('no-free-port', 'Every RTP port is taken', { details: { ports: this.count } });
  }

  private async bind(port: number): Promise<Socket | null> {
    // Node asks DNS even for plain addresses, a detour through the event loop for every packet sent.
    const socket = createSocket({ type: 'udp4', lookup: (host, _, found) => found(null, host, 4) });
    try {
      await new Promise<void>((resolve, reject) => {
        socket.once('error', reject);
        socket.bind(port, this.address, () => {
          socket.off('error', reject);
          resolve();
        });
      });
    } catch (error) {
      socket.close();
      if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return null;
      throw error;
    }
    socket.on('error', (error) => this.report('rtp socket', error));
    return socket;
  }
}
