import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';

/** What every event says about the switch it comes from. */
export interface Identity {
  /** New at every start: whoever sees another one knows that the old calls are gone. */
  readonly coreUuid: string;
  readonly hostname: string;
  readonly switchName: string;
  readonly ipv4: string;
  readonly ipv6: string;
  readonly startedAt: number;
}

/** The FreeSWITCH whose traces the emulator is held to. */
export const LIKE_VERSION = '1.11.1';

export const makeIdentity = (address: string, now: number): Identity => ({
  coreUuid: randomUUID(),
  hostname: hostname(),
  switchName: 'kiloline-embedded',
  ipv4: address,
  ipv6: '::1',
  startedAt: now,
});
