import { campaignSchema } from '../../../server/contract/campaigns';
import { checkCampaign, readCampaign } from '../../../server/outbound/check-campaign';

const file = (...lines: readonly string[]): string =>
  ['campaignId: c', 'name: C', 'flow: { pack: outbound, entry: arrears }', ...lines].join('\n');

describe('a campaign as a file', () => {
  it('is read with what is usual filled in', () => {
    const { campaign, faults } = readCampaign(
      file('hours: { week: { mon: [{ from: "09:00", to: "20:00" }] } }'),
      'c.yaml',
    );
    expect(faults).toEqual([]);
    expect(campaign).toMatchObject({ mode: 'automatic', attempts: 3, cap: { calls: 3, days: 7 } });
  });

  it('has all its faults told, each with its line', () => {
    const { campaign, faults } = readCampaign(
      file(
        'timeZone: Mars/Olympus',
        'timeZones: { "+852": Nowhere }',
        'hours:',
        '  week: { mon: [{ from: "09:00", to: "12:00" }, { from: "11:00", to: "20:00" }] }',
      ),
      'c.yaml',
    );
    expect(campaign).toBeNull();
    expect(faults.map(({ line }) => line)).toEqual([4, 5, 7]);
  });

  it.each([
    ['an unknown key', 'hours: { week: {} }', 'colour: red'],
    ['a negative time', 'hours: { week: {} }', 'ringS: -5'],
    ['no hours at all', 'hours: { week: {} }', ''],
  ])('is refused: %s', (_, ...lines) => {
    expect(readCampaign(file(...lines), 'c.yaml').faults.length).toBeGreaterThan(0);
  });

  it('asks for a pack and an entry that are there', () => {
    const campaign = campaignSchema.parse({
      ...{ campaignId: 'c', name: 'C', flow: { pack: 'outbound', entry: 'arrears' } },
      hours: { week: { mon: [{ from: '09:00', to: '20:00' }] } },
    });
    const told = (found: 'no-pack' | 'no-entry' | readonly string[]): string[] => {
      const faults: string[] = [];
      checkCampaign(campaign, { flows: { variablesOf: () => found }, orderTypes: [] }, (path) =>
        faults.push(path.join('.')),
      );
      return faults;
    };
    expect(told('no-pack')).toEqual(['flow.pack']);
    expect(told('no-entry')).toEqual(['flow.entry']);
    expect(told(['amount'])).toEqual([]);
  });

  it.each<[string, Record<string, unknown>, readonly string[]]>([
    ['listens', { answerer: { detect: true } }, []],
    ['leaves a message', { answerer: { detect: true, machineHears: 'message' } }, []],
    ['a message nobody waits for', { answerer: { machineHears: 'message' } }, ['answerer.machineHears']],
    [
      'an entry that is not there',
      { answerer: { detect: true, machineHears: 'none' } },
      ['answerer.machineHears'],
    ],
    [
      'values the list need not have',
      { answerer: { detect: true, machineHears: 'other' } },
      ['answerer.machineHears'],
    ],
    [
      'agents hear it themselves',
      { mode: 'preview', queue: 'q', answerer: { detect: true } },
      ['answerer.detect'],
    ],
  ])('tells persons from machines: %s', (_, over, expected) => {
    const campaign = campaignSchema.parse({
      ...{ campaignId: 'c', name: 'C', flow: { pack: 'outbound', entry: 'arrears' }, ...over },
      hours: { week: { mon: [{ from: '09:00', to: '20:00' }] } },
    });
    const entries: Readonly<Record<string, readonly string[]>> = {
      ...{ arrears: ['amount'], message: ['amount', 'name'], other: ['amount', 'date'] },
    };
    const faults: string[] = [];
    const variablesOf = (_pack: string, entry: string) => entries[entry] ?? ('no-entry' as const);
    checkCampaign(campaign, { flows: { variablesOf }, orderTypes: [] }, (path) =>
      faults.push(path.join('.')),
    );
    expect(faults).toEqual(expected);
  });

  it('asks for a work-order type that is there', () => {
    const campaign = campaignSchema.parse({
      ...{ campaignId: 'c', name: 'C', flow: { pack: 'outbound' } },
      hours: { week: { mon: [{ from: '09:00', to: '20:00' }] } },
      marks: [{ mark: 'moved', workOrder: 'relocation' }],
    });
    const told = (orderTypes: readonly string[]): string[] => {
      const faults: string[] = [];
      checkCampaign(campaign, { flows: { variablesOf: () => [] }, orderTypes }, (path) =>
        faults.push(path.join('.')),
      );
      return faults;
    };
    expect(told(['fault'])).toEqual(['marks.0.workOrder']);
    expect(told(['relocation'])).toEqual([]);
  });

  it.each<[string, Record<string, unknown>, readonly string[], readonly string[]]>([
    [
      'an entry whose values its source knows',
      { source: { kind: 'unpaid' } },
      ['amount', 'dueDate', 'name'],
      [],
    ],
    ['one that speaks of more', { source: { kind: 'open-returns' } }, ['amount', 'order'], ['source.kind']],
    ['promises of unpaid bills', { source: { kind: 'unpaid' }, promise: { againAfterDays: 1 } }, [], []],
    ['promises of a list', { promise: { againAfterDays: 1 } }, [], ['promise']],
  ])('takes, or does not, %s', (_, over, variables, faults) => {
    const campaign = campaignSchema.parse({
      ...{ campaignId: 'c', name: 'C', flow: { pack: 'outbound', entry: 'arrears' } },
      ...{ hours: { week: { mon: [{ from: '09:00', to: '20:00' }] } }, ...over },
    });
    const found: string[] = [];
    checkCampaign(campaign, { flows: { variablesOf: () => variables }, orderTypes: [] }, (path) =>
      found.push(path.join('.')),
    );
    expect(found).toEqual(faults);
  });
});
