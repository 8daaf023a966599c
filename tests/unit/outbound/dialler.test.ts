import { randomUUID } from 'node:crypto';
import type { Switches } from '../../../server/calls/switches';
import { campaignModes, campaignSchema, type Campaign } from '../../../server/contract/campaigns';
import { callId, contactId, type CampaignId } from '../../../server/contract/ids';
import type { DueContact, StoredCampaign } from '../../../server/outbound/campaign-store';
import { Dialler } from '../../../server/outbound/dialler';
import { ALWAYS } from '../../support/always';
import { silentLogger } from '../../support/redis';

const aCampaign = (campaignId: string, over: Partial<Campaign> = {}): Campaign => ({
  ...campaignSchema.parse({
    ...{ campaignId, name: campaignId, flow: { pack: 'outbound' }, limits: { perSecond: 5, atOnce: 50 } },
    hours: { week: ALWAYS },
  }),
  ...over,
});

const aContact = (number: string): DueContact => ({
  ...{ contactId: contactId(randomUUID()), line: number, number, numberKey: number, name: '' },
  ...{ customerId: null, timeZone: null, consent: false, priority: 0, variables: {} },
  facts: { numberKey: number, timeZone: null, consent: false, attempts: 0, recentCalls: [], doNotCall: [] },
});

interface Quiet {
  readonly state?: StoredCampaign['state'];
  readonly stopped?: readonly (CampaignId | null)[];
  /** Of campaigns with calls on their way. */
  readonly calling?: readonly string[];
}

/** A dialler for these campaigns, and what it did. */
function house(
  campaigns: readonly Campaign[],
  due: DueContact[],
  paces: Record<string, number> = {},
  { state = 'running', stopped = [], calling = [] }: Quiet = {},
) {
  const seen = {
    ...{ called: [] as string[], over: [] as string[], lookedAt: 0 },
    ...{ paced: [] as string[], fading: [] as string[] },
  };
  let now = 1_000_000;
  const dialler = new Dialler({
    campaigns: {
      all: () => {
        seen.lookedAt += 1;
        return Promise.resolve(
          campaigns.map((campaign): StoredCampaign => ({
            ...{ campaign, state, version: 1, changedBy: 'admin', changedAt: '' },
          })),
        );
      },
      progress: () =>
        Promise.resolve({
          ...{ contacts: 0, open: due.length, dialing: 0, done: 0, reached: 0, attempts: 0, marks: {} },
          promises: { made: 0, kept: 0, broken: 0 },
        }),
    },
    contacts: {
      due: (_, _at, limit) => Promise.resolve(due.slice(0, limit)),
      postpone: () => Promise.resolve(),
      close: () => Promise.resolve(),
    },
    attempts: {
      stopped: () => Promise.resolve(stopped),
      inProgress: (of) => Promise.resolve(calling.filter((each) => of === null || each === of).map(callId)),
    },
    sources: { settled: () => Promise.resolve(new Map()) },
    placing: {
      place: ({ contact }) => {
        seen.called.push(contact.number);
        due.splice(due.indexOf(contact), 1);
        return Promise.resolve({ kind: 'placed', told: Promise.resolve() });
      },
    },
    howMany: {
      startsNow: (paced, fading) => {
        seen.paced = paced.map(({ campaignId }) => campaignId);
        seen.fading = fading.map(({ campaignId }) => campaignId);
        return Promise.resolve(new Map(Object.entries(paces)));
      },
    },
    switches: { upFirst: () => ({}) } as unknown as Switches,
    isOurTurn: () => Promise.resolve(true),
    onOver: ({ campaign }) => {
      seen.over.push(campaign.campaignId);
      return Promise.resolve();
    },
    settings: { perSecond: 100, dialable: (number) => number, newId: randomUUID, now: () => now },
    logger: silentLogger,
  });
  const after = (ms: number): Promise<void> => {
    now += ms;
    return dialler.tick();
  };
  return { seen, after };
}

const numbers = (count: number): DueContact[] =>
  Array.from({ length: count }, (_, nth) => aContact(`1390000${String(nth).padStart(4, '0')}`));

it.each(campaignModes)('a campaign that is %s is over when its list is', async (mode) => {
  const { seen, after } = house([aCampaign('one', { mode, queue: 'general' })], []);
  await after(0);
  expect(seen.over).toEqual(['one']);
});

it.each(['preview', 'manual'] as const)(
  'nobody but agents calls contacts of a campaign that is %s',
  async (mode) => {
    const { seen, after } = house([aCampaign('one', { mode, queue: 'general' })], numbers(3));
    for (let i = 0; i < 5; i += 1) await after(300);
    expect(seen).toMatchObject({ called: [], over: [] });
  },
);

it('calls as many in a second as may be, and the others afterwards', async () => {
  const { seen, after } = house([aCampaign('one')], numbers(12));
  for (let i = 0; i < 10; i += 1) await after(40);
  expect(seen.called).toHaveLength(5);
  await after(700);
  expect(seen.called).toHaveLength(10);
});

it('calls no more than the pace says, and asks it of campaigns that have one', async () => {
  const campaigns = [aCampaign('paced', { mode: 'progressive', queue: 'general' }), aCampaign('free')];
  const { seen, after } = house(campaigns.slice(0, 1), numbers(9), { paced: 2 });
  await after(0);
  expect(seen.called).toHaveLength(2);
  const both = house(campaigns, [], { paced: 2 });
  await both.after(0);
  expect(both.seen.paced).toEqual(['paced']);
});

it.each<[string, Quiet]>([
  ['was paused', { state: 'paused' }],
  ['is done', { state: 'done' }],
  ['was stopped', { stopped: [null] }],
])('keeps watching the calls of a campaign with a pace that %s', async (_, quiet) => {
  const campaigns = ['rings', 'rests'].map((id) => aCampaign(id, { mode: 'predictive', queue: 'general' }));
  const all = [...campaigns, aCampaign('free')];
  const { seen, after } = house(all, numbers(3), { rings: 2 }, { ...quiet, calling: ['rings', 'free'] });
  for (let i = 0; i < 10; i += 1) await after(39);
  // It may have to be withdrawn at any moment, so there is no rest.
  expect(seen).toMatchObject({ paced: [], fading: ['rings'], called: [], lookedAt: 10 });
});

it.each([
  ['while nobody is to be called', [aCampaign('one')], 0, 2],
  ['while agents call', [aCampaign('one', { mode: 'manual', queue: 'general' })], 3, 2],
  ['not while there is somebody', [aCampaign('one')], 100, 10],
  [
    'not with a pace, which may change at any moment',
    [aCampaign('one', { mode: 'predictive', queue: 'q' })],
    0,
    10,
  ],
])('rests %s', async (_, campaigns, contacts, looks) => {
  const { seen, after } = house(campaigns, numbers(contacts));
  for (let i = 0; i < 10; i += 1) await after(39);
  expect(seen.lookedAt).toBe(looks);
});
