import type { Database } from '../db';
import type { Switches } from './calls/switches';
import { composeAlerts } from './compose-alerts';
import type { Services } from './compose-services';
import type { Env } from './config/env';
import type { SwitchId } from './contract/ids';
import { describeError } from './errors';
import type { Route } from './http';
import { wallboardRoutes } from './http/routes/wallboard-routes';
import type { Logger } from './logging';
import { isNetworkFailure } from './outbound/dial-result';
import type { LiveQueues } from './queues/versions/live-queues';
import type { RedisStores } from './redis';
import { Centre } from './wallboard/centre';
import { createKept } from './wallboard/kept';
import { queueDays } from './wallboard/queue-figures';

export interface WallboardInput {
  readonly env: Env;
  readonly database: Pick<Database, 'measures' | 'alerts'>;
  readonly stores: Pick<RedisStores, 'acd' | 'agents' | 'calls' | 'supervisions' | 'events' | 'lease'>;
  readonly services: Pick<Services, 'orderFigures' | 'jobs' | 'flow'>;
  readonly queues: LiveQueues;
  readonly switches: Switches;
  /** This server reads the switch's events. */
  readonly reads: (id: SwitchId) => boolean;
  readonly logger: Logger;
}

export interface Wallboard {
  readonly centre: Centre;
  readonly routes: readonly Route[];
  /** Follows the events from now on: before those who show pictures do. Answers with the stop. */
  start(): Promise<() => Promise<void>>;
}

/** How old a picture alerts are judged by may be: what watchers were shown a moment ago need not be made again. */
const JUDGED_MS = 900;

/** How the centre stands, for all who watch, and who is told when it stands badly. */
export function composeWallboard(input: WallboardInput): Wallboard {
  const { env, database, stores, services } = input;
  const logger = input.logger.child({ room: 'wallboard' });
  const centre = composeCentre(input, logger);
  const alerts = composeAlerts({
    ...{ env, store: database.alerts, jobs: services.jobs, ...stores, logger: input.logger },
    picture: () => centre.recent(JUDGED_MS),
  });
  return {
    centre,
    routes: [...wallboardRoutes(centre), ...alerts.routes],
    start: async () => {
      const stopFollowing = await stores.events.follow((event) => centre.note(event));
      const stopAlerts = alerts.start();
      return async () => {
        await stopAlerts();
        await stopFollowing();
      };
    },
  };
}

/** What PostgreSQL adds to a picture. */
const KEPT_MS = 5000;

function composeCentre(
  { env, database, stores, services, queues, switches, reads }: WallboardInput,
  logger: Logger,
): Centre {
  const now = Date.now;
  const onFailure = (what: string) => (error: unknown) =>
    logger.warn(
      { what, reason: describeError(error) },
      'the wall board goes on without what the database knows',
    );
  return new Centre({
    ...{ ...stores, queues, now, isTrunkFailure: isNetworkFailure },
    titleOf: (packId, node) =>
      services.flow.packs.current().find(({ id }) => id === packId)?.flow.titles[node] ?? null,
    switches: () =>
      switches.list().map((each) => ({
        switchId: each.id,
        state: !each.isUp() ? 'down' : reads(each.id) ? 'in-use' : 'standby',
      })),
    orders: createKept({
      ...{ ask: services.orderFigures, everyMs: KEPT_MS, none: [], now },
      onFailure: onFailure('work orders'),
    }),
    queueDays: createKept({
      ...{ everyMs: KEPT_MS, none: new Map(), now },
      ask: () => queueDays(database.measures, env.TIME_ZONE, now()),
      onFailure: onFailure('figures of the day'),
    }),
  });
}
