import { campaignSchema, type Campaign } from '../../../server/contract/campaigns';
import { mayDial, zoneOf, type DialFacts } from '../../../server/outbound/may-dial';

const DAY = 86_400_000;
/** A Monday, 10:00 in Shanghai. */
const NOW = Date.parse('2026-11-30T02:00:00Z');
const nineToEight = [{ from: '09:00', to: '20:00' }];

const campaign = (over: Record<string, unknown> = {}): Campaign =>
  campaignSchema.parse({
    ...{ campaignId: 'c', name: 'C', flow: { pack: 'outbound' }, cap: { calls: 2, days: 7 } },
    ...{ hours: { week: { mon: nineToEight, tue: nineToEight } }, ...over },
  });

const facts = (over: Partial<DialFacts> = {}): DialFacts => ({
  ...{ now: NOW, numberKey: '+8613900000001', dialable: '13900000001', timeZone: null, consent: false },
  ...{ attempts: 0, recentCalls: [], doNotCall: [] },
  ...over,
});

const entry = { kind: 'prefix', value: '+86139', reason: 'test' };

describe('whether somebody may be called', () => {
  it.each<[string, Partial<DialFacts>, Record<string, unknown>, unknown]>([
    ['in his hours', {}, {}, { kind: 'dial', rule: 'allowed' }],
    ['on the list of those who are not', { doNotCall: [entry] }, {}, { kind: 'never', rule: 'do-not-call' }],
    ['without the consent that is asked for', {}, { needsConsent: true }, { kind: 'never', rule: 'consent' }],
    ['with it', { consent: true }, { needsConsent: true }, { kind: 'dial' }],
    ['a number nobody may dial', { dialable: null }, {}, { kind: 'never', rule: 'destination' }],
    [
      'who has paid',
      { settled: { mark: 'paid', evidence: { paid: 3850 } } },
      { source: { kind: 'unpaid' } },
      { kind: 'never', rule: 'settled', evidence: { settled: { mark: 'paid', paid: 3850 } } },
    ],
    ['who still owes', { settled: null }, { source: { kind: 'unpaid' } }, { kind: 'dial' }],
    ['his attempts used up', { attempts: 3 }, {}, { kind: 'never', rule: 'attempts' }],
    [
      'at 21:00, until tomorrow at 9',
      { now: NOW + 11 * 3_600_000 },
      {},
      { kind: 'wait', rule: 'hours', until: Date.parse('2026-12-01T01:00:00Z') },
    ],
    [
      'on a holiday, until the day after',
      {},
      { hours: { week: { mon: nineToEight, tue: nineToEight }, days: { '2026-11-30': [] } } },
      { kind: 'wait', rule: 'hours', until: Date.parse('2026-12-01T01:00:00Z') },
    ],
    [
      'called twice in seven days, until the older call is seven days old',
      { recentCalls: [NOW - 8 * DAY, NOW - 6 * DAY, NOW - DAY] },
      {},
      { kind: 'wait', rule: 'cap', until: NOW + DAY },
    ],
    ['called once in them', { recentCalls: [NOW - 8 * DAY, NOW - DAY] }, {}, { kind: 'dial' }],
    [
      'at night where he is',
      { timeZone: 'America/New_York' },
      {},
      { kind: 'wait', rule: 'hours', until: Date.parse('2026-11-30T14:00:00Z') },
    ],
  ])('%s', (_, seen, configured, expected) => {
    expect(mayDial(campaign(configured), facts(seen))).toMatchObject(expected as object);
  });

  it('says of each rule what it saw, up to the one that decided', () => {
    const { evidence } = mayDial(campaign(), facts({ attempts: 3 }));
    expect(evidence).toEqual({
      'do-not-call': [],
      consent: 'not asked for',
      settled: 'no source',
      destination: { dialled: '13900000001' },
      attempts: { made: 3, atMost: 3 },
    });
  });

  it('takes his clock from his line, else from how his number begins, else from the campaign', () => {
    const zones = campaign({ timeZones: { '+86': 'Asia/Shanghai', '+861': 'Asia/Urumqi' } });
    expect(zoneOf(zones, facts({ timeZone: 'Asia/Tokyo' }))).toEqual({ zone: 'Asia/Tokyo', by: 'list' });
    expect(zoneOf(zones, facts())).toEqual({ zone: 'Asia/Urumqi', by: 'number' });
    expect(zoneOf(zones, facts({ numberKey: '+4930' }))).toEqual({ zone: 'Asia/Shanghai', by: 'campaign' });
  });
});
