import { randomUUID } from 'node:crypto';
import type { Switch } from '../../../server/calls/switch';
import { campaignSchema } from '../../../server/contract/campaigns';
import { contactId, switchId } from '../../../server/contract/ids';
import { OperationalError } from '../../../server/errors';
import type { StartAttemptResult } from '../../../server/outbound/attempt-store';
import type { DueContact } from '../../../server/outbound/campaign-store';
import { Placing } from '../../../server/outbound/placing';
import { silentLogger } from '../../support/redis';

const campaign = campaignSchema.parse({
  ...{ campaignId: 'one', name: 'One', flow: { pack: 'outbound' }, hours: { week: {} } },
});
const number = '13900000001';
const contact: DueContact = {
  ...{ contactId: contactId(randomUUID()), line: number, number, numberKey: number, name: 'Li Na' },
  ...{ customerId: null, timeZone: null, consent: false, priority: 0, variables: {} },
  facts: { numberKey: number, timeZone: null, consent: false, attempts: 0, recentCalls: [], doNotCall: [] },
};

/** One call is placed; what was done in its order. */
async function place(over: {
  readonly started?: StartAttemptResult;
  readonly callCustomer?: () => Promise<void>;
  readonly end?: () => Promise<void>;
}) {
  const done: string[] = [];
  const target: Partial<Switch> = {
    id: switchId('fs1'),
    callCustomer: async () => {
      done.push('told');
      await over.callCustomer?.();
    },
  };
  const placing = new Placing({
    contacts: {
      claim: () => Promise.resolve(done.push('claimed') > 0),
      release: () => {
        done.push('released');
        return Promise.resolve();
      },
    },
    attempts: { start: () => Promise.resolve(over.started ?? { kind: 'started' }) },
    calls: { get: () => Promise.resolve(null) },
    ending: {
      endById: async (_, { cause }) => {
        done.push(`ended ${cause}`);
        await over.end?.();
      },
    },
    settings: { perSecond: 1, atOnce: 1, callerNumber: '1000', newId: randomUUID },
    logger: silentLogger,
  });
  const about = { campaign, contact, target: target as Switch, number, at: 0, evidence: {} };
  const placed = await placing.place(about);
  if (placed.kind === 'placed') await placed.told;
  return { kind: placed.kind, done };
}

const fails = (code: 'switch-timeout' | 'switch-refused') => () =>
  Promise.reject(new OperationalError(code, 'told so'));

describe('a call of a campaign', () => {
  it('is told to the switch when it has begun', async () => {
    expect(await place({})).toEqual({ kind: 'placed', done: ['claimed', 'told'] });
  });

  it('that was given up while its server stood still is somebody else’s: nobody is dialled, nothing is released', async () => {
    expect(await place({ started: { kind: 'void' } })).toEqual({ kind: 'taken', done: ['claimed'] });
  });

  it('for which there is no room is as if it had not been claimed', async () => {
    const started = { kind: 'limit', which: 'at-once' } as const;
    expect(await place({ started })).toEqual({ kind: 'full', done: ['claimed', 'released'] });
  });

  it('of which the switch says nothing may ring: it is lost; one that is refused never rang', async () => {
    const [silent, refused] = [fails('switch-timeout'), fails('switch-refused')];
    expect((await place({ callCustomer: silent })).done).toContain('ended LOST');
    expect((await place({ callCustomer: refused })).done).toContain('ended NORMAL_TEMPORARY_FAILURE');
  });

  it('that cannot be ended either is left to the rounds', async () => {
    const away = () => Promise.reject(new OperationalError('redis-unavailable', 'told so'));
    const { kind } = await place({ callCustomer: fails('switch-timeout'), end: away });
    expect(kind).toBe('placed');
  });
});
