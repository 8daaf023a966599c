import { describeError } from '../errors';
import type { Logger } from '../logging';
import type { ChildExit } from './supervised-child';

interface Stoppable {
  stop(): Promise<void>;
}

export interface KeptPart<Part extends Stoppable> {
  /** The one that runs now, or ran last. */
  current(): Part;
  stop(): Promise<void>;
}

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 10_000;
/** Having run this long it counts as healthy again, and the pauses begin anew. */
const HEALTHY_MS = 60_000;

/** Starts a part again whenever it ends by itself, with growing pauses, until stopped. */
export async function keepRunning<Part extends Stoppable>(
  name: string,
  start: (onExit: (exit: ChildExit) => void) => Promise<Part>,
  logger: Logger,
): Promise<KeptPart<Part>> {
  let isStopping = false;
  let pauseMs = FIRST_PAUSE_MS;
  let startedAt = Date.now();
  let restart: NodeJS.Timeout | undefined;

  const onExit = (): void => {
    if (isStopping) return;
    if (Date.now() - startedAt > HEALTHY_MS) pauseMs = FIRST_PAUSE_MS;
    logger.error({ part: name, inMs: pauseMs }, 'part ended by itself, starting it again');
    restart = setTimeout(() => void again(), pauseMs);
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
  };
  const again = async (): Promise<void> => {
    startedAt = Date.now();
    try {
      const part = await start(onExit);
      if (isStopping) await part.stop();
      else current = part;
    } catch (error) {
      logger.error({ part: name, reason: describeError(error) }, 'part could not be started again');
      onExit();
    }
  };

  let current = await start(onExit);
  return {
    current: () => current,
    stop: async () => {
      isStopping = true;
      clearTimeout(restart);
      await current.stop();
    },
  };
}
