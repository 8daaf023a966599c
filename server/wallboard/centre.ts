import type { AcdStore, QueueFigures } from '../acd/acd-store';
import { estimatedWaitMinutes } from '../acd/estimated-wait';
import type { CompiledQueues, QueueSettings } from '../acd/queue-settings';
import type { AgentStore } from '../agents/agent-store';
import type { CallStore, LiveCall } from '../calls/call-store';
import type { DomainEvent } from '../contract/events';
import type { QueueConfig } from '../contract/queue-config';
import type {
  CentreAgent,
  CentreOrders,
  CentrePicture,
  CentreQueue,
  CentreSwitch,
  IvrPlace,
} from '../contract/wallboard';
import type { NodeName } from '../contract/timeline';
import type { SupervisionStore } from '../supervision/supervision-store';
import { AgentRows } from './agent-rows';
import { LiveRows } from './live-rows';
import { Memberships } from './memberships';
import type { QueueDay } from './queue-figures';
import { TrunkTraffic, type DialFailure } from './trunk-traffic';

export interface CentreDeps {
  readonly acd: Pick<AcdStore, 'queueFigures'>;
  readonly agents: Pick<AgentStore, 'list' | 'get'>;
  readonly calls: Pick<CallStore, 'list' | 'get'>;
  readonly supervisions: Pick<SupervisionStore, 'list'>;
  readonly queues: {
    readonly config: QueueConfig;
    readonly compiled: CompiledQueues;
    settingsOf(queueId: string): QueueSettings | undefined;
  };
  readonly switches: () => readonly Pick<CentreSwitch, 'switchId' | 'state'>[];
  readonly isTrunkFailure: (failure: DialFailure) => boolean | null;
  /** What a pack calls a node of its flow, as it is today. */
  readonly titleOf: (packId: string, node: string) => NodeName | null;
  readonly orders: () => Promise<readonly CentreOrders[]>;
  readonly queueDays: () => Promise<ReadonlyMap<string, QueueDay>>;
  readonly now: () => number;
}

/** How the centre stands: computed for everybody who watches, from what has changed. */
export class Centre {
  readonly #deps: CentreDeps;
  readonly #live: LiveRows;
  readonly #agents: AgentRows;
  readonly #trunks: TrunkTraffic;
  #running: Promise<CentrePicture> | null = null;
  #next: Promise<CentrePicture> | null = null;
  #last: CentrePicture | null = null;

  constructor(deps: CentreDeps) {
    this.#deps = deps;
    this.#live = new LiveRows(deps);
    this.#trunks = new TrunkTraffic({ isFailure: deps.isTrunkFailure, now: deps.now });
    this.#agents = new AgentRows({
      live: this.#live,
      memberships: new Memberships(deps.queues),
      queueOf: (queueId) => deps.queues.settingsOf(queueId),
    });
  }

  /** Of every event, before anybody is shown a picture that is to hold it. */
  note(event: DomainEvent): void {
    this.#live.note(event);
    this.#agents.note(event);
    this.#trunks.note(event);
  }

  /** At least as new as the question. One after the other: who asks while one is made gets the next, with all who wait for it. */
  now(): Promise<CentrePicture> {
    this.#next ??= this.#inTurn();
    return this.#next;
  }

  /** The last one, unless it is older than this. */
  async recent(maxAgeMs: number): Promise<CentrePicture> {
    const last = this.#last;
    return last && this.#deps.now() - last.at <= maxAgeMs ? last : this.now();
  }

  async #inTurn(): Promise<CentrePicture> {
    await this.#running?.catch(() => undefined);
    this.#next = null;
    this.#running = this.#make();
    return (this.#last = await this.#running);
  }

  async #make(): Promise<CentrePicture> {
    const { acd, supervisions, orders, queueDays, now } = this.#deps;
    const [figures, supervised, ofOrders, days] = await Promise.all([
      acd.queueFigures(),
      supervisions.list(),
      orders(),
      queueDays(),
      this.#live.read(),
    ]);
    const agents = this.#agents.make(supervised);
    const at = now();
    return {
      at,
      queues: this.#queues(figures, countMembers(agents), days),
      agents,
      ivr: this.#ivr(),
      switches: this.#switches(),
      orders: [...ofOrders],
    };
  }

  #queues(
    figures: readonly QueueFigures[],
    members: ReadonlyMap<string, Members>,
    days: ReadonlyMap<string, QueueDay>,
  ): CentreQueue[] {
    const { queues, now } = this.#deps;
    return figures.map(({ queueId, name, waiting, longestSince, answers, answersSince }) => ({
      ...{ queueId, name, waiting, longestSince },
      estimateMinutes: estimatedWaitMinutes({ before: waiting, answers, since: answersSince, now: now() }),
      ...(members.get(queueId) ?? nobody()),
      answerWithinS: queues.settingsOf(queueId)?.answerWithinS ?? 0,
      serviceLevelGoal: queues.settingsOf(queueId)?.serviceLevelGoal ?? 0,
      ...(days.get(queueId) ?? { serviceLevelNow: null, today: null }),
    }));
  }

  #ivr(): IvrPlace[] {
    const places = new Map<string, IvrPlace>();
    for (const { node } of this.#live.calls.values()) {
      if (!node) continue;
      const key = `${node.packId}/${node.node}`;
      const place = places.get(key) ?? {
        ...node,
        title: this.#deps.titleOf(node.packId, node.node),
        calls: 0,
      };
      place.calls += 1;
      places.set(key, place);
    }
    return [...places.values()].sort((one, other) => other.calls - one.calls || order(one, other));
  }

  #switches(): CentreSwitch[] {
    const live = [...this.#live.calls.values()].filter(({ state }) => state !== 'ended');
    return this.#deps.switches().map((each) => {
      const own = live.filter(({ switchId }) => switchId === each.switchId);
      const going = (direction: LiveCall['direction']): number =>
        own.filter((call) => call.direction === direction).length;
      return {
        ...each,
        ...{ calls: own.length, inbound: going('inbound'), outbound: going('outbound') },
        ...this.#trunks.of(each.switchId),
      };
    });
  }
}

type Members = Pick<CentreQueue, 'ready' | 'talking' | 'wrapUp' | 'away'>;
const nobody = (): Members => ({ ready: 0, talking: 0, wrapUp: 0, away: 0 });

function countMembers(agents: readonly CentreAgent[]): ReadonlyMap<string, Members> {
  const counts = new Map<string, Members>();
  for (const agent of agents) {
    const does = doingOf(agent);
    for (const queueId of agent.queueIds) {
      const count = counts.get(queueId) ?? nobody();
      count[does] += 1;
      counts.set(queueId, count);
    }
  }
  return counts;
}

function doingOf({ state, presence, reachable }: CentreAgent): keyof Members {
  if (state === 'on-call' || state === 'offered') return 'talking';
  if (state === 'wrap-up') return 'wrapUp';
  return state === 'idle' && presence === 'ready' && reachable ? 'ready' : 'away';
}

const order = (one: IvrPlace, other: IvrPlace): number =>
  `${one.packId}/${one.node}`.localeCompare(`${other.packId}/${other.node}`);
