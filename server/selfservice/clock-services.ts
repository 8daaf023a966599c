import { DateTime } from 'luxon';
import type { FlowService } from '../ivr/services';
import { service, spec } from './define-service';

export const clockSpecs = {
  /** What day it is where the centre is, for an order that begins now. */
  today: spec({
    name: 'clock.today',
    confidential: false,
    inputs: {},
    outputs: { today: 'date' },
    outcomes: ['told', 'away'],
  }),
};

interface Deps {
  readonly now: () => number;
  readonly timeZone: string;
}

export const clockServices = ({ now, timeZone }: Deps): FlowService[] => [
  service(clockSpecs.today, () =>
    Promise.resolve({
      outcome: 'told',
      outputs: { today: DateTime.fromMillis(now(), { zone: timeZone }).toFormat('yyyy-MM-dd') },
    }),
  ),
];
