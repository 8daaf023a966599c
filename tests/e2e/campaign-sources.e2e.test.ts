import type { ApiClient } from '../support/api-client';
import type { CampaignView } from '../../server/contract/campaigns';
import type { RefreshReport } from '../../server/contract/campaign-source';
import type { Page } from '../../server/contract/rest';
import type { PaymentView } from '../../server/contract/self-service';
import type { OrderDetail } from '../../server/contract/tickets';
import { CampaignRoom } from '../support/campaign-room';
import { onEachSwitch } from '../support/each-switch';
import { eventually } from '../support/eventually';
import { runOn } from '../support/postgres';
import { CARDS } from '../support/service-line';
import type { SippPhone } from '../support/sipp-phone';
import { Situation } from '../support/situation';
import { centreDay } from '../support/centre-day';

jest.setTimeout(120_000);

const DAVE_TONE = 1000;
/** 张伟 of the demo. */
const DAVE = '13900000002';
/** In fen. */
const OWED = 4321;

onEachSwitch(['sipp', 'redis'], 'a campaign finds its contacts itself', (kind) => {
  let situation: Situation;
  let admin: ApiClient;
  let room: CampaignRoom;

  beforeAll(async () => {
    situation = await Situation.start({ kind });
    room = await CampaignRoom.open(situation.centre.url);
    admin = room.admin;
  });
  afterEach(() => situation.clear());
  afterAll(() => situation.stop());

  const run = (statement: string, parameters: readonly unknown[]) =>
    runOn(situation.centre.stores.postgres, statement, parameters);

  /** His bill of that kind has been due for forty days; nobody else owes one for so long. */
  const owes = async (bill: 'water' | 'gas'): Promise<void> => {
    await eventually('the demo has his bill', async () => {
      const changed = await run(
        `UPDATE bills SET amount = $2, due_date = current_date - 40 FROM customer_phones phone
         WHERE phone.customer_id = bills.customer_id AND phone.as_written = $1 AND bills.kind = $3
           AND bills.paid < bills.amount RETURNING 1`,
        [DAVE, OWED, bill],
      );
      return changed.length === 1;
    });
  };
  const unpaid = (bill: 'water' | 'gas') => ({ kind: 'unpaid' as const, days: 30, bills: [bill] });

  const hears = async (dave: SippPhone, callId: string, item: string, times = 1): Promise<void> => {
    await eventually('he hears the flow', () => dave.rtp.tone(200) !== null, 15_000);
    await eventually(`${item} is said`, async () => {
      const { timeline } = await situation.api.call(callId);
      const said = timeline.flatMap(({ type, data }) =>
        type === 'ivr.said' ? (data['items'] as string[]) : [],
      );
      return said.filter((each) => each === item).length >= times;
    });
  };
  const callOf = (campaignId: string): Promise<string> =>
    eventually('he is called', async () => (await room.decisions(campaignId, DAVE))[0]?.callId, 15_000);
  const enter = async (dave: SippPhone, digits: string): Promise<void> => {
    for (const digit of digits) await dave.rtp.press(digit);
  };

  it('who owes pays in the call by card: he is marked, his bill is paid, and nobody calls about it again', async () => {
    await owes('gas');
    const dave = await situation.callee('answers', DAVE_TONE);
    const campaignId = await room.beginFrom(unpaid('gas'));
    const callId = await callOf(campaignId);
    await hears(dave, callId, 'outbound/4');
    await enter(dave, '3');
    await hears(dave, callId, 'outbound/50');
    await enter(dave, `${CARDS.rich}#`);
    await hears(dave, callId, 'outbound/51');
    await enter(dave, '000000#');
    await hears(dave, callId, 'outbound/53');
    await enter(dave, '1');
    // A wrong password has charged nothing; he tries once more.
    await hears(dave, callId, 'outbound/57');
    await hears(dave, callId, 'outbound/4', 2);
    await enter(dave, '3');
    await hears(dave, callId, 'outbound/50', 2);
    await enter(dave, `${CARDS.rich}#`);
    await hears(dave, callId, 'outbound/51', 2);
    await enter(dave, `${CARDS.password}#`);
    await hears(dave, callId, 'outbound/53', 2);
    await enter(dave, '1');
    expect(await dave.ended).toBe(0);

    const contact = await room.contactOf(campaignId, `+86${DAVE}`, ({ state }) => state === 'done');
    expect(contact).toMatchObject({ mark: 'paid', lastResult: 'reached', attempts: 1 });
    const { items } = await situation.api.get<Page<PaymentView>>('/payments');
    const own = items.filter((payment) => payment.callId === callId);
    expect(own.map(({ state, amount, billKind }) => ({ state, amount, billKind }))).toEqual(
      expect.arrayContaining([
        { state: 'accepted', amount: OWED, billKind: 'gas' },
        { state: 'declined', amount: OWED, billKind: 'gas' },
      ]),
    );
    expect(own).toHaveLength(2);
    const call = JSON.stringify(await situation.api.call(callId));
    expect([CARDS.rich, CARDS.password].filter((secret) => call.includes(secret))).toEqual([]);

    const again = await room.beginFrom(unpaid('gas'));
    expect(await room.send<RefreshReport>('POST', `/campaigns/${again}/refresh`, {})).toMatchObject({
      ...{ found: 0, added: 0 },
    });
    await situation.isQuiet();
  });

  it('who has paid meanwhile is not called: why is written down', async () => {
    await owes('water');
    const tomorrow = centreDay(1);
    const campaignId = await room.beginFrom(unpaid('water'), {
      hours: { week: {}, days: { [tomorrow]: [{ from: '09:00', to: '20:00' }] } },
    });
    await room.contactOf(campaignId, `+86${DAVE}`, ({ state }) => state === 'open');
    // Before his hours were looked at the dialler might be first to see that he has paid.
    await eventually('he is not called today', async () =>
      (await room.decisions(campaignId, DAVE)).some(({ rule }) => rule === 'hours'),
    );
    await run(
      `UPDATE bills SET paid = amount FROM customer_phones phone
       WHERE phone.customer_id = bills.customer_id AND phone.as_written = $1 AND bills.kind = 'water'`,
      [DAVE],
    );
    expect(await room.send<RefreshReport>('POST', `/campaigns/${campaignId}/refresh`, {})).toMatchObject({
      closed: 1,
    });
    expect(await room.contactOf(campaignId, `+86${DAVE}`, ({ state }) => state === 'done')).toMatchObject({
      ...{ mark: 'paid', attempts: 0 },
    });
    expect((await room.decisions(campaignId, DAVE))[0]).toMatchObject({
      ...{ decision: 'not-dialled', rule: 'settled', callId: null },
      evidence: { settled: { mark: 'paid', amount: OWED, paid: OWED } },
    });
  });

  it('who had a fault mended is asked how it was, once', async () => {
    const order = await room.send<OrderDetail>('POST', '/work-orders', {
      ...{ type: 'fault', contactName: 'Dave', contactNumber: DAVE, subject: 'No tone', text: '' },
      ...{ fields: { symptom: 'noise' }, lineNumber: DAVE },
    });
    const move = (name: string, body: object = {}) =>
      room.send('POST', `/work-orders/${order.orderId}/${name}`, body, situation.api);
    await move('take');
    await move('start');
    await move('resolve', { result: 'joint renewed' });
    await move('report-return-call', { outcome: 'reached' });
    await move('close');

    const dave = await situation.callee('answers', DAVE_TONE);
    const source = { kind: 'closed-orders' as const, types: ['fault'] };
    const campaignId = await room.beginFrom(source, { flow: { pack: 'outbound', entry: 'survey' } });
    const callId = await callOf(campaignId);
    await hears(dave, callId, 'outbound/20');
    await enter(dave, '1');
    await hears(dave, callId, 'outbound/21');
    await enter(dave, '2');
    await hears(dave, callId, 'outbound/22');
    await enter(dave, '1');
    expect(await dave.ended).toBe(0);
    expect(await room.contactOf(campaignId, DAVE, ({ state }) => state === 'done')).toMatchObject({
      ...{ mark: 'survey-done', lastResult: 'reached' },
    });
    expect(await room.send<RefreshReport>('POST', `/campaigns/${campaignId}/refresh`, {})).toMatchObject({
      ...{ found: 1, added: 0 },
    });
    expect((await admin.get<CampaignView>(`/campaigns/${campaignId}`)).progress).toMatchObject({
      marks: { 'survey-done': 1 },
    });
    await situation.isQuiet();
  });
});
