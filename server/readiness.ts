import type { Database } from '../db';
import type { Switches } from './calls/switches';
import type { SwitchId } from './contract/ids';
import type { Readiness } from './contract/readiness';
import type { RedisConnection } from './redis';
import type { DatabaseAddress, Resources } from './resources';

interface ReadinessSources {
  readonly database: Pick<Database, 'isUp'>;
  readonly redis: RedisConnection;
  readonly resources: Resources;
  readonly switches: Switches;
  /** This server reads the switch's events; another one may. */
  readonly reads: (id: SwitchId) => boolean;
}

/** What /readyz says: ready means a caller can be served now. Addresses never hold a password. */
export async function readiness({
  database,
  redis,
  resources,
  switches,
  reads,
}: ReadinessSources): Promise<Readiness> {
  const databaseUp = await database.isUp();
  const redisUp = redis.state() === 'ready';
  const list = resources.switches.map((address) => {
    const isUp = switches.of(address.id).isUp();
    return {
      id: address.id,
      kind: address.kind,
      address: `${address.esl.host}:${address.esl.port}`,
      state: !isUp ? ('down' as const) : reads(address.id) ? ('up' as const) : ('standby' as const),
      sipUdp: `${address.sipUdp.host}:${address.sipUdp.port}`,
      ws: address.ws,
      wss: address.wss,
    };
  });
  const isReady = databaseUp && redisUp && list.some((each) => each.state !== 'down');
  return {
    status: isReady ? 'ready' : 'not-ready',
    database: {
      kind: 'postgresql',
      address: databaseAddress(resources.database),
      state: databaseUp ? 'up' : 'down',
    },
    redis: { kind: 'redis', address: redisAddress(resources.redis), state: redisUp ? 'up' : 'down' },
    switches: list,
  };
}

const databaseAddress = (address: DatabaseAddress): string =>
  'url' in address ? withoutCredentials(address.url) : `${address.host} (unix socket)`;

const redisAddress = (address: Resources['redis']): string =>
  typeof address === 'string' ? withoutCredentials(address) : `${address.socketPath} (unix socket)`;

function withoutCredentials(text: string): string {
  const url = new URL(text);
  url.username = '';
  url.password = '';
  url.search = '';
  return url.href;
}
