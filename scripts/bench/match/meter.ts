import type { RedisConnection } from '../../../server/redis';

/** CPU time of Redis' own thread and the time that passed, summed over what is measured. */
export class Meter {
  cpuUs = 0;
  wallMs = 0;

  constructor(private readonly connection: RedisConnection) {}

  async measure<Result>(work: () => Promise<Result>): Promise<Result> {
    const [cpu, wall] = [await this.#cpuUs(), performance.now()];
    const result = await work();
    this.wallMs += performance.now() - wall;
    this.cpuUs += (await this.#cpuUs()) - cpu;
    return result;
  }

  async #cpuUs(): Promise<number> {
    const info = await infoOf(this.connection, 'cpu');
    return 1e6 * (Number(info['used_cpu_sys_main_thread']) + Number(info['used_cpu_user_main_thread']));
  }
}

export async function infoOf(
  connection: RedisConnection,
  section: string,
): Promise<Readonly<Record<string, string>>> {
  const text = String(await connection.command(['INFO', section]));
  return Object.fromEntries(
    [...text.matchAll(/^([a-z0-9_]+):(.*)\r?$/gm)].map(([, name = '', value = '']) => [name, value]),
  );
}

/** Bytes in use without the stream of events, which is trimmed by its own rule. */
export async function memoryOf(connection: RedisConnection, prefix: string): Promise<number> {
  await connection.command(['XTRIM', `${prefix}ev`, 'MAXLEN', '0'], 60_000);
  return Number((await infoOf(connection, 'memory'))['used_memory']);
}
