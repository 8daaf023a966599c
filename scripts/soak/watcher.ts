import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRedis, createRedisStores, type RedisConnection } from '../../server/redis';
import { createLogger } from '../../server/logging';
import type { SoakCentre } from './soak-centre';

const LOOK_MS = 500;
const REPAIRS = /^kiloline_repairs_total\{kind="([a-z-]+)",when="([a-z]+)"\} (\d+)$/gm;

interface Sample {
  readonly atMs: number;
  readonly pid: number;
  readonly megabytes: number;
}

/** Looks all through the soak: do the invariants hold, what was repaired, how much memory is used? */
export class Watcher {
  readonly broken: string[] = [];
  looks = 0;
  readonly memory: Record<'server' | 'redis', Sample[]> = { server: [], redis: [] };
  #isWatching = true;
  #loop: Promise<void> = Promise.resolve();
  /** Of servers that are gone, and of the present one: a new process counts from 0. */
  readonly #repairsBefore = new Map<string, number>();
  #repairs = new Map<string, number>();

  private constructor(
    private readonly soak: SoakCentre,
    private readonly redis: RedisConnection,
    private readonly ask: () => Promise<readonly string[]>,
  ) {}

  static async start(soak: SoakCentre): Promise<Watcher> {
    const logger = createLogger({ level: 'silent', pretty: false });
    const address = { socketPath: soak.centre.stores.redisSocket };
    const redis = await createRedis({ address, logger });
    const stores = await createRedisStores(redis, { logger });
    const watcher = new Watcher(soak, redis, () => stores.acd.brokenInvariants());
    watcher.#loop = watcher.#watch();
    return watcher;
  }

  async stop(): Promise<void> {
    this.#isWatching = false;
    await this.#loop;
    this.redis.close();
  }

  /** By kind and when. */
  repairs(): Readonly<Record<string, number>> {
    const all = new Map(this.#repairsBefore);
    for (const [name, count] of this.#repairs) all.set(name, (all.get(name) ?? 0) + count);
    return Object.fromEntries([...all].filter(([, count]) => count > 0).sort());
  }

  async #watch(): Promise<void> {
    while (this.#isWatching) {
      await this.#lookAtInvariants();
      await this.#lookAtRepairs();
      this.#measure();
      await sleep(LOOK_MS);
    }
  }

  /** Redis may be away: that is part of it. */
  async #lookAtInvariants(): Promise<void> {
    const found = await this.ask().catch(() => null);
    if (found === null) return;
    this.looks += 1;
    for (const fault of found) if (!this.broken.includes(fault)) this.broken.push(fault);
  }

  async #lookAtRepairs(): Promise<void> {
    const text = await fetch(`${this.soak.centre.url}/metrics`, { signal: AbortSignal.timeout(2000) })
      .then((response) => response.text())
      .catch(() => null);
    if (text === null) return;
    const now = new Map<string, number>(
      [...text.matchAll(REPAIRS)].map(([, kind, when, count]) => [`${kind} ${when}`, Number(count)] as const),
    );
    const isNewServer = [...this.#repairs].some(([name, count]) => (now.get(name) ?? 0) < count);
    if (isNewServer)
      for (const [name, count] of this.#repairs)
        this.#repairsBefore.set(name, (this.#repairsBefore.get(name) ?? 0) + count);
    this.#repairs = now;
  }

  #measure(): void {
    const { server, redis } = this.soak.centre.pids;
    for (const [name, pid] of [
      ['server', server],
      ['redis', redis],
    ] as const) {
      const megabytes = residentMegabytes(pid);
      if (megabytes !== null) this.memory[name].push({ atMs: Date.now(), pid, megabytes });
    }
  }
}

function residentMegabytes(pid: number): number | null {
  try {
    const kilobytes = Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
    return pid > 0 && kilobytes > 0 ? kilobytes / 1024 : null;
  } catch {
    return null;
  }
}

/** A process that has just begun fills its caches and its heap, which is no slope: the second half of its life tells. */
const WARM_UP_MS = 30_000;
const LEAST_MS = 60_000;

/** MB an hour, of the process that lived longest, by least squares; null when none lived long enough to tell. */
export function memorySlope(samples: readonly Sample[]): number | null {
  const byPid = new Map<number, Sample[]>();
  for (const sample of samples) byPid.set(sample.pid, [...(byPid.get(sample.pid) ?? []), sample]);
  const spanMs = (list: readonly Sample[]) => (list.at(-1)?.atMs ?? 0) - (list[0]?.atMs ?? 0);
  const longest = [...byPid.values()].sort((a, b) => spanMs(b) - spanMs(a))[0] ?? [];
  const begin = (longest[0]?.atMs ?? 0) + Math.max(WARM_UP_MS, spanMs(longest) / 2);
  const warm = longest.filter(({ atMs }) => atMs >= begin);
  if (spanMs(warm) < LEAST_MS) return null;
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [atMean, mbMean] = [mean(warm.map(({ atMs }) => atMs)), mean(warm.map(({ megabytes }) => megabytes))];
  const over = warm.reduce((sum, { atMs, megabytes }) => sum + (atMs - atMean) * (megabytes - mbMean), 0);
  const under = warm.reduce((sum, { atMs }) => sum + (atMs - atMean) ** 2, 0);
  return (over / under) * 3_600_000;
}
