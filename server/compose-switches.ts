import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { FaxListener } from './calls/fax-switch';
import type { CallRooms } from './compose-calls';
import { ownSoundsDir } from './compose-sounds';
import type { Env } from './config/env';
import { EslSwitch } from './esl';
import type { Logger } from './logging';
import type { RedisStores } from './redis';
import type { Resources } from './resources';

interface SwitchesInput {
  readonly env: Env;
  readonly resources: Resources;
  readonly stores: RedisStores;
  readonly rooms: CallRooms;
  readonly faxListener: FaxListener;
  readonly logger: Logger;
}

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
