import { ApiClient } from '../../tests/support/api-client';
import { breakableWire, type BreakableWire } from '../../tests/support/breakable-wire';
import { Centre, PASSWORD } from '../../tests/support/centre';
import { eventually } from '../../tests/support/eventually';
import type { SwitchKind } from '../../tests/support/launch-switch';
import { SipParty, type PartyCall } from '../../tests/support/sip-party';
import { makeTemporaryDirectory } from '../../tests/support/temporary-directory';
import { writeToneFile } from '../../tests/support/wav';
import { PACK_FILES_TYPE } from '../../server/contract/packs';
import { QUEUES_TYPE } from '../../server/contract/queue-versions';
import type { Fault } from './fault-plan';

/** Dialled by callers. */
export const NUMBER = '7100';
/** Whom agents consult, and how long they talk. */
const FAR_TALK_MS = 4000;
export const FAR_NUMBER = '13900000077';
export const AGENTS = ['1001', '1002', '1003', '1004'] as const;

const PACK = `
id: soak
name: { zh-CN: 久测, en-US: Soak }
version: 1
accessNumbers: ['${NUMBER}']
languages: { available: [zh-CN, en-US], default: zh-CN }
announcements: { wrongEntry: 1, timedOut: 1 }
prompts: { 1: { zh-CN: 请按键, en-US: Press a key } }
flow:
  start: main
  gaveUp: bye
  nodes:
    main: { kind: menu, prompts: [1], keys: { 1: agent, 2: more } }
    more: { kind: menu, prompts: [1], keys: { 1: agent } }
    agent: { kind: queue, queue: general }
    bye: { kind: hangup }
`;

const QUEUES = `
groups:
  everybody: [${AGENTS.map((agent) => `'${agent}'`).join(', ')}]
queues:
  - queueId: general
    name: Soak
    groups: [everybody]
    offerTimeoutS: 6
    wrapUpS: 3
    comfortS: 5
    steps:
      - { afterS: 6, bonusS: 10 }
  # The packs that come with the product name these.
  - { queueId: business, name: Business, groups: [everybody] }
  - { queueId: faults, name: Faults, groups: [everybody] }
`;

/** The whole centre with a menu and a queue, a far party, and everything that can break. */
export class SoakCentre {
  private constructor(
    readonly kind: SwitchKind,
    readonly centre: Centre,
    readonly admin: ApiClient,
    readonly far: SipParty,
    private readonly wires: readonly BreakableWire[],
    private readonly release: () => void,
  ) {}

  static async start(kind: SwitchKind): Promise<SoakCentre> {
    const far = await SipParty.open(2000);
    far.speaksAtOnce = true;
    const directory = makeTemporaryDirectory();
    for (const language of ['zh-CN', 'en-US'])
      for (const prompt of ['01', '13', '40'])
        writeToneFile(`${directory.path}/${language}/soak/${prompt}.wav`, { hertz: 500, seconds: 1.5 });
    const wires: BreakableWire[] = [];
    const centre = await Centre.start({
      kind,
      trunkPort: far.address.port,
      eventSocketThrough: async (address) => {
        const wire = await breakableWire(address);
        wires.push(wire);
        return wire;
      },
      env: { KILOLINE_SOUNDS_DIR: directory.path, KILOLINE_LOG_LEVEL: 'info', SPEECH_ENGINE: 'none' },
    });
    const admin = new ApiClient(centre.url);
    await admin.login('admin', PASSWORD);
    const farParty = endTalksOf(far);
    const one = new SoakCentre(kind, centre, admin, far, wires, () => {
      clearInterval(farParty);
      directory.remove();
    });
    await one.#configure();
    return one;
  }

  async #configure(): Promise<void> {
    const pack = JSON.stringify({ pack: PACK, workOrders: null });
    await this.#upload('/packs/soak/apply?why=soak', PACK_FILES_TYPE, pack);
    const { version } = await this.admin.get<{ version: number }>('/queue-config');
    await this.#upload(`/queue-config/apply?why=soak&basedOn=${version}`, QUEUES_TYPE, QUEUES);
  }

  async #upload(path: string, type: string, body: string): Promise<void> {
    const response = await this.admin.upload('POST', path, type, body);
    if (!response.ok) throw new Error(`POST ${path}: ${response.status} ${await response.text()}`);
  }

  /** Resolves when everything runs again. */
  async suffer({ kind, forS }: Fault): Promise<void> {
    const wait = () => new Promise((resolve) => setTimeout(resolve, forS * 1000));
    switch (kind) {
      case 'server killed and started':
        await this.centre.endServer('SIGKILL');
        await wait();
        return this.centre.startServer();
      case 'server stands still':
        this.centre.server?.stand();
        await wait();
        this.centre.server?.goOn();
        break;
      case 'Redis killed and started':
        await this.centre.killRedis();
        await wait();
        await this.centre.startRedis();
        break;
      case 'event socket cut':
        for (const wire of this.wires) wire.cut();
        break;
    }
    await eventually('the server is ready again', () => this.centre.isReady(), 30_000);
  }

  async stop(): Promise<void> {
    await this.centre.stop();
    for (const wire of this.wires) wire.close();
    this.far.close();
    this.release();
  }
}

/** Whom an agent consults has a few seconds for him, or for the caller. */
function endTalksOf(far: SipParty): NodeJS.Timeout {
  const seen = new Map<PartyCall, number>();
  return setInterval(() => {
    far.forgetEnded();
    for (const call of far.calls) {
      const since = seen.get(call) ?? Date.now();
      seen.set(call, since);
      if (Date.now() - since > FAR_TALK_MS) void call.hangUp();
    }
    for (const call of seen.keys()) if (!far.calls.includes(call)) seen.delete(call);
  }, 500);
}
