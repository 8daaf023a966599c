import type { CampaignView, NumberExplanation } from '../../server/contract/campaigns';
import type { OrderSummary } from '../../server/contract/tickets';
import type { CustomerCard, Page } from '../../server/contract/rest';
import { arrearsList, CampaignRoom } from '../support/campaign-room';
import type { DeskPage } from '../support/desk-page';
import { onEachSwitch } from '../support/each-switch';
import { eventually } from '../support/eventually';
import { Situation } from '../support/situation';
import { near } from '../support/tone';

jest.setTimeout(120_000);

const DAVE_TONE = 1000;
const DAVE = '13900000002';
const SPOKEN = 'Good day Dave, this is 1001. You owe 38.50 until December 15, 2026.';
const conducted = {
  script: { 'en-US': 'Good day {name}, this is {agent}. You owe {amount:money} until {dueDate:date}.' },
  marks: [
    {
      mark: 'promised',
      label: { 'en-US': 'Promised', 'zh-CN': '已承诺' },
      asksDate: true,
      workOrder: 'callback',
    },
    { mark: 'later', label: { 'en-US': 'Call again', 'zh-CN': '再联系' }, closes: false },
  ],
};

onEachSwitch(['chromium', 'sipp', 'redis'], 'agents work for campaigns', (kind) => {
  let situation: Situation;
  let campaigns: CampaignRoom;

  beforeAll(async () => {
    situation = await Situation.start({ kind });
    campaigns = await CampaignRoom.open(situation.centre.url);
  });
  afterEach(() => situation.clear());
  afterAll(() => situation.stop());

  const promises = async (desk: DeskPage, date: string): Promise<void> => {
    await desk.click('mark-promised');
    await desk.page.getByTestId('mark-date').fill(date);
    await desk.click('mark-save');
    await desk.page.getByTestId('order-marked').filter({ hasText: date }).waitFor();
  };
  const ordersOf = (callId: string) =>
    eventually('the work order', async () => {
      const { items } = await situation.api.get<Page<OrderSummary>>(`/work-orders?callId=${callId}`);
      return items.length > 0 ? items : undefined;
    });

  it('who asks for an agent in a campaign’s call comes with the order, and is marked by the agent', async () => {
    const desk = await situation.readyAgent('1001');
    const dave = await situation.callee('answers', DAVE_TONE);
    const campaignId = await campaigns.begin(arrearsList(DAVE), conducted);
    await eventually('Dave hears the flow', () => dave.rtp.tone(200) !== null, 15_000);
    await dave.rtp.press('0');
    await desk.callState('ringing');
    expect(await desk.text('order-script')).toBe(SPOKEN);
    expect(await desk.text('order-contact')).toContain('Dave');
    await desk.click('answer');
    await desk.callState('talking');
    await desk.click('mark-later');
    await desk.page.getByTestId('order-marked').filter({ hasText: 'Call again' }).waitFor();
    await desk.click('hang-up');
    expect(await dave.ended).toBe(0);
    // He is to be called again, and then he is not: the word is free until the wrap-up is over.
    await campaigns.contactOf(
      campaignId,
      DAVE,
      ({ state, lastResult }) => state === 'open' && lastResult === 'reached',
    );
    await promises(desk, '2026-12-15');
    const contact = await campaigns.contactOf(campaignId, DAVE, ({ state }) => state === 'done');
    expect(contact).toMatchObject({ mark: 'promised', markDate: '2026-12-15', lastResult: 'reached' });
    await desk.click('wrap-up-finish');
    const [decision] = await campaigns.decisions(campaignId, DAVE);
    const [order] = await ordersOf(decision?.callId ?? '');
    expect(order).toMatchObject({ type: 'callback', subject: 'Arrears: Promised', contactNumber: DAVE });
    await eventually('the campaign is done', async () => {
      const { state, progress } = await campaigns.admin.get<CampaignView>(`/campaigns/${campaignId}`);
      return state === 'done' && progress.marks['promised'] === 1;
    });
    const { items } = await situation.api.get<Page<{ customerId: string }>>(`/customers?search=${DAVE}`);
    const card = await situation.api.get<CustomerCard>(`/customers/${items[0]?.customerId ?? ''}`);
    expect(card.latestNotes.map(({ text, author }) => `${author} ${text}`)).toEqual(
      expect.arrayContaining(['1001 Arrears: Promised · 2026-12-15', '1001 Arrears: Call again']),
    );
    await situation.isQuiet();
  });

  const order = (desk: DeskPage) => desk.page.getByTestId('outbound-order');

  it('a contact an agent looks at is called by him, agent first, and marked with a date', async () => {
    const dave = await situation.callee('answers', DAVE_TONE);
    const campaignId = await campaigns.begin(arrearsList(DAVE), {
      ...conducted,
      ...{ mode: 'preview', queue: 'general' },
    });
    const desk = await situation.readyAgent('1001');
    await desk.click('next-contact');
    await order(desk).waitFor();
    expect(await desk.text('order-script')).toBe(SPOKEN);
    expect(await desk.text('customer-name')).toContain('Zhang Wei');
    expect(await campaigns.decisions(campaignId, DAVE)).toEqual([]);
    await desk.click('order-call');
    await desk.callState('talking');
    await eventually('the agent hears Dave', async () => near(await desk.hears(), DAVE_TONE), 10_000);
    await promises(desk, '2026-12-15');
    await desk.click('hang-up');
    expect(await dave.ended).toBe(0);
    await desk.click('wrap-up-finish');
    const contact = await campaigns.contactOf(campaignId, DAVE, ({ state }) => state === 'done');
    expect(contact).toMatchObject({ mark: 'promised', markDate: '2026-12-15', attempts: 1 });
    const [decision] = await campaigns.decisions(campaignId, DAVE);
    expect(decision).toMatchObject({ result: 'reached', evidence: { agent: { agentId: '1001' } } });
    expect(await ordersOf(decision?.callId ?? '')).toMatchObject([{ type: 'callback' }]);
    await situation.isQuiet();
  });

  it('a contact is left for later, and another one is picked from the list', async () => {
    const campaignId = await campaigns.begin(arrearsList('13922223333'), {
      ...conducted,
      ...{ mode: 'preview', queue: 'general' },
    });
    const desk = await situation.readyAgent('1001');
    await desk.click('next-contact');
    await order(desk).waitFor();
    await desk.click('order-later');
    await desk.click('order-later-1h');
    await order(desk).waitFor({ state: 'detached' });
    const { nextAt } = await campaigns.contactOf(campaignId, '13922223333', (each) => each.nextAt !== null);
    expect(Math.round((Date.parse(nextAt ?? '') - Date.now()) / 60_000)).toBe(60);
    expect(await campaigns.decisions(campaignId, '13922223333')).toMatchObject([
      { decision: 'not-dialled', rule: 'agent', evidence: { agent: { agentId: '1001', said: 'later' } } },
    ]);
    await campaigns.send('POST', `/campaigns/${campaignId}/state`, { action: 'finish' });
    const busy = await situation.callee('busy', DAVE_TONE);
    const manual = await campaigns.begin(arrearsList('13933334444', DAVE), {
      ...conducted,
      ...{ mode: 'manual', queue: 'general' },
    });
    await desk.page.getByTestId('pick-search').fill('0002');
    await eventually('one is found', async () => (await desk.page.getByTestId('pick-contact').count()) === 1);
    await desk.click('pick-contact');
    await order(desk).waitFor();
    await desk.click('order-call');
    expect(await busy.ended).toBe(0);
    const contact = await campaigns.contactOf(manual, DAVE, ({ lastResult }) => lastResult !== null);
    expect(contact).toMatchObject({ state: 'open', lastResult: 'busy', attempts: 1 });
    await situation.isQuiet();
  });

  it('a contact is skipped, another one is never to be called, and the last one is dialled by itself', async () => {
    const busy = await situation.callee('busy', DAVE_TONE);
    const numbers = ['13955556666', '13955557777', DAVE];
    const campaignId = await campaigns.begin(arrearsList(...numbers), {
      ...conducted,
      ...{ mode: 'preview', queue: 'general', previewS: 30 },
    });
    const desk = await situation.readyAgent('1001');
    /** In whatever order they come. */
    const next = async (): Promise<string> => {
      await desk.click('next-contact');
      await order(desk).waitFor();
      const text = (await desk.text('order-contact')).replaceAll(/\s/g, '');
      return numbers.find((number) => text.includes(number)) ?? text;
    };
    const skipped = await next();
    await desk.click('order-skip');
    await order(desk).waitFor({ state: 'detached' });
    const blocked = await next();
    await desk.click('order-never');
    expect(await campaigns.contactOf(campaignId, blocked, ({ state }) => state === 'done')).toMatchObject({
      ...{ mark: 'do-not-call', attempts: 0 },
    });
    const { doNotCall } = await campaigns.admin.get<NumberExplanation>(`/dial-decisions?number=${blocked}`);
    expect(doNotCall).toMatchObject([{ kind: 'number', by: '1001' }]);
    await order(desk).waitFor({ state: 'detached' });
    // Nobody touches the last one: his thirty seconds pass.
    const dialled = await next();
    expect([skipped, blocked, dialled].sort()).toEqual([...numbers].sort());
    expect(await busy.ended).toBe(0);
    const called = await campaigns.contactOf(campaignId, dialled, ({ lastResult }) => lastResult !== null);
    expect(called).toMatchObject({ state: 'open', lastResult: 'busy', attempts: 1 });
    expect(await campaigns.contactOf(campaignId, skipped, ({ state }) => state === 'open')).toMatchObject({
      attempts: 0,
    });
    for (const { entryId } of doNotCall) await campaigns.send('DELETE', `/do-not-call/${entryId}`, undefined);
    await situation.isQuiet();
  });
});
