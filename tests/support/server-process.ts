import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Readiness } from '../../server/contract/readiness';
import { eventually } from './eventually';

const ROOT = resolve(__dirname, '..', '..');

export interface ServerProcessOptions {
  /** Where its log goes, beside those of others. */
  readonly dir: string;
  /** All it is told; KILOLINE_PORT among it. */
  readonly env: Readonly<Record<string, string>>;
}

/** A server as it is installed: a process of its own, on parts that others started. */
export class ServerProcess {
  private constructor(
    readonly port: number,
    private readonly child: ChildProcess,
  ) {}

  /** Started, and able to serve: it reads a switch's events or stands by. */
  static async start(options: ServerProcessOptions): Promise<ServerProcess> {
    const { dir, env } = options;
    const log = createWriteStream(join(dir, 'server.log'), { flags: 'a' });
    const child = spawn(process.execPath, ['--import', 'tsx', 'server/main.ts'], {
      cwd: ROOT,
      env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.pipe(log, { end: false });
    child.stderr.pipe(log, { end: false });
    const server = new ServerProcess(Number(env['KILOLINE_PORT']), child);
    const isReady = async () => (await server.readiness())?.status === 'ready';
    await eventually('the server is ready', () => server.isOver || isReady(), 60_000);
    if (server.isOver) throw new Error(`the server ended with ${child.exitCode}; see ${log.path.toString()}`);
    return server;
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get isOver(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** It reads the events of every switch. */
  async ownsAll(): Promise<boolean> {
    const readiness = await this.readiness();
    return readiness?.status === 'ready' && readiness.switches.every(({ state }) => state === 'up');
  }

  async readiness(): Promise<Readiness | null> {
    try {
      const response = await fetch(`${this.url}/readyz`, { signal: AbortSignal.timeout(3000) });
      return (await response.json()) as Readiness;
    } catch {
      return null;
    }
  }

  /** SIGSTOP and SIGCONT: it is there and does nothing. */
  stand(): void {
    this.child.kill('SIGSTOP');
  }

  goOn(): void {
    this.child.kill('SIGCONT');
  }

  /** As a crash would, or as a stop would. */
  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    if (this.isOver) return;
    const over = new Promise((done) => this.child.once('exit', done));
    this.child.kill(signal);
    await over;
  }
}
