import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { freePorts } from '../../server/parts';
import { eventually } from './eventually';
import { requirement } from './requirements';

interface SippStart {
  /** A file of tests/support/sipp, without .xml. */
  readonly scenario: string;
  /** Where SIPp may write. */
  readonly dir: string;
  /** SIPp ends itself after so long, with a status other than 0. */
  readonly timeoutSeconds: number;
  /** Any free port unless given. */
  readonly sipPort?: number | undefined;
  readonly args: readonly string[];
}

export interface RunningSipp {
  readonly sipPort: number;
  /** Its exit status: 0 when everything went as its scenario says. */
  readonly ended: Promise<number>;
  /** The last it printed, for a failure's message. */
  output(): string;
  /** Ends it at once, and waits until it has ended. */
  stop(): Promise<void>;
}

const START_ATTEMPTS = 5;
const START_LIMIT_MS = 20_000;
const PORT_TAKEN = 'Unable to bind';

/**
 * SIPp with its ports open. Another process may take a port between our looking and SIPp's opening it, and SIPp then
 * ends at once: it is started again on others.
 * @throws Error when it cannot be started at all, or the port given is taken
 */
export async function startSipp(start: SippStart): Promise<RunningSipp> {
  for (let attempt = 1; ; attempt += 1) {
    const [freePort = 0, mediaPort = 0] = await freePorts(['udp', 'udp']);
    const sipp = new Sipp(start, start.sipPort ?? freePort, mediaPort);
    if (await sipp.opened()) return sipp;
    if (attempt === START_ATTEMPTS) throw new Error(`SIPp got no port:\n${sipp.output()}`);
  }
}

class Sipp implements RunningSipp {
  readonly ended: Promise<number>;
  readonly #child: ChildProcess;
  #output = '';
  #hasEnded = false;

  constructor(
    { scenario, dir, timeoutSeconds, args }: SippStart,
    readonly sipPort: number,
    private readonly mediaPort: number,
  ) {
    const options = [
      ...['-sf', join(__dirname, 'sipp', `${scenario}.xml`), '-nostdin', '-trace_err'],
      ...['-i', '127.0.0.1', '-p', String(sipPort), '-mi', '127.0.0.1', '-mp', String(mediaPort)],
      ...['-timeout', `${timeoutSeconds}s`, '-timeout_error', ...args],
    ];
    this.#child = spawn(requirement('sipp'), options, { cwd: dir, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.on(
        'data',
        (chunk: Buffer) => (this.#output = (this.#output + chunk.toString()).slice(-20_000)),
      );
    this.ended = new Promise((resolve) => {
      this.#child.once('close', (status) => {
        this.#hasEnded = true;
        resolve(status ?? -1);
      });
    });
  }

  /** False when another process has one of its ports. */
  async opened(): Promise<boolean> {
    const isSettled = () => this.#hasEnded || this.#owns(this.sipPort, this.mediaPort);
    try {
      await eventually('SIPp has opened its ports', isSettled, START_LIMIT_MS);
    } catch (cause) {
      await this.stop();
      throw cause;
    }
    return !(this.#hasEnded && this.#output.includes(PORT_TAKEN));
  }

  output(): string {
    return this.#output;
  }

  async stop(): Promise<void> {
    if (!this.#hasEnded) this.#child.kill('SIGKILL');
    await this.ended;
  }

  /** Whether these ports are open by this very process: the kernel names each socket by the inode of its descriptor. */
  #owns(...ports: readonly number[]): boolean {
    const descriptors = `/proc/${this.#child.pid}/fd`;
    try {
      const own = new Set(readdirSync(descriptors).map((each) => readlinkSync(join(descriptors, each))));
      return ports.every((port) => own.has(`socket:[${inodeOf(port)}]`));
    } catch {
      // It is just beginning, closing a descriptor, or ending.
      return false;
    }
  }
}

/** Of the socket bound to this UDP port of 127.0.0.1; '' when there is none. proc(5), /proc/net/udp. */
function inodeOf(port: number): string {
  const local = `0100007F:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const lines = readFileSync('/proc/net/udp', 'utf8').split('\n');
  const fields = lines.map((line) => line.trim().split(/\s+/)).find((each) => each[1] === local);
  return fields?.[9] ?? '';
}
