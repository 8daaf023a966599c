import type { Switches } from './calls/switches';
import type { SwitchId } from './contract/ids';
import type { CentreOrders } from './contract/wallboard';
import { describeError } from './errors';
import type { Route } from './http';
import { wallboardRoutes } from './http/routes/wallboard-routes';
import type { Logger } from './logging';
import type { MeasureStore } from './measures/measure-store';
import type { LiveQueues } from './queues/versions/live-queues';
import type { RedisStores } from './redis';
import { Centre } from './wallboard/centre';
import { createKept } from './wallboard/kept';
import { queueDays } from './wallboard/queue-figures';

export interface WallboardInput {
  readonly stores: Pick<RedisStores, 'acd' | 'agents' | 'calls' | 'supervisions' | 'events'>;
  readonly queues: LiveQueues;
  readonly switches: Switches;
  /** This server reads the switch's events. */
  readonly reads: (id: SwitchId) => boolean;
  readonly orders: () => Promise<readonly CentreOrders[]>;
  readonly measures: MeasureStore;
  /** Whose midnight begins the day. */
  readonly timeZone: string;
  readonly logger: Logger;
}

export interface Wallboard {
  readonly centre: Centre;
  readonly routes: readonly Route[];
  /** Follows the events from now on: before those who show pictures do. Answers with the stop. */
  start(): Promise<() => Promise<void>>;
}

/** What PostgreSQL adds to a picture. */
const KEPT_MS = 5000;

/** How the centre stands, for all who watch. */
export function composeWallboard(input: WallboardInput): Wallboard {
  const { stores, queues, switches, reads } = input;
  const logger = input.logger.child({ room: 'wallboard' });
  const now = Date.now;
  const onFailure = (what: string) => (error: unknown) =>
    logger.warn(
      { what, reason: describeError(error) },
      'the wall board goes on without what the database knows',
    );
  const centre = new Centre({
    ...{ ...stores, queues, now },
    switches: () =>
      switches.list().map((each) => ({
        switchId: each.id,
        state: !each.isUp() ? 'down' : reads(each.id) ? 'in-use' : 'standby',
      })),
    orders: createKept({
      ...{ ask: input.orders, everyMs: KEPT_MS, none: [], now },
      onFailure: onFailure('work orders'),
    }),
    queueDays: createKept({
      ...{ everyMs: KEPT_MS, none: new Map(), now },
      ask: () => queueDays(input.measures, input.timeZone, now()),
      onFailure: onFailure('figures of the day'),
    }),
  });
  return {
    centre,
    routes: wallboardRoutes(centre),
    start: () => stores.events.follow((event) => centre.note(event)),
  };
}
