import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { LoadClock, PHASES } from './load-clock';
import { LoadStream } from './load-stream';
import { Percentiles } from './percentiles';

/** Few enough that what the kernel holds for a socket lasts over half a second of our standing still. */
const STREAMS_PER_SOCKET = 8;

export interface RtpFigures {
  /** Frames sent in the window. */
  readonly sent: number;
  /** …and those of them that came out at the other end of their bridge, whole. */
  readonly received: number;
  readonly lost: number;
  /** Packets the switch sent with silence in place of a frame. */
  readonly silence: number;
  /** Frames heard by somebody they were not meant for. */
  readonly misrouted: number;
  readonly gapsOver60Ms: number;
  /** Of these: those in which this generator stood still itself. */
  readonly gapsOfGenerator: number;
  readonly largestGapMs: number;
  readonly delayMs: { readonly p50: number; readonly p99: number; readonly most: number };
  readonly generator: {
    readonly lateOver20Ms: number;
    readonly largestLatenessMs: number;
    readonly skippedFrames: number;
  };
}

/** The sound of many telephones: one timer, ready-made frames, packets counted and not decoded. */
export class RtpLoad {
  readonly #sockets: Socket[] = [];
  readonly #streams: LoadStream[] = [];
  readonly #byRemote = new Map<number, LoadStream>();
  readonly #clock = new LoadClock((phase, frame) => {
    this.#send(phase, frame);
  });
  readonly #delays = new Percentiles();
  #from = Infinity;
  #to = Infinity;
  #silence = 0;
  #misrouted = 0;

  static async open(streams: number): Promise<RtpLoad> {
    const load = new RtpLoad();
    for (let opened = 0; opened < streams; opened += STREAMS_PER_SOCKET) {
      const socket = createSocket({ type: 'udp4', lookup: (host, _, found) => found(null, host, 4) });
      await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
      socket.on('message', (packet, from) => {
        load.#receive(packet, from);
      });
      load.#sockets.push(socket);
    }
    for (let index = 0; index < streams; index += 1) load.#streams.push(new LoadStream(index));
    return load;
  }

  /** The port a telephone is told to send its sound to. */
  portOf(index: number): number {
    return this.#socketOf(index).address().port;
  }

  get ports(): ReadonlySet<number> {
    return new Set(this.#sockets.map((socket) => socket.address().port));
  }

  /** @param port of the switch @param partner whose sound is expected there */
  connect(index: number, port: number, partner: number): void {
    const stream = this.#streamOf(index);
    stream.remotePort = port;
    stream.partner = partner;
    this.#byRemote.set(port, stream);
  }

  start(): void {
    this.#clock.start();
  }

  /** Nothing is sent any more; what comes is still taken. */
  stop(): void {
    this.#clock.stop();
  }

  /** Counts frames sent from now on. */
  openWindow(): void {
    for (const stream of this.#streams) stream.lastAt = 0;
    this.#clock.forget();
    this.#from = this.#clock.nextFrame;
  }

  /** What is sent from now on does not count; what is on its way does, if it comes before `figures`. */
  closeWindow(): void {
    this.#to = this.#clock.nextFrame;
  }

  figures(): RtpFigures {
    const sum = (of: (stream: LoadStream) => number) =>
      this.#streams.reduce((total, stream) => total + of(stream), 0);
    const [sent, received] = [sum((one) => one.sent), sum((one) => one.received)];
    const largest = Math.max(...this.#streams.map((one) => one.largestGapMs));
    const { late, largestLatenessMs, skipped } = this.#clock;
    return {
      ...{ sent, received, lost: sent - received, silence: this.#silence, misrouted: this.#misrouted },
      gapsOver60Ms: sum((one) => one.gaps),
      gapsOfGenerator: sum((one) => one.gapsOfGenerator),
      largestGapMs: Math.round(largest),
      delayMs: {
        p50: this.#delays.at(0.5),
        p99: this.#delays.at(0.99),
        most: Math.round(this.#delays.most),
      },
      generator: {
        lateOver20Ms: late,
        largestLatenessMs: Math.round(largestLatenessMs),
        skippedFrames: Math.round((skipped * this.#streams.length) / PHASES),
      },
    };
  }

  close(): void {
    this.#clock.stop();
    for (const socket of this.#sockets) socket.close();
  }

  #send(phase: number, frame: number): void {
    const isCounted = frame >= this.#from && frame < this.#to;
    for (let index = phase; index < this.#streams.length; index += PHASES) {
      const stream = this.#streamOf(index);
      if (stream.remotePort === 0) continue;
      if (isCounted) stream.sent += 1;
      this.#socketOf(index).send(stream.packet(frame), stream.remotePort, '127.0.0.1');
    }
  }

  #receive(packet: Buffer, from: RemoteInfo): void {
    const stream = this.#byRemote.get(from.port);
    if (stream === undefined) return;
    const now = performance.now();
    const isOpen = this.#from !== Infinity && this.#to === Infinity;
    if (isOpen) stream.arrived(now, this.#clock.stoodStillAt);
    const frame = LoadStream.frameIn(packet);
    if (frame < 0) {
      if (isOpen) this.#silence += 1;
      return;
    }
    if (frame < this.#from || frame >= this.#to) return;
    const speaker = LoadStream.speakerIn(packet);
    if (speaker !== stream.partner) {
      this.#misrouted += 1;
      return;
    }
    stream.received += 1;
    this.#delays.add(now - this.#clock.sentAt(speaker % PHASES, frame));
  }

  #streamOf(index: number): LoadStream {
    const stream = this.#streams[index];
    if (stream === undefined) throw new Error(`There is no stream ${index}`);
    return stream;
  }

  #socketOf(index: number): Socket {
    const socket = this.#sockets[Math.floor(index / STREAMS_PER_SOCKET)];
    if (socket === undefined) throw new Error(`There is no stream ${index}`);
    return socket;
  }
}
