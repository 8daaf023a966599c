import { join } from 'node:path';
import type { PhoneAccount } from '../../../server/contract/rest';
import { ApiClient } from '../../../tests/support/api-client';
import { Centre, PASSWORD } from '../../../tests/support/centre';
import { eventually } from '../../../tests/support/eventually';
import type { ServerProcess } from '../../../tests/support/server-process';
import { SipParty, type PartyCall } from '../../../tests/support/sip-party';
import { makeTemporaryDirectory } from '../../../tests/support/temporary-directory';
import { writeToneFile } from '../../../tests/support/wav';
import { applyQueueOf, applyQueuePack, KILOLINE_NUMBER } from '../queue-line';
import { EarsOf } from './ears';

const AGENTS = ['1001', '1002', '1003', '1004'] as const;
const AGENT_HERTZ = 1000;
const CALLER_HERTZ = 1500;

/** One switch, one Redis, two servers: one reads the switch, the other stands by. Agents who talk, callers who wait. */
export class TakeoverCentre {
  readonly ears = new EarsOf();
  #callers!: SipParty;
  readonly #phones: SipParty[] = [];
  #number = 13_800_000_000;

  private constructor(
    private readonly centre: Centre,
    private servers: readonly [ServerProcess, ServerProcess],
    private readonly removeDirectory: () => void,
  ) {}

  static async start(waiting: number): Promise<TakeoverCentre> {
    const directory = makeTemporaryDirectory();
    const sounds = join(directory.path, 'sounds');
    for (const language of ['zh-CN', 'en-US'])
      writeToneFile(join(sounds, language, 'bench', '01.wav'), { hertz: 500, seconds: 0.5 });
    const centre = await Centre.start({
      kind: 'freeswitch',
      env: { KILOLINE_SOUNDS_DIR: sounds, KILOLINE_LOG_LEVEL: 'info', SPEECH_ENGINE: 'none' },
    });
    const first = await centre.anotherServer();
    const second = await centre.anotherServer();
    const one = new TakeoverCentre(centre, [first, second], () => directory.remove());
    try {
      await one.#fill(waiting);
      // The centre's own server has the directory the phones signed on by; from here on it is in the way.
      await centre.endServer('SIGTERM');
      await one.owner();
      return one;
    } catch (error) {
      await one.stop();
      throw error;
    }
  }

  async #fill(waiting: number): Promise<void> {
    const admin = new ApiClient(this.centre.url);
    await admin.login('admin', PASSWORD);
    await applyQueuePack(admin);
    await applyQueueOf(admin, AGENTS);
    this.#callers = await SipParty.open(CALLER_HERTZ);
    for (const agentId of AGENTS) await this.#signOn(agentId);
    for (let caller = 0; caller < AGENTS.length + waiting; caller += 1) {
      const call = await this.comes();
      await eventually('the caller is answered', () => call.answered, 10_000);
    }
    await eventually('every agent talks', () => this.talks().length === AGENTS.length, 10_000);
  }

  async #signOn(agentId: string): Promise<void> {
    const api = new ApiClient(this.centre.url);
    await api.login(agentId, PASSWORD);
    const account = await api.get<PhoneAccount>('/me/phone');
    const phone = await SipParty.open(AGENT_HERTZ);
    phone.speaksAtOnce = true;
    const { user, password, domain } = account;
    const side = { host: '127.0.0.1', port: this.centre.webrtcSipPort };
    const status = await phone.register(side, { user, password, domain }, 3600);
    if (status !== 200) throw new Error(`${agentId}'s telephone was refused: ${status}`);
    this.#phones.push(phone);
    await eventually('the agent is ready', async () => {
      const response = await api.send('PUT', '/me/presence', { presence: 'ready' });
      const { agent } = await api.desk();
      return response.ok && agent.presence === 'ready';
    });
  }

  /** One more caller, from a number of his own. */
  async comes(): Promise<PartyCall> {
    this.#number += 1;
    const caller = { number: String(this.#number), name: 'Caller' };
    const call = await this.#callers.call(this.centre.sip, KILOLINE_NUMBER, caller);
    this.ears.listen(call);
    return call;
  }

  /** Callers and their agents' telephones, by the number the telephone was called with. */
  talks(): readonly { readonly caller: PartyCall; readonly agent: PartyCall }[] {
    const agents = this.#phones.flatMap((phone) =>
      phone.calls.filter((call) => call.answered && !call.ended),
    );
    return agents.flatMap((agent) => {
      this.ears.listen(agent);
      const caller = this.callers().find(({ callerNumber }) => callerNumber === agent.callerNumber);
      return caller === undefined ? [] : [{ caller, agent }];
    });
  }

  callers(): readonly PartyCall[] {
    return this.#callers.calls.filter((call) => !call.ended);
  }

  /** When an agent's telephone was called the last time; 0 never. In ms of performance.now(). */
  lastRang(): number {
    return Math.max(0, ...this.#phones.flatMap(({ calls }) => calls.map(({ at }) => at)));
  }

  /** The server that reads the switch, and the other. */
  async owner(): Promise<{ readonly owner: ServerProcess; readonly other: ServerProcess }> {
    return eventually(
      'a server reads the switch',
      async () => {
        const [first, second] = this.servers;
        if (await first.ownsAll()) return { owner: first, other: second };
        return (await second.ownsAll()) ? { owner: second, other: first } : null;
      },
      30_000,
    );
  }

  /** In the place of one that is dead. */
  async replace(dead: ServerProcess): Promise<void> {
    const fresh = await this.centre.anotherServer();
    const [first, second] = this.servers;
    this.servers = dead === first ? [fresh, second] : [first, fresh];
  }

  async stop(): Promise<void> {
    for (const server of this.servers) {
      server.goOn();
      await server.end('SIGTERM');
    }
    for (const party of [this.#callers, ...this.#phones]) party.close();
    await this.centre.stop();
    this.removeDirectory();
  }
}

export const heard = { agent: AGENT_HERTZ, caller: CALLER_HERTZ } as const;
