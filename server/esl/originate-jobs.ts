import { setTimeout as sleep } from 'node:timers/promises';
import { legId as asLegId, type LegId, type SwitchId } from '../contract/ids';
import type { SwitchEvent } from '../calls/switch';
import { describeError } from '../errors';
import type { Logger } from '../logging';
import * as commands from './commands';
import type { EslConnection } from './connection';
import type { FsEvent } from './fs-event';
import type { Legs } from './legs';
import { decodeLegTag } from './leg-tag';

export interface OriginateJobsDeps {
  readonly switchId: SwitchId;
  readonly legs: Legs;
  readonly logger: Logger;
  readonly now: () => number;
  readonly commands: () => EslConnection | null;
  readonly inject: (event: SwitchEvent) => void;
}

/** CHANNEL_HANGUP_COMPLETE precedes the job's result by 27 ms as measured; here is room for a busy switch. */
const HANG_UP_GRACE_MS = 250;

/**
 * Results of `originate`. A leg that existed tells its own end. One that never came to be (no registration, no
 * route, limit reached) says nothing but this result, so its end is told here: nobody waits for ever. The
 * job's id names the leg, so this works for whichever server reads the events.
 */
export class OriginateJobs {
  constructor(private readonly deps: OriginateJobsDeps) {}

  finished(event: FsEvent): void {
    const uuid = commands.legOfJob(event.get('Job-UUID') ?? '');
    if (uuid === null || !event.body.startsWith('-ERR')) return;
    this.tellUnlessKnown(asLegId(uuid), event).catch((error: unknown) => {
      this.deps.logger.warn({ legId: uuid, err: describeError(error) }, 'originate result not followed up');
    });
  }

  private async tellUnlessKnown(legId: LegId, event: FsEvent): Promise<void> {
    if (this.deps.legs.wasSeenToEnd(legId)) return;
    await sleep(HANG_UP_GRACE_MS);
    if (this.deps.legs.wasSeenToEnd(legId)) return;
    // A repeated originate of a leg that lives is refused with DESTINATION_OUT_OF_ORDER: all is well.
    const exists = await this.deps.commands()?.send(commands.exists(legId));
    if (exists === undefined || exists.trim() === 'true') return;
    // The dial string has the tag, also when another server sent it.
    const tag = /presence_data=([^,}]+)/.exec(event.get('Job-Command-Arg') ?? '')?.[1];
    this.deps.inject({
      kind: 'hung-up',
      switchId: this.deps.switchId,
      at: this.deps.now(),
      legId,
      tag: decodeLegTag(tag, legId),
      cause: /^-ERR ([A-Z_]{3,40})/.exec(event.body)?.[1] ?? 'NORMAL_UNSPECIFIED',
      by: 'switch',
    });
  }
}
