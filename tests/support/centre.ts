import { randomUUID } from 'node:crypto';
import { join, resolve } from 'node:path';
import {
  freePort,
  startPrivatePostgres,
  startPrivateRedis,
  type PrivatePostgres,
  type PrivateRedis,
} from '../../server/parts';
import { askEventSocket, chooseSettings, type RunningFreeSwitch } from '../../server/parts/freeswitch';
import type { Readiness } from '../../server/contract/readiness';
import { eventually } from './eventually';
import { launchSwitch, type SwitchKind } from './launch-switch';
import { silentLogger } from './redis';
import { ServerProcess } from './server-process';
import { makeTemporaryDirectory } from './temporary-directory';

const ROOT = resolve(__dirname, '..', '..');
export const PASSWORD = 'correct horse battery';

export interface CentreOptions {
  /** Where dialled calls go. */
  readonly kind: SwitchKind;
  readonly trunkPort?: number;
  /** Of the switch's own log. Default warning. */
  readonly switchLogLevel?: 'info' | 'debug';
  readonly env?: Readonly<Record<string, string>>;
  /** What the server is to take for the switch's event socket; default: the socket itself. */
  readonly eventSocketThrough?: (address: {
    readonly host: string;
    readonly port: number;
  }) => Promise<{ readonly host: string; readonly port: number }>;
  /** The switch's configuration, when it is not the project's. */
  readonly confDir?: string;
}

/**
 * A whole call centre for one test file: real PostgreSQL, Redis and FreeSWITCH, each apart from the server, so that
 * every one of them can be killed by itself. All on free ports and in a directory of its own.
 */
export class Centre {
  #server: ServerProcess | null = null;

  private constructor(
    readonly dir: string,
    readonly port: number,
    private readonly env: Readonly<Record<string, string>>,
    private readonly parts: { postgres: PrivatePostgres; redis: PrivateRedis; freeswitch: RunningFreeSwitch },
    private readonly restarts: {
      redis: () => Promise<PrivateRedis>;
      freeswitch: () => Promise<RunningFreeSwitch>;
    },
    private readonly removeDirectory: () => void,
  ) {}

