import { describeError } from '../../errors';
import type { Logger } from '../../logging';
import { chooseSettings, type SwitchSettings } from './settings';

const START_ATTEMPTS = 3;

interface PortChoice {
  /** As in the log. */
  readonly name: string;
  /** Ports of an earlier start: then there is one attempt, on these. */
  readonly settings: SwitchSettings | undefined;
  readonly rtpPorts: number | undefined;
  readonly logger: Logger;
}

/** Another program may take a port between our looking and the switch's opening it: then others are tried. */
export async function startOnFreePorts<Running>(
  { name, settings, rtpPorts, logger }: PortChoice,
  start: (settings: SwitchSettings) => Promise<Running>,
): Promise<Running> {
  const attempts = settings === undefined ? START_ATTEMPTS : 1;
  for (let attempt = 1; ; attempt++) {
    const chosen = settings ?? (await chooseSettings(rtpPorts));
    try {
      return await start(chosen);
    } catch (error) {
      if (attempt >= attempts) throw error;
      logger.warn({ attempt, reason: describeError(error) }, `${name} did not start, trying other ports`);
    }
  }
}
