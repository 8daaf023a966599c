import { ApiClient } from '../support/api-client';
import { Centre, PASSWORD } from '../support/centre';
import { DeskPage } from '../support/desk-page';
import { eventually } from '../support/eventually';
import { onEachSwitch } from '../support/each-switch';
import { callFromTrunk, type SippPhone } from '../support/sipp-phone';
import { near, shareOfTone } from '../support/tone';

jest.setTimeout(180_000);

const CALLER_TONE = 880;
const AGENT_TONE = 520;
const LI_NA = '13900000001';

onEachSwitch(['chromium', 'sipp', 'redis'], 'a caller on a SIP trunk and an agent’s browser', (kind) => {
  let centre: Centre;
  let desk: DeskPage;
  let api: ApiClient;
  let phone: SippPhone | null = null;

  beforeAll(async () => {
    centre = await Centre.start({ kind });
    desk = await DeskPage.open({ baseUrl: centre.url, dir: centre.dir, tone: AGENT_TONE });
    await desk.logIn('1001', PASSWORD);
    api = new ApiClient(centre.url);
    await api.login('2001', PASSWORD);
  });

  afterEach(async () => {
    await phone?.stop();
    phone = null;
  });

  afterAll(async () => {
    await desk.close();
    await centre.stop();
  });

  const call = (callerNumber = LI_NA) =>
    callFromTrunk({
      dir: centre.dir,
      target: centre.sip,
      tone: CALLER_TONE,
      dialedNumber: '1000',
      callerNumber,
    });

  it('rings with the customer card, connects both ways, and is on the record with its timeline', async () => {
    await desk.ready();
    phone = await call();
    const { rtp } = phone;
    await eventually('the caller hears the welcome', () => rtp.tone() !== null, 10_000);
    await rtp.press('0');

    await desk.callState('ringing');
    expect(await desk.text('customer-name')).toContain('Li Na');
    expect(await desk.text('call-script')).toContain('工号 1001 为您服务');
    await desk.screenshot('ringing');
    await desk.click('answer');
    await desk.callState('talking');

    await eventually(
      'the caller is told who serves him, under the agent’s voice',
      () => {
        const share = shareOfTone(rtp.samples(200), 8000, AGENT_TONE);
        return share > 0.02 && share < 0.7;
      },
      5000,
    );
    await eventually('the agent hears the caller', async () => near(await desk.hears(), CALLER_TONE), 10_000);
    await eventually('the caller hears the agent', () => near(rtp.tone(300), AGENT_TONE), 10_000);

    await desk.screenshot('talking');

    await desk.click('hold');
    await eventually(
      'the caller hears music, not the agent',
      () => rtp.tone(300) !== null && !near(rtp.tone(300), AGENT_TONE),
      5000,
    );
    await desk.click('resume');
    await eventually('the caller hears the agent again', () => near(rtp.tone(300), AGENT_TONE), 5000);

    await desk.click('mute');
    await eventually('a muted agent is not heard', () => rtp.tone(300) === null, 5000);
    await desk.click('mute');
    await desk.click('keypad');
    for (const key of ['1', '5', '9']) await desk.click(`keypad-${key}`);
    await eventually('the caller’s side hears the keys', () => rtp.keysHeard === '159', 5000);
    await desk.page.keyboard.press('Escape');

    await desk.click('hang-up');
    expect(await phone.ended).toBe(0);
    await desk.click('disposition-resolved');
    await desk.screenshot('wrap-up');
    await desk.page.getByTestId('wrap-up-note').fill('explained the bill');
    await desk.click('wrap-up-finish');

    const record = await eventually('the record is complete', async () => {
      const found = (await api.calls({ number: LI_NA })).items[0];
      return found?.outcome === 'answered' && found.dispositionCode === 'resolved' ? found : null;
    });
    expect(record).toMatchObject({
      direction: 'inbound',
      agentId: '1001',
      queueId: 'general',
      note: 'explained the bill',
    });
    // The record of its end may come with the next batch.
    const detail = await eventually('his wrap-up is on the record', async () => {
      const found = await api.call(record.callId);
      return found.timeline.some(({ type }) => type === 'wrap-up.finished') && found;
    });
    const types = detail.timeline.map((entry) => entry.type);
    expect(types).toEqual(
      expect.arrayContaining([
        'call.started',
        'call.identified',
        'ivr.entered',
        'ivr.key-pressed',
        'call.queued',
        'offer.made',
        'offer.accepted',
        'call.talking',
        'call.held',
        'call.resumed',
        'call.ended',
        'wrap-up.started',
        'wrap-up.finished',
      ]),
    );
    expect(detail.legs.map((leg) => leg.role).sort()).toEqual(['agent', 'customer']);
  });
});