  static async start(options: CentreOptions): Promise<Centre> {
    const directory = makeTemporaryDirectory();
    const runDir = directory.path;
    const common = { runDir, logger: silentLogger };
    const [port, directoryPort] = [await freePort(), await freePort()];
    const stops: (() => Promise<unknown>)[] = [];
    try {
      const postgres = await startPrivatePostgres(common);
      stops.push(() => postgres.stop());
      const startRedis = () => startPrivateRedis({ ...common, mayInstall: false });
      const settings = await chooseSettings();
      const startSwitch = () =>
        launchSwitch(options.kind, {
          ...common,
          ...(options.switchLogLevel === undefined ? {} : { logLevel: options.switchLogLevel }),
          ...(options.confDir === undefined ? {} : { confDir: options.confDir }),
          soundsDir: join(ROOT, 'freeswitch', 'sounds'),
          settings,
          directory: {
            url: `http://127.0.0.1:${directoryPort}/directory`,
            user: 'freeswitch',
            password: DIRECTORY_PASSWORD,
          },
        });
      const redis = await startRedis();
      stops.push(() => redis.stop());
      const freeswitch = await startSwitch();
      stops.push(() => freeswitch.stop());
      const socket = (await options.eventSocketThrough?.(freeswitch.esl)) ?? freeswitch.esl;
      const env = {
        KILOLINE_SWITCH: options.kind,
        ...serverEnvironment({ runDir, port, directoryPort, postgres, redis, freeswitch }),
        ...(options.trunkPort === undefined ? {} : { TRUNK_PROXY: `127.0.0.1:${options.trunkPort}` }),
        FREESWITCH_ESL_HOST: socket.host,
        FREESWITCH_ESL_PORT: String(socket.port),
        ...options.env,
      };
      const centre = new Centre(
        runDir,
        port,
        env,
        { postgres, redis, freeswitch },
        { redis: startRedis, freeswitch: startSwitch },
        () => directory.remove(),
      );
      stops.push(() => centre.endServer('SIGTERM'));
      await centre.startServer();
      return centre;
    } catch (error) {
      // What has been started would keep the tests from ever ending.
      for (const stop of stops.reverse()) await stop();
      throw error;
    }
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get sip(): { readonly host: string; readonly port: number } {
    return this.parts.freeswitch.sipUdp;
  }

  /** Where a plain SIP telephone may sign on as an agent's. */
  get webrtcSipPort(): number {
    return this.parts.freeswitch.settings.webrtcSipPort;
  }

  get esl(): RunningFreeSwitch['esl'] {
    return this.parts.freeswitch.esl;
  }

  /** For whoever measures them. */
  get pids(): { readonly server: number; readonly switch: number; readonly redis: number } {
    const { freeswitch, redis } = this.parts;
    return { server: this.#server?.pid ?? 0, switch: freeswitch.pid, redis: redis.pid };
  }

  async startServer(): Promise<void> {
    this.#server = await ServerProcess.start({ dir: this.dir, env: this.env });
    await eventually('the server reads its switch', () => this.isReady(), 60_000);
  }

  /** One more, on ports of its own: it stands by. Whoever starts it ends it. */
  async anotherServer(): Promise<ServerProcess> {
    const own = {
      KILOLINE_PORT: String(await freePort()),
      DIRECTORY_PORT: String(await freePort()),
      KILOLINE_INSTANCE: randomUUID(),
    };
    return ServerProcess.start({ dir: this.dir, env: { ...this.env, ...own } });
  }

  async isReady(): Promise<boolean> {
    return (await this.#server?.ownsAll()) === true;
  }

  async readiness(): Promise<Readiness | null> {
    return (await this.#server?.readiness()) ?? null;
  }

  /** Its own server; null while there is none. */
  get server(): ServerProcess | null {
    return this.#server;
  }

  /** As a crash would, or as a stop would. */
  async endServer(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const server = this.#server;
    this.#server = null;
    await server?.end(signal);
  }

  async killRedis(): Promise<void> {
    await this.parts.redis.kill();
  }

  async startRedis(): Promise<void> {
    this.parts.redis = await this.restarts.redis();
  }

  async killSwitch(): Promise<void> {
    await this.parts.freeswitch.kill();
  }

  async startSwitch(): Promise<void> {
    this.parts.freeswitch = await this.restarts.freeswitch();
  }

  /** Where the stores are, for a test that looks into them. */
  get stores(): { readonly postgres: PrivatePostgres['connection']; readonly redisSocket: string } {
    return { postgres: this.parts.postgres.connection, redisSocket: this.parts.redis.socketPath };
  }

  /** Legs alive on the switch: none when all is over. */
  async legs(): Promise<number> {
    const [answer = ''] = await askEventSocket(this.parts.freeswitch.esl, ['show channels count']);
    return Number(/(\d+) total/.exec(answer)?.[1] ?? Number.NaN);
  }

  async stop(): Promise<void> {
    await this.endServer('SIGTERM');
    await this.parts.freeswitch.stop();
    await this.parts.redis.stop();
    await this.parts.postgres.stop();
    if (process.env['KILOLINE_KEEP_TEST_DIRS'] === undefined) this.removeDirectory();
  }
}

const DIRECTORY_PASSWORD = 'directory-password';

interface Addresses {
  readonly runDir: string;
  readonly port: number;
  readonly directoryPort: number;
  readonly postgres: PrivatePostgres;
  readonly redis: PrivateRedis;
  readonly freeswitch: RunningFreeSwitch;
}

function serverEnvironment({
  runDir,
  port,
  directoryPort,
  postgres,
  redis,
  freeswitch,
}: Addresses): Record<string, string> {
  const { user, database, host } = postgres.connection;
  return {
    KILOLINE_RUN_DIR: runDir,
    KILOLINE_PORT: String(port),
    KILOLINE_LOG_LEVEL: 'debug',
    KILOLINE_LOG_PRETTY: 'false',
    KILOLINE_DEMO_PASSWORD: PASSWORD,
    DATABASE_URL: `postgresql://${user}@localhost/${database}?host=${encodeURIComponent(host)}&port=${postgres.connection.port}`,
    REDIS_URL: `unix://${redis.socketPath}`,
    FREESWITCH_ESL_PASSWORD: freeswitch.esl.password,
    FREESWITCH_SIP: `${freeswitch.sipUdp.host}:${freeswitch.sipUdp.port}`,
    FREESWITCH_WS_URL: freeswitch.ws.url,
    DIRECTORY_PORT: String(directoryPort),
    DIRECTORY_PASSWORD,
  };
}
