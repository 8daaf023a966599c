import { campaignMonitorSchema } from '../../server/contract/campaign-monitor';
import type { CampaignView, NumberExplanation } from '../../server/contract/campaigns';
import type { ApiClient } from '../support/api-client';
import { arrearsList, CampaignRoom } from '../support/campaign-room';
import { onEachSwitch } from '../support/each-switch';
import { eventually } from '../support/eventually';
import type { SippPhone } from '../support/sipp-phone';
import { AGENT_TONES, Situation } from '../support/situation';
import { near } from '../support/tone';
import { centreNow } from '../support/centre-day';

jest.setTimeout(120_000);

const DAVE_TONE = 1000;
const DAVE = '13900000002';

onEachSwitch(['chromium', 'sipp', 'redis'], 'a campaign calls people', (kind) => {
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

  const answered = async (dave: SippPhone, campaignId: string): Promise<string> => {
    await eventually('Dave hears the flow', () => dave.rtp.tone(200) !== null, 15_000);
    const { decisions } = await admin.get<NumberExplanation>(`/dial-decisions?number=${DAVE}`);
    const own = decisions.find((decision) => decision.campaignId === campaignId);
    if (!own?.callId) throw new Error('nobody was called');
    return own.callId;
  };

  const decided = (number: string, campaignId: string) =>
    eventually(`a decision about ${number}`, async () => {
      const { decisions } = await admin.get<NumberExplanation>(`/dial-decisions?number=${number}`);
      return decisions.find((decision) => decision.campaignId === campaignId);
    });

  it('who owes: hears how much and until when, promises by a key, and is marked so', async () => {
    const dave = await situation.callee('answers', DAVE_TONE);
    const campaignId = await room.begin(arrearsList(DAVE));
    const callId = await answered(dave, campaignId);
    await eventually('the menu is said', async () =>
      (await situation.api.call(callId)).timeline.some(
        ({ type, data }) => type === 'ivr.said' && (data['items'] as string[]).includes('outbound/4'),
      ),
    );
    await dave.rtp.press('2');
    expect(await dave.ended).toBe(0);
    const contact = await room.contactOf(campaignId, DAVE, ({ state }) => state === 'done');
    expect(contact).toMatchObject({
      mark: 'promised',
      markDate: '2026-12-15',
      lastResult: 'reached',
      attempts: 1,
    });
    const { timeline, direction, outcome } = await eventually('its record is complete', async () => {
      const call = await situation.api.call(callId);
      return call.outcome === 'in-progress' ? null : call;
    });
    expect({ direction, outcome }).toEqual({ direction: 'outbound', outcome: 'self-served' });
    const said = timeline.flatMap(({ type, data }) =>
      type === 'ivr.said' ? (data['items'] as string[]) : [],
    );
    expect(said.slice(0, 6)).toEqual([
      ...['outbound/1', 'outbound/2', 'amount:amount', 'outbound/3', 'date:dueDate', 'outbound/4'],
    ]);
    expect(await decided(DAVE, campaignId)).toMatchObject({
      ...{ decision: 'dialled', rule: 'allowed', result: 'reached' },
      evidence: { 'do-not-call': [], attempts: { made: 0, atMost: 3 }, hours: { timeZone: 'Asia/Shanghai' } },
    });
    await eventually('the campaign is done', async () => {
      const { state, progress } = await admin.get<CampaignView>(`/campaigns/${campaignId}`);
      return state === 'done' && progress.marks['promised'] === 1;
    });
    await situation.isQuiet();
  });

  it('who asks for an agent: talks with him, and both are heard', async () => {
    const desk = await situation.readyAgent('1001');
    const dave = await situation.callee('answers', DAVE_TONE);
    const campaignId = await room.begin(arrearsList(DAVE));
    await answered(dave, campaignId);
    await dave.rtp.press('0');
    await desk.callState('ringing');
    expect(await desk.text('customer-name')).toContain('Zhang Wei');
    await desk.click('answer');
    await desk.callState('talking');
    await eventually('the agent hears Dave', async () => near(await desk.hears(), DAVE_TONE), 10_000);
    await eventually(
      'Dave hears the agent',
      () => near(dave.rtp.tone(300), AGENT_TONES['1001'] ?? 0),
      10_000,
    );
    await desk.click('hang-up');
    expect(await dave.ended).toBe(0);
    await desk.click('wrap-up-finish');
    expect(await room.contactOf(campaignId, DAVE, ({ state }) => state === 'done')).toMatchObject({
      mark: 'told',
    });
    await situation.isQuiet();
  });

  it('who is busy is called again later, and who does not exist never', async () => {
    const busy = await situation.callee('busy', DAVE_TONE);
    const began = Date.now();
    const campaignId = await room.begin(arrearsList(DAVE));
    expect(await busy.ended).toBe(0);
    const { nextAt, ...contact } = await room.contactOf(
      campaignId,
      DAVE,
      ({ lastResult }) => lastResult !== null,
    );
    expect(contact).toMatchObject({ state: 'open', lastResult: 'busy', attempts: 1, mark: null });
    const inMinutes = (Date.parse(nextAt ?? '') - began) / 60_000;
    expect(Math.round(inMinutes)).toBe(15);
    expect(await decided(DAVE, campaignId)).toMatchObject({ sipStatus: 486, result: 'busy' });
    await situation.clearPhones();
    const nobody = await situation.callee('unknown', DAVE_TONE);
    const second = await room.begin(arrearsList('13911112222'));
    expect(await nobody.ended).toBe(0);
    expect(await room.contactOf(second, '13911112222', ({ state }) => state === 'done')).toMatchObject({
      ...{ mark: 'wrong-number', lastResult: 'wrong-number' },
    });
    await situation.isQuiet();
  });

  it('nobody who is not to be called, and nobody at night: why is written down', async () => {
    await room.send('POST', '/do-not-call', {
      kind: 'number',
      value: '139-2222-3333',
      reason: 'asked by letter',
    });
    const campaignId = await room.begin(arrearsList('13922223333'));
    expect(await room.contactOf(campaignId, '13922223333', ({ state }) => state === 'done')).toMatchObject({
      ...{ mark: 'not-allowed', attempts: 0 },
    });
    expect(await decided('139 2222 3333', campaignId)).toMatchObject({
      ...{ decision: 'not-dialled', rule: 'do-not-call', until: null, callId: null },
      evidence: { 'do-not-call': [{ kind: 'number', reason: 'asked by letter' }] },
    });
    const tomorrow = centreNow().plus({ days: 1 });
    const later = await room.begin(arrearsList('13922224444'), {
      hours: { week: {}, days: { [tomorrow.toFormat('yyyy-MM-dd')]: [{ from: '09:00', to: '20:00' }] } },
    });
    expect(await decided('13922224444', later)).toMatchObject({
      ...{ decision: 'not-dialled', rule: 'hours' },
      until: tomorrow.startOf('day').set({ hour: 9 }).toUTC().toISO(),
    });
  });

  it('who wants no more such calls is on the list from then on', async () => {
    const dave = await situation.callee('answers', DAVE_TONE);
    const campaignId = await room.begin(arrearsList(DAVE));
    await answered(dave, campaignId);
    await dave.rtp.press('9');
    expect(await dave.ended).toBe(0);
    await room.contactOf(campaignId, DAVE, ({ mark }) => mark === 'do-not-call');
    const { doNotCall } = await admin.get<NumberExplanation>(`/dial-decisions?number=${DAVE}`);
    expect(doNotCall).toMatchObject([{ kind: 'number', reason: 'asked for in the call', by: campaignId }]);
    const again = await room.begin(arrearsList(DAVE));
    expect(await room.contactOf(again, DAVE, ({ state }) => state === 'done')).toMatchObject({
      mark: 'not-allowed',
    });
    for (const { entryId } of doNotCall) await room.send('DELETE', `/do-not-call/${entryId}`, undefined);
    await situation.isQuiet();
  });

  it('the emergency stop ends what rings, and nothing is dialled until it is over', async () => {
    const dave = await situation.callee('silent', DAVE_TONE);
    const campaignId = await room.begin(arrearsList(DAVE), { retry: { stopped: { afterMinutes: 1 } } });
    await eventually('it rings', async () => (await situation.centre.legs()) === 1, 10_000);
    const monitor = campaignMonitorSchema.parse(await admin.get(`/campaigns/${campaignId}/monitor`));
    expect(monitor).toMatchObject({
      ...{
        mode: 'automatic',
        reason: 'automatic',
        why: null,
        abandonRate: 0,
        cap: 0.03,
        forecastEndAt: null,
      },
      calls: { ringing: 1, listening: 0, waiting: 0, talking: 0, inFlow: 0 },
    });
    expect(monitor.callsPerMinute).toBeGreaterThan(0);
    await room.send('POST', '/dialling/stop', { campaignId: null });
    expect(await dave.ended).toBe(0);
    expect(await room.contactOf(campaignId, DAVE, ({ lastResult }) => lastResult !== null)).toMatchObject({
      ...{ state: 'open', lastResult: 'stopped' },
    });
    const other = await room.begin(arrearsList('13933334444'));
    expect(await admin.get<CampaignView>(`/campaigns/${other}`)).toMatchObject({
      stopped: true,
      state: 'running',
    });
    await situation.clearPhones();
    const next = await situation.callee('unknown', DAVE_TONE);
    await room.send('POST', '/dialling/resume', { campaignId: null });
    expect(await next.ended).toBe(0);
    expect((await decided('13933334444', other)).decision).toBe('dialled');
    await situation.isQuiet();
  });
});
