import type { EventType } from './contract/events';
import type { EventStream } from './events/event-stream';
import type { Logger } from './logging';
import { every } from './periodic';

/** A new version whose event was lost holds this much later at most. */
const LOOK_MS = 15_000;

interface Following {
  readonly events: Pick<EventStream, 'follow'>;
  /** Told when some server has applied a version. */
  readonly type: EventType;
  readonly refresh: () => Promise<void>;
  readonly logger: Logger;
}

/** Takes over what other servers apply, from now on. Answers with the stop. */
export async function followVersions({
  events,
  type,
  refresh,
  logger,
}: Following): Promise<() => Promise<void>> {
  const unfollow = await events.follow((event) => {
    if (event.type === type)
      refresh().catch((err: unknown) => logger.warn({ err, type }, 'a new version holds later'));
  });
  const stopLooking = every(LOOK_MS, type, refresh, logger);
  return async () => {
    await stopLooking();
    await unfollow();
  };
}
