import type { FlowService } from '../ivr/services';
import { service, spec } from './define-service';
import type { SerialTexting } from './ports';

export const textSpecs = {
  /** Whether a caller may be offered text messages: somebody carries them, and the pack has words for them. */
  offered: spec({
    name: 'text.offered',
    confidential: false,
    inputs: {},
    outputs: {},
    outcomes: ['offered', 'none', 'away'],
  }),
  /** A work order's serial number and promised day to a mobile; once to each number. Nobody waits until it is sent. */
  serial: spec({
    name: 'text.serial',
    confidential: false,
    /** A caller who withholds his number has none. */
    inputs: { serial: {}, number: { optional: true } },
    outputs: {},
    outcomes: ['queued', 'not-mobile', 'refused', 'away'],
  }),
};

export const textServices = (texts: SerialTexting): FlowService[] => [
  service(textSpecs.offered, ({ packId }) =>
    Promise.resolve({ outcome: texts.isOffered(packId) ? 'offered' : 'none' }),
  ),
  service(textSpecs.serial, async ({ inputs: { serial, number }, callId, language }) => ({
    outcome: number === null ? 'not-mobile' : await texts.toCaller({ serial, number, callId, language }),
  })),
];
