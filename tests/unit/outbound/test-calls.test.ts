import { randomUUID } from 'node:crypto';
import { campaignSchema } from '../../../server/contract/campaigns';
import { campaignId, switchId } from '../../../server/contract/ids';
import type { NewAttempt, StartAttemptResult } from '../../../server/outbound/attempt-store';
import { Placing } from '../../../server/outbound/placing';
import { TestCalls } from '../../../server/outbound/test-calls';
import { silentLogger } from '../../support/redis';

const campaign = campaignSchema.parse({
  ...{ campaignId: 'november', name: 'November', flow: { pack: 'outbound', entry: 'arrears' } },
  ...{ hours: { week: {} }, callerNumber: '1000' },
});
const by = { userId: 'u1', login: 'admin', displayName: 'Admin' };
const asked = { number: '139 0000 0002', variables: { amount: '3850' } };

interface World {
  readonly started?: StartAttemptResult;
  readonly listed?: boolean;
  readonly dialable?: boolean;
  readonly isUp?: boolean;
}

function testCalls({
  started = { kind: 'started' },
  listed = false,
  dialable = true,
  isUp = true,
}: World = {}) {
  const attempts: NewAttempt[] = [];
  const dialled: string[] = [];
  const acts: unknown[] = [];
  const target = {
    id: switchId('fs1'),
    callCustomer: (leg: { number: string }) => Promise.resolve(void dialled.push(leg.number)),
  } as never;
  const placing = new Placing({
    // No contact may be claimed for it.
    contacts: {} as never,
    attempts: { start: (attempt) => Promise.resolve(void attempts.push(attempt)).then(() => started) },
    calls: { get: () => Promise.resolve(null) },
    ending: {} as never,
    settings: { perSecond: 5, atOnce: 5, callerNumber: '1', newId: randomUUID },
    logger: silentLogger,
  });
  const entry = { kind: 'number', value: '+86139', reason: 'asked', until: null } as const;
  const blocked = { ...entry, entryId: randomUUID(), by: 'admin', at: '2026-01-01T00:00:00.000Z' };
  const tests = new TestCalls({
    campaigns: {
      get: (id) =>
        Promise.resolve(
          id === 'november'
            ? { campaign, state: 'draft' as const, version: 1, changedBy: '', changedAt: '' }
            : null,
        ),
    },
    records: {
      explain: (number) => Promise.resolve({ number, doNotCall: listed ? [blocked] : [], decisions: [] }),
    },
    flows: { variablesOf: () => ['name', 'amount'] },
    ...{ placing, switches: { upFirst: () => (isUp ? target : undefined) }, newId: randomUUID },
    dialable: () => (dialable ? '13900000002' : null),
    numberKey: (written) => (/\d/.test(written) ? '+8613900000002' : null),
    acts: { note: (_, act) => Promise.resolve(void acts.push(act)) },
  });
  return {
    attempts,
    dialled,
    acts,
    call: (request = asked) => tests.call(campaignId('november'), request, by),
  };
}

describe('a test call', () => {
  it('goes with the flow of a draft, under a name beside its campaign, and is noted', async () => {
    const { attempts, dialled, acts, call } = testCalls();
    const { callId, refused } = await call();
    expect(refused).toBeNull();
    expect(attempts).toMatchObject([
      {
        ...{ callId, campaignId: 'november.test', customerId: null, callerNumber: '1000' },
        ...{ packId: 'outbound', entry: { name: 'arrears', variables: { amount: '3850' } } },
      },
    ]);
    expect(dialled).toEqual(['13900000002']);
    expect(acts).toEqual([{ act: 'test-call', callId, details: { campaignId: 'november' } }]);
  });

  it.each<[string, World]>([
    ['do-not-call', { listed: true }],
    ['destination', { dialable: false }],
    ['no-switch', { isUp: false }],
    ['stopped', { started: { kind: 'stopped' } }],
    ['limit', { started: { kind: 'limit', which: 'at-once' } }],
  ])('is refused: %s', async (refused, world) => {
    const { dialled, acts, call } = testCalls(world);
    expect(await call()).toEqual({ callId: null, refused });
    expect({ dialled, acts }).toEqual({ dialled: [], acts: [] });
  });

  it('needs a number, and what the flow speaks of', async () => {
    const { attempts, call } = testCalls();
    await expect(call({ ...asked, number: 'nobody' })).rejects.toMatchObject({ code: 'validation-failed' });
    await expect(call({ ...asked, variables: { amount: '' } })).rejects.toMatchObject({
      details: { faults: ['variables.amount: is missing, and the flow speaks of it'] },
    });
    expect(attempts).toEqual([]);
  });
});
