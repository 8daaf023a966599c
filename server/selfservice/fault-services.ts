import { DateTime } from 'luxon';
import type { BusinessSystem } from '../crm/business-system';
import { normaliseNumber, type NumberFormat } from '../crm/number-matching';
import type { FlowService } from '../ivr/services';
import { service, spec } from './define-service';
import type { OutageStore } from './outage-store';

export const faultSpecs = {
  /** Before a fault is reported: is there such a line, and is its area out of order already? */
  check: spec({
    name: 'fault.check',
    confidential: false,
    inputs: { number: {} },
    outputs: { line: 'digits', notice: 'sound', until: 'time' },
    /** announced: `notice` says it; outage: known, but not recorded in the caller's language. */
    outcomes: ['clear', 'announced', 'outage', 'none', 'away'],
  }),
};

interface Deps {
  readonly business: Pick<BusinessSystem, 'findLine'>;
  readonly outages: Pick<OutageStore, 'activeFor'>;
  readonly format: NumberFormat;
  readonly now: () => number;
  readonly timeZone: string;
}

export function faultServices({ business, outages, format, now, timeZone }: Deps): FlowService[] {
  return [
    service(faultSpecs.check, async ({ inputs, language }) => {
      const line = await business.findLine(inputs.number);
      if (line === null) return { outcome: 'none' };
      const found = { line: line.number };
      const digits = normaliseNumber(line.number, format)?.digits ?? line.number;
      const outage = await outages.activeFor({ digits, areaCode: line.areaCode }, new Date(now()));
      if (outage === null) return { outcome: 'clear', outputs: found };
      const until = outage.until === null ? {} : { until: minute(outage.until, timeZone) };
      const notice = outage.sounds[language];
      if (notice === undefined) return { outcome: 'outage', outputs: { ...found, ...until } };
      return { outcome: 'announced', outputs: { ...found, ...until, notice } };
    }),
  ];
}

const minute = (at: Date, zone: string): string =>
  DateTime.fromJSDate(at, { zone }).toFormat("yyyy-MM-dd'T'HH:mm");
