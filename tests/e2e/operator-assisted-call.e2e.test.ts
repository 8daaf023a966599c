import type { DeskPage } from '../support/desk-page';
import { eventually } from '../support/eventually';
import { onEachSwitch } from '../support/each-switch';
import { CALLER_TONE, LI_NA, Situation } from '../support/situation';
import type { RtpEndpoint } from '../support/rtp-endpoint';
import { near, shareOfTone } from '../support/tone';
import { askingNumber } from '../support/asking';

jest.setTimeout(180_000);

const DAVE_TONE = 1000;
const DAVE = '13900000002';

onEachSwitch(['chromium', 'sipp', 'redis'], 'an operator-assisted call', (kind) => {
  let situation: Situation;
  let desk: DeskPage;

  beforeAll(async () => {
    situation = await Situation.start({ kind });
    desk = await situation.readyAgent('1001');
  });
  afterAll(() => situation.stop());

  /** As the desk's own buttons will: from its page, with its login. */
  const post = (path: string, body?: object): Promise<number> =>
    desk.page.evaluate(
      async ([url, text]) => {
        const headers = { 'content-type': 'application/json' };
        const response = await fetch(url, {
          method: 'POST',
          headers,
          ...(text === null ? {} : { body: text }),
        });
        return response.status;
      },
      [`/api/v1/desk/calls/${path}`, body === undefined ? null : JSON.stringify(body)] as const,
    );

  it('the agent rings the far party, talks with both, connects them and leaves; the record tells all of it', async () => {
    const caller = await situation.waitingCaller();
    await desk.callState('ringing');
    await desk.click('answer');
    await desk.callState('talking');
    const callId = (await situation.api.calls({ number: LI_NA })).items[0]?.callId ?? '';
    expect(await post(`${callId}/consult`, askingNumber('110'))).toBe(422);
    const dave = await situation.callee('answers', DAVE_TONE);
    expect(await post(`${callId}/consult`, askingNumber('139 0000 0002'))).toBe(204);
    await eventually('the agent hears Dave', async () => near(await desk.hears(), DAVE_TONE), 10_000);
    await desk.click('consult-merge');
    await desk.page
      .locator('[data-testid="consult-state"][data-state="merged"]')
      .waitFor({ timeout: 10_000 });
    const share = (party: { readonly rtp: RtpEndpoint }, tone: number) =>
      shareOfTone(party.rtp.samples(300), 8000, tone);
    await eventually('the caller hears Dave and the agent', () => {
      const isMixed = share(caller, DAVE_TONE) > 0.05 && share(caller, DAVE_TONE) < 0.95;
      return isMixed && share(dave, CALLER_TONE) > 0.05 && share(dave, CALLER_TONE) < 0.95;
    });
    await desk.click('consult-connect');
    await eventually('the caller hears Dave', () => near(caller.rtp.tone(300), DAVE_TONE), 10_000);
    await eventually('Dave hears the caller', () => near(dave.rtp.tone(300), CALLER_TONE), 10_000);
    await desk.page.locator('[data-testid="agent-state"][data-state="wrap-up"]').waitFor({ timeout: 10_000 });
    await desk.click('wrap-up-finish');
    caller.hangUp();
    expect(await caller.ended).toBe(0);
    expect(await dave.ended).toBe(0);
    const record = await situation.record('the record', LI_NA, (call) => call.outcome === 'answered');
    expect(record.agentId).toBe('1001');
    expect(record.connectedMs).toBeGreaterThan(0);
    const { legs, timeline } = await situation.api.call(record.callId);
    expect(legs.find((leg) => leg.role === 'far-party')).toMatchObject({ number: DAVE });
    expect(timeline.map(({ type }) => type)).toEqual(
      expect.arrayContaining([
        'call.consult-started',
        'call.consult-answered',
        'call.merged',
        'call.connected',
      ]),
    );
    await situation.isQuiet();
  });
});
