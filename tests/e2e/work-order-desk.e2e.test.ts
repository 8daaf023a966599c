import type { Page } from '../../server/contract/rest';
import type { AuditResult, OrderDetail, OrderSummary } from '../../server/contract/tickets';
import { ApiClient } from '../support/api-client';
import { Centre, PASSWORD } from '../support/centre';
import { DeskPage } from '../support/desk-page';
import { eventually } from '../support/eventually';
import { requires } from '../support/requirements';
import { callFromTrunk, type SippPhone } from '../support/sipp-phone';

jest.setTimeout(180_000);

const LI_NA = '13900000001';

requires(
  'chromium',
  'sipp',
  'redis',
)('a work order from a call to its end, at the desk', () => {
  let centre: Centre;
  let desk: DeskPage;
  let api: ApiClient;
  let phone: SippPhone | null = null;

  beforeAll(async () => {
    centre = await Centre.start({ kind: 'embedded' });
    desk = await DeskPage.open({ baseUrl: centre.url, dir: centre.dir, tone: 520 });
    await desk.logIn('1001', PASSWORD);
    api = new ApiClient(centre.url);
    await api.login('2001', PASSWORD);
  });

  afterAll(async () => {
    await phone?.stop();
    await desk.close();
    await centre.stop();
  });

  const choose = async (testId: string, option: string): Promise<void> => {
    await desk.click(testId);
    await desk.page.getByRole('option', { name: option, exact: true }).click();
  };
  const orderState = (state: string) =>
    desk.page.locator(`[data-testid="order-detail"][data-state="${state}"]`).waitFor({ timeout: 10_000 });

  it('is made while talking, taken at its desk, answered and closed; its record is complete', async () => {
    await desk.ready();
    const { rtp } = (phone = await callFromTrunk({
      dir: centre.dir,
      target: centre.sip,
      tone: 880,
      dialedNumber: '1000',
      callerNumber: LI_NA,
    }));
    await eventually('the caller hears the welcome', () => rtp.tone() !== null, 10_000);
    await rtp.press('0');
    await desk.callState('ringing');
    await desk.click('answer');
    await desk.callState('talking');

    await desk.click('order-from-call');
    await choose('new-order-type', 'Fault report');
    expect(await desk.page.getByTestId('new-order-create').isDisabled()).toBe(true);
    await choose('new-order-field-symptom', 'Noise');
    await desk.page.getByTestId('new-order-text').fill('Crackling since yesterday');
    await desk.screenshot('new-order');
    await desk.click('new-order-create');
    const made = desk.page.getByTestId('made-serial');
    await made.waitFor({ timeout: 10_000 });
    const serial = (await made.getAttribute('data-serial')) ?? '';
    expect(serial).toMatch(/^\d{9}$/);
    await desk.screenshot('order-made');
    await desk.click('speak-serial');
    await desk.page.getByText('The caller is being told the serial number').waitFor({ timeout: 10_000 });
    await desk.page.keyboard.press('Escape');
    // Among what is open for this customer at once.
    await desk.page.locator(`[data-testid="customer-order"][data-serial="${serial}"]`).waitFor();

    await desk.click('hang-up');
    expect(await phone.ended).toBe(0);
    await desk.click('disposition-resolved');
    await desk.click('wrap-up-finish');

    await desk.click('nav-work-orders');
    await desk.click('desk-tab-fault');
    await desk.page.getByTestId('orders-search').fill(serial);
    await desk.page.locator(`[data-testid="order-row"][data-serial="${serial}"]`).click();
    await orderState('open');
    await desk.click('move-take');
    await orderState('assigned');
    await desk.click('move-start');
    await orderState('in-progress');
    await desk.page.getByTestId('comment-text').fill('Measured: the joint is wet');
    await desk.click('comment-add');
    await desk.page.locator('[data-testid="order-event"][data-type="commented"]').waitFor();
    await desk.click('text-serial');
    expect(await desk.page.getByTestId('text-number').inputValue()).toBe(LI_NA);
    await desk.click('text-send');
    await desk.page.locator(`[data-testid="order-text"][data-to="+86${LI_NA}"][data-state="sent"]`).waitFor();
    await desk.click('move-resolve');
    await desk.page.getByTestId('move-result').fill('Joint renewed, line is clear');
    await desk.click('move-confirm');
    await orderState('return-call');
    await desk.click('move-report-return-call');
    await choose('move-outcome', 'Customer reached');
    await desk.click('move-confirm');
    await orderState('resolved');
    await desk.click('move-close');
    await desk.click('move-confirm');
    await orderState('closed');
    await desk.page.locator('[data-testid="order-audit"][data-state="intact"]').waitFor();
    await desk.screenshot('order-closed');

    const found = await api.get<Page<OrderSummary>>(`/work-orders?serial=${serial}`);
    const summary = found.items[0];
    if (!summary) throw new Error('the order is not there');
    const order = await api.get<OrderDetail>(`/work-orders/${summary.orderId}`);
    const call = (await api.calls({ number: LI_NA })).items[0];
    expect(order).toMatchObject({
      serial,
      type: 'fault',
      state: 'closed',
      assigneeId: '1001',
      customerId: call?.customerId,
      customerName: '李娜 Li Na',
      text: 'Crackling since yesterday',
      fields: { symptom: 'noise' },
      result: 'Joint renewed, line is clear',
      returnCallDone: true,
    });
    expect(order.calls).toMatchObject([{ callId: call?.callId, purpose: 'origin' }]);
    expect(order.events.map(({ type }) => type)).toEqual([
      'created',
      'assigned',
      'started',
      'commented',
      'resolved',
      'return-call-reported',
      'closed',
    ]);
    const audit = await api.get<AuditResult>(`/work-orders/${summary.orderId}/audit`);
    expect(audit).toMatchObject({ intact: true, events: 7 });
    // Before the login there is none to resume.
    expect(desk.complaints.filter((complaint) => !complaint.includes('401'))).toEqual([]);
  });
});
