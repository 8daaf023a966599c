import { request } from 'node:http';
import { join, resolve } from 'node:path';
import { Client } from 'pg';
import { createPasswordHasher } from '../../../server/auth/password';
import { freePort } from '../../../server/parts';
import type { PhoneAccount } from '../../../server/contract/rest';
import { ApiClient } from '../../../tests/support/api-client';
import { Centre, PASSWORD } from '../../../tests/support/centre';
import { makeTemporaryDirectory } from '../../../tests/support/temporary-directory';
import { writeToneFile } from '../../../tests/support/wav';
import { applyQueueOf, applyQueuePack } from '../queue-line';
import { writeConfiguration } from './call-centre-module';

const FIRST_AGENT = 5001;
const ROOT = resolve(__dirname, '..', '..', '..');

export interface BenchAgent {
  readonly agentId: string;
  readonly account: PhoneAccount;
  setReady(ready: boolean): Promise<void>;
}

/** The whole centre on a FreeSWITCH that has mod_callcenter, too, with as many agents as are wanted. */
export class BenchCentre {
  private constructor(
    readonly centre: Centre,
    readonly admin: ApiClient,
    readonly dir: string,
    /** Where every agent's telephone is called. */
    readonly phonesPort: number,
    private readonly removeDirectory: () => void,
  ) {}

  /** @param trunkPort where numbers outside are called; default: nowhere */
  static async start(trunkPort?: number): Promise<BenchCentre> {
    const directory = makeTemporaryDirectory();
    const conf = join(directory.path, 'conf');
    writeConfiguration(join(ROOT, 'freeswitch', 'conf'), conf, 'local_stream://moh');
    const sounds = join(directory.path, 'sounds');
    for (const language of ['zh-CN', 'en-US'])
      writeToneFile(join(sounds, language, 'bench', '01.wav'), { hertz: 500, seconds: 0.5 });
    const centre = await Centre.start({
      kind: 'freeswitch',
      confDir: conf,
      ...(trunkPort === undefined ? {} : { trunkPort }),
      env: { KILOLINE_SOUNDS_DIR: sounds, KILOLINE_LOG_LEVEL: 'info', SPEECH_ENGINE: 'none' },
    });
    const api = new ApiClient(centre.url);
    await api.login('admin', PASSWORD);
    await applyQueuePack(api);
    return new BenchCentre(centre, api, directory.path, await freePort('udp'), () => directory.remove());
  }

  /** People, their place in the queue, and a login with a telephone for each. */
  async agents(count: number, queue: Readonly<Record<string, unknown>> = {}): Promise<BenchAgent[]> {
    const ids = Array.from({ length: count }, (_, index) => String(FIRST_AGENT + index));
    await this.#write(ids);
    await applyQueueOf(this.admin, ids, queue);
    const agents: BenchAgent[] = [];
    for (const [index, agentId] of ids.entries()) agents.push(await this.#logIn(agentId, index));
    return agents;
  }

  async #write(ids: readonly string[]): Promise<void> {
    const hash = await createPasswordHasher().hash(PASSWORD);
    const client = new Client(this.centre.stores.postgres);
    await client.connect();
    try {
      for (const id of ids) {
        await client.query(
          `INSERT INTO users (login, display_name, role, agent_id, password_hash) VALUES ($1, $1, 'agent', $1, $2)`,
          [id, hash],
        );
      }
    } finally {
      await client.end();
    }
  }

  /** Logins are limited by address: each twenty come from another of this machine's. */
  async #logIn(agentId: string, index: number): Promise<BenchAgent> {
    const from = `127.0.1.${1 + Math.floor(index / 20)}`;
    const port = this.centre.port;
    const login = await ask({
      port,
      from,
      method: 'POST',
      path: '/login',
      body: { login: agentId, password: PASSWORD },
    });
    const cookie = login.cookie;
    const phone = await ask({ port, from, method: 'GET', path: '/me/phone', cookie });
    return {
      agentId,
      account: JSON.parse(phone.text) as PhoneAccount,
      setReady: async (ready) => {
        const body = ready ? { presence: 'ready' } : { presence: 'break', reason: null };
        await ask({ port, from, method: 'PUT', path: '/me/presence', cookie, body });
      },
    };
  }

  async stop(): Promise<void> {
    await this.centre.stop();
    this.removeDirectory();
  }
}

interface Asked {
  readonly port: number;
  readonly from: string;
  readonly method: string;
  readonly path: string;
  readonly cookie?: string;
  readonly body?: unknown;
}

function ask({ port, from, method, path, cookie, body }: Asked): Promise<{ text: string; cookie: string }> {
  const text = body === undefined ? '' : JSON.stringify(body);
  return new Promise((settle, fail) => {
    const sent = request(
      {
        ...{ host: '127.0.0.1', port, localAddress: from, method, path: `/api/v1${path}` },
        headers: {
          'content-type': 'application/json',
          origin: `http://127.0.0.1:${port}`,
          ...(cookie === undefined ? {} : { cookie }),
        },
      },
      (response) => {
        let answer = '';
        response.on('data', (chunk: Buffer) => (answer += chunk.toString()));
        response.on('end', () => {
          const status = response.statusCode ?? 0;
          if (status >= 300) fail(new Error(`${method} ${path}: ${status} ${answer}`));
          else
            settle({ text: answer, cookie: (response.headers['set-cookie']?.[0] ?? '').split(';')[0] ?? '' });
        });
      },
    );
    sent.on('error', fail);
    sent.end(text);
  });
}
