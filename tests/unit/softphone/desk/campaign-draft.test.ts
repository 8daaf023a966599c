import type { Campaign } from '../../../../server/contract/campaigns';
import {
  bringIn,
  faultAt,
  faultsOf,
  faultsTold,
  newCampaign,
} from '../../../../softphone/desk/campaign-draft';

const flow = {
  pack: 'outbound',
  name: { 'en-US': 'Outbound' },
  entries: [{ entry: 'arrears', variables: ['amount'] }],
};
const inbound = { pack: 'clinic', name: {}, entries: [{ entry: 'afterTalk', variables: [] }] };
const known = { flows: [flow], queues: ['general'], zones: new Set(['Asia/Shanghai', 'Asia/Hong_Kong']) };
const campaign = (over: Partial<Campaign> = {}): Campaign => ({
  ...newCampaign('november', [inbound, flow]),
  name: 'November',
  ...over,
});
const faultsIn = (over: Partial<Campaign>) =>
  Object.fromEntries([...faultsOf(campaign(over), known)].map(([path, { word }]) => [path, word]));

describe('a campaign in its form', () => {
  it('begins with the contract’s defaults and is good once it has a name', () => {
    expect(faultsIn({})).toEqual({});
    expect(campaign()).toMatchObject({
      ...{ mode: 'automatic', attempts: 3, cap: { calls: 3, days: 7 }, timeZone: 'Asia/Shanghai' },
      flow: { pack: 'outbound', entry: 'arrears' },
    });
    expect([...faultsOf(newCampaign('x', []), known).keys()].sort()).toEqual(['flow.pack', 'name']);
  });

  it('tells each fault at its field, in words', () => {
    expect(faultsIn({ name: ' ' })).toEqual({ name: 'required' });
    expect(faultsIn({ campaignId: 'No Slug' })).toEqual({ campaignId: 'slug' });
    expect(faultsIn({ mode: 'predictive' })).toEqual({ queue: 'queueNeeded' });
    expect(faultsIn({ mode: 'preview', queue: 'gone' })).toEqual({ queue: 'noQueue' });
    expect(faultsIn({ flow: { pack: 'outbound', entry: 'gone' } })).toEqual({ 'flow.entry': 'noEntry' });
    expect(faultsIn({ hours: { week: { mon: [] }, days: {} } })).toEqual({ hours: 'noHours' });
    expect(faultsIn({ timeZone: 'Mars/Base' })).toEqual({ timeZone: 'noZone' });
    expect(faultsIn({ timeZones: { '+852': 'Mars/Base' } })).toEqual({ timeZones: 'noZone' });
    expect(faultsIn({ callerNumber: 'abc' })).toEqual({ callerNumber: 'number' });
    const mark = { label: {}, asksDate: false, closes: true, workOrder: null };
    expect(
      faultsIn({
        marks: [
          { ...mark, mark: 'ok' },
          { ...mark, mark: 'ok' },
        ],
      }),
    ).toEqual({
      'marks.1.mark': 'markTwice',
    });
    expect(faultsIn({ marks: [{ ...mark, mark: 'Not so' }] })).toEqual({ 'marks.0.mark': 'mark' });
  });

  it('finds a fault inside a field', () => {
    const faults = faultsTold({ faults: ['hours.week.mon.1: 10:00–11:00 begins too early', 'no colon'] });
    expect(faultAt(faults, 'hours')).toEqual({ word: 'told', told: '10:00–11:00 begins too early' });
    expect(faultAt(faults, 'name')).toBeNull();
    expect(faultAt(faults, '')).toEqual({ word: 'told', told: 'no colon' });
    expect([...faultsTold({ problems: ['campaign.goal: too small'] }).keys()]).toEqual(['goal']);
  });
});

describe('a campaign that somebody else changed meanwhile', () => {
  const before = campaign();

  it('takes over what only he changed, and keeps what only I did', () => {
    const mine = { ...before, attempts: 5 };
    const theirs = { ...before, name: 'His', limits: { perSecond: 9, atOnce: 10 } };
    expect(bringIn(before, mine, theirs)).toEqual({
      campaign: { ...theirs, attempts: 5 },
      contested: [],
    });
  });

  it('names what both changed, unless both meant the same', () => {
    const mine = { ...before, name: 'Mine', cap: { days: 3, calls: 1 }, ringS: 20 };
    const theirs = { ...before, name: 'His', cap: { calls: 1, days: 3 }, ringS: 25 };
    expect(bringIn(before, mine, theirs)).toEqual({ campaign: mine, contested: ['name', 'ringS'] });
  });

  it('keeps fields of a newer server', () => {
    const theirs = { ...before, added: 1 } as Campaign;
    expect(bringIn(before, { ...before, ringS: 9 }, theirs).campaign).toEqual({ ...theirs, ringS: 9 });
  });
});
