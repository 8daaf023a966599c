import { randomUUID } from 'node:crypto';
import type { Callback } from '../../server/acd/callback-store';
import type { CompiledQueues } from '../../server/acd/queue-settings';
import { defaultBreakReasons } from '../../server/agents/break-reasons';
import type { RecordingFault } from '../../server/calls/recording-store';
import type { Switch } from '../../server/calls/switch';
import { Switches } from '../../server/calls/switches';
import { composeCalls, type CallRooms } from '../../server/compose-calls';
import { queueId, type SwitchId } from '../../server/contract/ids';
import type { RecordingRule } from '../../server/contract/queue-config';
import { ListeningFiles } from '../../server/outbound/amd/listening-files';
import { staticPackCatalog } from '../../server/ivr/pack-catalog';
import { parsePack } from '../../server/ivr/parse-pack';
import type { FlowService } from '../../server/ivr/services';
import { every } from '../../server/periodic';
import type { RedisStores } from '../../server/redis';
import { createSecretBox } from '../../server/secrets';
import { ticketServices } from '../../server/selfservice/ticket-services';
import { eventually } from './eventually';
import { silentLogger } from './redis';
import type { ServerDeath } from './server-death';
import type { SipAddress } from './sip-party';
import type { Attached, Links, SwitchUnderTest } from './switch-under-test';

/** Notes of the prompts: what a caller hears tells where in the flow he is. */
export const PROMPT_HERTZ = {
  menu: 600,
  survey: 800,
  notReached: 1200,
  position: 1400,
  noted: 1700,
} as const;
export const PACK_SOUNDS = {
  'test/01': PROMPT_HERTZ.menu,
  'test/02': PROMPT_HERTZ.survey,
  'test/03': PROMPT_HERTZ.notReached,
  'test/04': PROMPT_HERTZ.noted,
  'position-before': PROMPT_HERTZ.position,
};
export const FAR_NUMBER = '13900000077';

const PACK = `id: test
name: { en-US: Test }
version: 1
accessNumbers: ['1000']
languages: { available: [en-US], default: en-US }
announcements: { wrongEntry: 1, timedOut: 1 }
prompts: { 1: { en-US: menu }, 2: { en-US: survey }, 3: { en-US: not reached }, 4: { en-US: noted } }
flow:
  start: main
  gaveUp: bye
  nodes:
    main: { kind: menu, prompts: [1], keys: { 0: agent, 1: far } }
    agent: { kind: queue, queue: general, callback: back, tooLong: failed, nobody: failed }
    back:
      kind: callback
      number: callerNumber
      queue: general
      on: { accepted: noted, refused: failed, away: failed }
    noted: { kind: hangup, prompts: [4] }
    far: { kind: dial, number: { value: '${FAR_NUMBER}' }, on: { busy: failed, no-answer: failed, refused: failed } }
    failed: { kind: menu, prompts: [3], keys: { 0: agent } }
    liked: { kind: survey, question: liked, prompts: [2], keys: { 1: 'yes' }, next: bye }
    bye: { kind: hangup }
    called: { kind: mark, mark: told, next: main }
  entries: { afterTalk: liked, directory: liked, called: called }
`;

export interface CallServerOptions {
  readonly stores: RedisStores;
  readonly under: readonly (Pick<SwitchUnderTest, 'id' | 'attach'> &
    Partial<Pick<SwitchUnderTest, 'recordingsDir'>>)[];
  /** Where dialled calls go. */
  readonly trunk: SipAddress;
  readonly queues: () => CompiledQueues;
  /** Takes a callback that was given up. */
  readonly makeTask?: (callback: Callback) => void;
  /** Between two rounds. Default: as in life. */
  readonly roundMs?: number;
  /** Whether dialled calls are recorded. Default: they are not. */
  readonly dialledRecording?: RecordingRule;
  /** Hears of a talk that was not recorded. */
  readonly onRecordingFault?: (fault: RecordingFault) => void;
  /** Hears of what was mended: its kind, and when. */
  readonly onRepair?: (what: string) => void;
  /** Ways between the switches. */
  readonly links?: Links;
  /** In the lease, which is a real one: the scripts ask for it. Default: another one for every server. */
  readonly owner?: string;
  /** It can be made to die between two steps: its rooms reach switches and Redis through that. */
  readonly death?: Pick<ServerDeath, 'newServer'>;
  /** False: it need not be the owner of any switch. Default true. */
  readonly untilOwner?: boolean;
}

/** One server without database, desk and process of its own: the rooms a call goes through, on real switches and a real Redis. */
export class CallServer {
  private constructor(
    readonly rooms: CallRooms,
    private readonly attached: ReadonlyMap<SwitchId, Attached>,
    private readonly stopTicking: () => Promise<void>,
  ) {}

