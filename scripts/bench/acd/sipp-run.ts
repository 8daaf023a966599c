import { spawn, type ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../../../server/parts';
import { requirement } from '../../../tests/support/requirements';

export interface SippRunOptions {
  readonly scenario: 'register' | 'agent' | 'caller' | 'callees' | 'people' | 'talker';
  /** Where SIPp writes its files. */
  readonly dir: string;
  readonly target: { readonly host: string; readonly port: number };
  /** One line of fields for each call. */
  readonly fields?: readonly string[];
  /** SIPp's own options. */
  readonly args?: readonly string[];
  readonly port?: number;
  /** SIPp ends itself after so long. */
  readonly timeoutS: number;
}

/** One SIPp with a scenario of the bench, all its messages in a file with their times. */
export class SippRun {
  readonly ended: Promise<number>;
  #output = '';

  private constructor(
    private readonly child: ChildProcess,
    readonly port: number,
    readonly messageFile: string,
  ) {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => (this.#output = (this.#output + chunk.toString()).slice(-4000)));
    }
    this.ended = new Promise((resolve) => child.once('close', (status) => resolve(status ?? -1)));
  }

  static async start(options: SippRunOptions): Promise<SippRun> {
    const port = options.port ?? (await freePort('udp'));
    const mediaPort = await freePort('udp');
    const name = `${options.scenario}-${port}`;
    const messageFile = join(options.dir, `${name}-messages.log`);
    const fieldsFile = join(options.dir, `${name}.csv`);
    if (options.fields) writeFileSync(fieldsFile, ['SEQUENTIAL', ...options.fields, ''].join('\n'));
    const child = spawn(
      requirement('sipp'),
      [
        `${options.target.host}:${options.target.port}`,
        ...['-sf', join(__dirname, 'scenarios', `${options.scenario}.xml`), '-nostdin'],
        ...['-i', '127.0.0.1', '-p', String(port), '-mi', '127.0.0.1', '-mp', String(mediaPort)],
        ...['-trace_msg', '-message_file', messageFile, '-timeout', `${options.timeoutS}s`],
        ...['-max_socket', '20', '-nd'],
        ...(options.fields ? ['-inf', fieldsFile] : []),
        ...(options.args ?? []),
      ],
      { cwd: options.dir, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    return new SippRun(child, port, messageFile);
  }

  get output(): string {
    return this.#output;
  }

  /** Ends it at once; its calls are left to whoever answers them. */
  async stop(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }
}
