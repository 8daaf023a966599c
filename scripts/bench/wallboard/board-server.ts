/**
 * What a server does for the wall board and nothing else, in a process of its own: it follows the events, makes the picture
 * and writes what has changed for its watchers. Told by bench-wallboard.ts through its parent's channel.
 */
import type { Session } from '../../../server/auth/ports';
import { agentId } from '../../../server/contract/ids';
import { queueConfigSchema } from '../../../server/contract/queue-config';
import type { ServerMessage } from '../../../server/contract/socket';
import type { CentrePicture } from '../../../server/contract/wallboard';
import { CentrePusher } from '../../../server/realtime/centre-pusher';
import { defaultGatewaySettings } from '../../../server/realtime';
import type { Connection } from '../../../server/realtime/connection';
import { createRedis, createRedisStores } from '../../../server/redis';
import { silentLogger as logger } from '../../../tests/support/redis';
import { Centre } from '../../../server/wallboard/centre';
import { assign } from '../match/crowd';
import { Percentiles } from '../percentiles';

export interface BoardOrders {
  readonly socketPath: string;
  readonly prefix: string;
  readonly agents: readonly string[];
  readonly queues: number;
  readonly lanes: number;
  readonly watchers: number;
}

export interface BoardFigures {
  readonly facts: number;
  readonly ageP50: number;
  readonly ageP95: number;
  readonly ageMost: number;
  readonly pictures: number;
  readonly makeP50: number;
  readonly makeP95: number;
  readonly corePercent: number;
  readonly bytesPerPush: number;
}

class Board {
  readonly #ages = new Percentiles();
  readonly #makes = new Percentiles();
  readonly #since = new Map<string, number>();
  #facts = 0;
  #pictures = 0;
  #pushes = 0;
  #bytes = 0;
  #isMeasured = false;
  #begun = { cpu: process.cpuUsage(), at: performance.now() };

  async make(centre: Centre): Promise<CentrePicture> {
    const from = performance.now();
    const picture = await centre.now();
    if (this.#isMeasured) {
      this.#pictures += 1;
      this.#makes.add(performance.now() - from);
    }
    return picture;
  }

  /** One watcher looks at what comes; a fact is an agent who is since then what he is. */
  see(text: string): void {
    const now = Date.now();
    const message = JSON.parse(text) as Extract<ServerMessage, { type: 'centre' }>;
    this.#pushes += 1;
    this.#bytes += text.length;
    for (const { agentId: id, since } of message.changes.agents) {
      const before = this.#since.get(id);
      this.#since.set(id, since);
      if (!this.#isMeasured || before === undefined || before === since) continue;
      this.#facts += 1;
      this.#ages.add(now - since);
    }
  }

  begin(): void {
    this.#isMeasured = true;
    this.#pushes = this.#bytes = 0;
    this.#begun = { cpu: process.cpuUsage(), at: performance.now() };
  }

  figures(): BoardFigures {
    const { user, system } = process.cpuUsage(this.#begun.cpu);
    const us = (performance.now() - this.#begun.at) * 1000;
    return {
      facts: this.#facts,
      ageP50: this.#ages.at(0.5),
      ageP95: this.#ages.at(0.95),
      ageMost: Math.round(this.#ages.most),
      pictures: this.#pictures,
      makeP50: this.#makes.at(0.5),
      makeP95: this.#makes.at(0.95),
      corePercent: Math.round((1000 * (user + system)) / us) / 10,
      bytesPerPush: Math.round(this.#bytes / Math.max(1, this.#pushes)),
    };
  }
}

async function serve(orders: BoardOrders): Promise<void> {
  const connection = await createRedis({ address: { socketPath: orders.socketPath }, logger });
  const stores = await createRedisStores(connection, { logger, prefix: orders.prefix });
  const compiled = assign(orders.agents.map(agentId), orders.queues, orders.lanes);
  const settings = new Map<string, (typeof compiled.queues)[number]>(
    compiled.queues.map((each) => [each.queueId, each]),
  );
  const centre = new Centre({
    ...{ ...stores, now: Date.now },
    queues: {
      ...{ compiled, config: queueConfigSchema.parse({ queues: [] }) },
      settingsOf: (id) => settings.get(id),
    },
    switches: () => [{ switchId: 'fs1', state: 'in-use' }],
    ...{ isTrunkFailure: () => null, titleOf: () => null },
    orders: () => Promise.resolve([]),
    queueDays: () => Promise.resolve(new Map()),
  });
  const board = new Board();
  const pusher = new CentrePusher({
    make: () => board.make(centre),
    everyMs: defaultGatewaySettings.pushCentreEveryMs,
    logger,
  });
  await stores.events.follow((event) => {
    centre.note(event);
    pusher.refresh();
  });
  for (let i = 0; i < orders.watchers; i += 1)
    pusher.watch(aWatcher(i === 0 ? (text) => board.see(text) : null));
  process.on('message', (order) => {
    if (order === 'begin') board.begin();
    if (order === 'figures') process.send?.(board.figures());
  });
  process.send?.('watching');
}

/** A socket costs the kernel's time for each text, which depends on the network; it is left out. */
const aWatcher = (see: ((text: string) => void) | null): Connection =>
  ({ session: {} as Session, sendText: (text: string) => see?.(text) }) as unknown as Connection;

process.once('message', (orders) => void serve(orders as BoardOrders));