  static async start(options: CallServerOptions): Promise<CallServer> {
    const switches = new Switches();
    const { untilOwner = true, stores, death } = options;
    const { wrap, stores: through } = death?.newServer() ?? unbroken;
    const rooms = compose({ ...options, stores: through(stores) }, switches);
    const attached = new Map<SwitchId, Attached>();
    for (const under of options.under) {
      const one = await under.attach({
        trunk: options.trunk,
        listener: rooms.switchboard.listenerFor(under.id),
        beforeStart: (target) => switches.add(wrap(target)),
        leaseTtlMs: 10_000,
        untilOwner,
        ...(options.links === undefined ? {} : { links: options.links }),
        lease: stores.lease,
        owner: options.owner ?? randomUUID(),
      });
      attached.set(under.id, one);
      if (untilOwner)
        await eventually('the server has reconciled', () => rooms.switchboard.reads(under.id), 10_000);
    }
    const beat = async (): Promise<void> => {
      await rooms.acd.tick();
      await rooms.away.tick((call) => rooms.switchboard.reads(call.switchId));
      await rooms.parking.tick((call) => rooms.switchboard.reads(call.switchId));
      await rooms.callbacks.tick();
      await rooms.waiting.tick((call) => rooms.switchboard.reads(call.switchId));
      await rooms.acd.tellPositions((call) => rooms.switchboard.reads(call.switchId));
    };
    return new CallServer(rooms, attached, every(100, 'deadlines', beat, silentLogger));
  }

  /** The adapter itself. */
  switch(id: SwitchId): Switch {
    const found = this.attached.get(id);
    if (found === undefined) throw new Error(`this server is not attached to ${id}`);
    return found.switch;
  }

  /** Its connections are gone; nothing of what it knew is kept. */
  async stop(): Promise<void> {
    await this.stopTicking();
    await this.#leave();
  }

  /** The same when it has died in the middle of something, which never ends. */
  async bury(): Promise<void> {
    void this.stopTicking();
    await this.#leave();
  }

  async #leave(): Promise<void> {
    for (const one of this.attached.values()) await one.stop();
  }
}

const unbroken: ReturnType<ServerDeath['newServer']> = { wrap: (target) => target, stores: (all) => all };

function compose(
  {
    stores,
    under,
    queues,
    makeTask,
    roundMs,
    onRepair,
    dialledRecording = 'off',
    onRecordingFault,
  }: CallServerOptions,
  switches: Switches,
): CallRooms {
  const services = new Map<string, FlowService>();
  const directories = under.flatMap(({ id, recordingsDir }) =>
    recordingsDir === undefined ? [] : [[id, recordingsDir] as const],
  );
  const rooms = composeCalls({
    listeningFiles: new ListeningFiles(new Map(directories), silentLogger),
    stores,
    switches,
    customers: {
      findByNumber: () => Promise.resolve([]),
      matchNumber: () => Promise.resolve([]),
      card: () => Promise.resolve(null),
      names: () => Promise.resolve(new Map()),
      search: () => Promise.resolve({ items: [], total: 0, page: 1, pageSize: 1 }),
    },
    orders: { ofCall: () => Promise.resolve(null) },
    sticky: { lastAgentOf: () => Promise.resolve(null), ownerOf: () => Promise.resolve(null) },
    queueOf: () => queues().queues[0],
    flow: { packs: testPacks(), services, box: createSecretBox('k'.repeat(40), 'test') },
    breakReasons: () => defaultBreakReasons,
    leaving: { before: () => Promise.resolve() },
    dispositionCodes: () => Promise.resolve(['resolved']),
    callbacks: {
      numberKey: (number) => number,
      makeTask: (callback) => {
        makeTask?.(callback);
        return Promise.resolve();
      },
    },
    settings: {
      outbound: {
        hasTrunk: true,
        policy: { allowed: [/^1[0-9]{10}$/], denied: [/^110$/], emergency: [], premium: [] },
        callerNumber: '1000',
        ringTimeoutS: 20,
        wrapUpS: 30,
        idleClock: 'talked',
        recording: dialledRecording,
      },
      fallbackS: 60,
      roundMs: roundMs ?? 3000,
      onRepair: (kind, when) => onRepair?.(`${kind} ${when}`),
      onRecordingFault: (fault) => onRecordingFault?.(fault),
      agentAwayS: 5,
      showListeners: true,
      newId: randomUUID,
      logger: silentLogger,
    },
  });
  for (const each of flowServices(rooms)) services.set(each.spec.name, each);
  return rooms;
}

/** What a flow can ask for here. */
function flowServices(rooms: CallRooms): readonly FlowService[] {
  const noTickets = { create: () => Promise.reject(new Error('nobody makes work orders here')) };
  return ticketServices(noTickets, {
    request: (wish) => rooms.callbacks.request({ ...wish, queueId: queueId(wish.queueId) }),
  });
}

function testPacks() {
  const { pack, faults } = parsePack(PACK, 'pack.yaml');
  if (pack === null) throw new Error(JSON.stringify(faults));
  return staticPackCatalog([pack]);
}
