/** What a caller says into the flow lies on disk as a talk does, and is heard by whoever may, who is noted. */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RecordingView } from '../../server/contract/recordings';
import { ApiClient } from '../support/api-client';
import { CALLER_NOTE } from '../support/caller';
import { PASSWORD } from '../support/centre';
import type { DeskPage } from '../support/desk-page';
import { onEachSwitch } from '../support/each-switch';
import { eventually } from '../support/eventually';
import { ServiceLine } from '../support/service-line';
import { near, strongestTone } from '../support/tone';

jest.setTimeout(180_000);

const KEY = randomBytes(32).toString('base64');

onEachSwitch(['chromium', 'sipp', 'redis'], 'a complaint that was spoken into the flow', (kind) => {
  let line: ServiceLine;
  let susan: DeskPage;
  let callId = '';
  let serial = '';
  let message: RecordingView;

  beforeAll(async () => {
    line = await ServiceLine.start({
      kind,
      env: { RECORDING_KEYS: `2026=${KEY}`, MESSAGE_RECORDING_DAYS: '30' },
    });
    susan = await line.situation.agent('2002');
  }, 120_000);
  afterAll(() => line.stop(), 60_000);

  const fileOf = (ending: string) =>
    join(line.situation.centre.dir, 'recordings', `${message.recordingId}.${ending}`);

  it('is encrypted once it is over, with its sum and until when it is kept', async () => {
    const caller = await line.callToTheEnd(`>3 6 >2 109 beep say:1600 ># serial 140 ># 9`);
    callId = await caller.callId();
    serial = caller.serial;
    message = await eventually(
      'it is kept',
      async () => {
        const [found] = (await line.situation.api.call(callId)).recordings;
        return found?.keeping?.state === 'kept' ? found : null;
      },
      40_000,
    );
    expect(message).toMatchObject({
      kind: 'message',
      fault: null,
      keeping: {
        isEncrypted: true,
        legalHold: null,
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      },
    });
    const keptMs = Date.parse(message.keeping?.keepUntil ?? '') - Date.parse(message.startedAt);
    expect(Math.round(keptMs / 86_400_000)).toBe(30);
    await eventually('the plain file is gone', () => !existsSync(fileOf('wav')), 5000);
    expect(readFileSync(fileOf('klr')).includes('RIFF')).toBe(false);
  });

  it('is heard by a supervisor from its order, and that he listened stands on the timeline', async () => {
    const { page } = susan;
    const played = async () => (await line.situation.timeline(callId)).includes('call.recording-played');
    await susan.click('nav-work-orders');
    await susan.click('desk-tab-complaint');
    await page.locator(`[data-testid="order-row"][data-serial="${serial}"]`).click();
    await page.getByTestId('order-call').first().click();
    const shown = page.locator('[data-testid="call-recording"][data-kind="message"]');
    await shown.locator('[data-testid="recording-waveform"][data-has-peaks="true"]').waitFor();
    expect(await page.getByTestId('player-side').count()).toBe(0);
    expect(await played()).toBe(false);
    await susan.click('player-toggle');
    await eventually('that she listened is told', played, 10_000);
    await eventually(
      'it is heard to its end',
      () => shown.locator('audio').evaluate((audio) => (audio as HTMLAudioElement).ended),
      15_000,
    );
    await susan.screenshot('flow-message');
    const sound = await line.situation.api.send('GET', audioOf());
    const samples = new Int16Array((await sound.arrayBuffer()).slice(44));
    const middle = Float32Array.from(samples.slice(2000, 10_000), (sample) => sample / 32_768);
    expect(near(strongestTone(middle, 8000), CALLER_NOTE)).toBe(true);
  });

  it('is not for an agent who did not have the call, and outlives its deletion while it is held', async () => {
    const [agent, admin] = [
      new ApiClient(line.situation.centre.url),
      new ApiClient(line.situation.centre.url),
    ];
    await agent.login('1001', PASSWORD, true);
    await admin.login('admin', PASSWORD, true);
    expect((await agent.send('GET', audioOf())).status).toBe(403);
    const { page } = susan;
    await susan.click('recording-hold');
    await page.getByTestId('recording-why').fill('case 12');
    await susan.click('recording-why-submit');
    await page.getByTestId('recording-held').waitFor();
    const path = `/calls/${callId}/recordings/${message.recordingId}`;
    const remove = () => admin.send('POST', `${path}/deletion`, { why: 'he asked for it' });
    expect((await remove()).status).toBe(409);
    await admin.send('PUT', `${path}/legal-hold`, { isHeld: false, why: 'case 12 is closed' });
    expect((await remove()).status).toBe(204);
    expect(existsSync(fileOf('klr'))).toBe(false);
    expect((await admin.send('GET', audioOf())).status).toBe(410);
    const log = await admin.get<{ items: unknown[] }>('/recordings/log');
    expect(log.items[0]).toMatchObject({
      ...{ recordingId: message.recordingId, deed: 'deleted', packId: '1000', why: 'he asked for it' },
    });
  });

  const audioOf = () => `/calls/${callId}/recordings/${message.recordingId}/audio`;
});
