import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { FaxListener } from './calls/fax-switch';
import type { CallRooms } from './compose-calls';
import { ownSoundsDir } from './compose-sounds';
import type { Env } from './config/env';
import { EslSwitch } from './esl';
import type { Logger } from './logging';
import type { RedisStores } from './redis';
import type { Resources, SwitchAddress } from './resources';

interface SwitchesInput {
  readonly env: Env;
  readonly resources: Resources;
  readonly stores: RedisStores;
  readonly rooms: CallRooms;
  readonly faxListener: FaxListener;
  readonly logger: Logger;
}

type Links = NonNullable<ConstructorParameters<typeof EslSwitch>[0]['links']>;

const linksBetween = (switches: readonly SwitchAddress[], secret: string | undefined): Links =>
  new Map(
    switches.flatMap(({ id, link }) =>
      link === null || secret === undefined ? [] : [[id, { ...link, secret }] as const],
    ),
  );

/** Every switch there is, not connected yet. */
export function composeSwitches({
  env,
  resources,
  stores,
  rooms,
  faxListener,
  logger,
}: SwitchesInput): EslSwitch[] {
  // Another one at every start, whatever it is called: two processes must never take each other's lease for theirs.
  const owner = `${env.KILOLINE_INSTANCE ?? hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`;
  return resources.switches.map(
    (address) =>
      new EslSwitch({
        id: address.id,
        ...address.esl,
        soundsDir: address.soundsDir,
        ownSoundsDir: ownSoundsDir(env),
        recordingsDir: address.recordingsDir,
        domain: env.SIP_DOMAIN,
        links: linksBetween(resources.switches, env.LINK_SECRET),
        trunk: env.TRUNK_PROXY ?? null,
        lease: stores.lease,
        owner,
        listener: rooms.switchboard.listenerFor(address.id),
        faxListener,
        now: Date.now,
        tuning: env.SWITCH_WATCHDOG ? {} : { stallLimitMs: 0 },
        logger: logger.child({ room: 'esl' }),
      }),
  );
}
