import { campaignSchema } from '../../../server/contract/campaigns';
import { orderMarksOf, scriptOf } from '../../../server/outbound/campaign-orders';

const agent = { agentId: '1001', displayName: 'Chen Yu' };
const contact = {
  ...{ name: 'Li Na', number: '13900000001' },
  variables: { amount: '3850', dueDate: '2026-12-15', empty: '' },
};
const said = (script: Partial<Record<'zh-CN' | 'en-US', string>>, language: 'zh-CN' | 'en-US' = 'en-US') =>
  scriptOf({ script }, language, contact, agent);

describe('what a campaign has its agents say', () => {
  it.each([
    ['Good day {name}, {agentName} speaking.', 'Good day Li Na, Chen Yu speaking.'],
    ['You owe {amount:money} until {dueDate:date}.', 'You owe 38.50 until December 15, 2026.'],
    ['{number} / {agent} / {amount}', '13900000001 / 1001 / 3850'],
    ['Good day, {empty}, how are you?', 'Good day, how are you?'],
    ['Good day, {unknown}, how {toString}are you?', 'Good day, how are you?'],
    ['{name:money} {amount:date}', 'Li Na 3850'],
  ])('%s', (script, spoken) => {
    expect(said({ 'en-US': script })).toBe(spoken);
  });

  it('is in the language of the call, or in the other one', () => {
    expect(said({ 'zh-CN': '{dueDate:date}', 'en-US': 'x' }, 'zh-CN')).toBe('2026年12月15日');
    expect(said({ 'zh-CN': '您好{name}' })).toBe('您好Li Na');
    expect(said({})).toBeNull();
  });
});

describe('what its agents can say has come of it', () => {
  const marks = (drafts: readonly object[]) =>
    orderMarksOf({ marks: campaignSchema.shape.marks.parse(drafts) }).map(({ mark }) => mark);

  it('is always that he is not to be called any more, too', () => {
    expect(marks([{ mark: 'promised', asksDate: true }])).toEqual(['promised', 'do-not-call']);
    expect(marks([{ mark: 'do-not-call' }])).toEqual(['do-not-call']);
  });
});
