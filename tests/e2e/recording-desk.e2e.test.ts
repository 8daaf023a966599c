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
      'its recording is on the record, and kept',
      async () => {
        const call = await situation.api.call(record.callId);
        return call.recordings[0]?.keeping?.state === 'kept' ? call : null;
      },
      40_000,
    );
    const [recording] = detail.recordings;
    expect(detail.recordings).toHaveLength(1);
    expect(recording?.paused).toMatchObject([{ toMs: expect.any(Number) as number }]);
    expect(await situation.timeline(record.callId)).toEqual(
      expect.arrayContaining(['call.recording-started', 'call.recording-paused', 'call.recording-resumed']),
    );
    // He finds it with the call's details, sees both sides and hears it; a step of the call leads to its place.
    await desk.click('wrap-up-finish');
    await desk.page.locator('.call-row').first().click();
    const heard = desk.page.locator('[data-testid="recording-player"] audio');
    const playing = (is: boolean) =>
      desk.page.locator(`[data-testid="player-toggle"][data-playing="${is}"]`).waitFor({ timeout: 10_000 });
    await desk.page
      .locator('[data-testid="recording-waveform"][data-has-peaks="true"]')
      .waitFor({ timeout: 10_000 });
    expect(await desk.page.getByTestId('masked-span').count()).toBe(1);
    expect(await situation.timeline(record.callId)).not.toContain('call.recording-played');
    await desk.click('player-toggle');
    await playing(true);
    await eventually(
      'that he listened is on the timeline',
      async () => (await situation.timeline(record.callId)).includes('call.recording-played'),
      10_000,
    );
    const secondsAt = () => heard.evaluate((audio) => (audio as HTMLAudioElement).currentTime);
    const length = await heard.evaluate((audio) => (audio as HTMLAudioElement).duration);
    expect(Math.abs(length * 1000 - (recording?.ms ?? 0))).toBeLessThan(100);
    const mark = desk.page.locator('[data-testid="player-mark"][data-step*="call-ended"]');
    const left = await mark.evaluate((button) => Number.parseFloat((button as HTMLElement).style.left) / 100);
    await mark.click();
    await eventually('the player is there', async () => (await secondsAt()) >= left * length - 0.01, 10_000);
    await desk.page.getByTestId('recording-waveform').press('Home');
    await eventually('it is at its beginning', async () => (await secondsAt()) < left * length, 10_000);
    // Agents hear recordings; they do not take them away, nor decide how long they are kept.
    for (const control of ['player-download', 'recording-hold', 'recording-delete'])
      expect(await desk.page.getByTestId(control).count()).toBe(0);
    await desk.screenshot('recording-of-a-call');
  });
});
