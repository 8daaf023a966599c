import type { DeskPage } from '../support/desk-page';
import { onEachSwitch } from '../support/each-switch';
import { eventually } from '../support/eventually';
import { AGENT_TONES, Situation } from '../support/situation';
import { near } from '../support/tone';

jest.setTimeout(180_000);

const DAVE_TONE = 1000;
const DAVE = '13900000002';

onEachSwitch(['chromium', 'sipp', 'redis'], 'an agent whose talks are recorded', (kind) => {
  let situation: Situation;
  let desk: DeskPage;

  beforeAll(async () => {
    situation = await Situation.start({ kind, env: { DIALLED_RECORDING: 'always' } });
    desk = await situation.agent('1001');
  });
  afterAll(() => situation.stop());

  const isRecording = (state: 'on' | 'paused') =>
    desk.page.locator(`[data-testid="recording"][data-state="${state}"]`).waitFor({ timeout: 10_000 });

  it('pauses over a reload of his page and goes on; the pause is proven, and he listens to the talk', async () => {
    const dave = await situation.callee('answers', DAVE_TONE);
    await desk.page.getByTestId('dial-input').fill(DAVE);
    await desk.click('dial-submit');
    await desk.callState('talking');
    await isRecording('on');
    await eventually(
      'Dave hears the agent',
      () => near(dave.rtp.tone(300), AGENT_TONES['1001'] ?? 0),
      10_000,
    );
    await desk.click('recording-pause');
    await isRecording('paused');
    await desk.page.reload();
    await desk.callState('talking');
    await isRecording('paused');
    await desk.screenshot('recording-paused');
    await desk.click('recording-resume');
    await isRecording('on');
    expect(await desk.page.getByTestId('recording-stop').count()).toBe(0);
    await desk.click('hang-up');
    await dave.ended;
    const record = await situation.record('the record', DAVE, (call) => call.outcome === 'answered');
    const detail = await eventually(
      'its recording is on the record',
      async () => {
        const call = await situation.api.call(record.callId);
        return call.recordings[0]?.ms ? call : null;
      },
      10_000,
    );
    const [recording] = detail.recordings;
    expect(detail.recordings).toHaveLength(1);
    expect(recording?.paused).toMatchObject([{ toMs: expect.any(Number) as number }]);
    expect(await situation.timeline(record.callId)).toEqual(
      expect.arrayContaining(['call.recording-started', 'call.recording-paused', 'call.recording-resumed']),
    );
    // He finds it with the call's details, and his browser plays it.
    await desk.click('wrap-up-finish');
    await desk.page.evaluate(() => {
      window.location.hash = '#/history';
    });
    await desk.page.locator('.call-row').first().click();
    const player = desk.page.locator('[data-testid="call-recording"] audio');
    await player.waitFor({ timeout: 10_000 });
    await player.evaluate((audio) => (audio as HTMLAudioElement).play());
    await eventually(
      'that he listened is on the timeline',
      async () => (await situation.timeline(record.callId)).includes('call.recording-played'),
      10_000,
    );
    expect(await player.evaluate((audio) => (audio as HTMLAudioElement).duration)).toBeGreaterThan(0.5);
    await desk.screenshot('recording-of-a-call');
  });
});
