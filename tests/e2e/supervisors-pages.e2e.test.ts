/** Pages of a supervisor that a day brings: reports, one sent by mail, a recording held, a call given to reviewers. In the browser, with the embedded switch. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AvailabilityReport } from '../../server/contract/reports';
import { ApiClient } from '../support/api-client';
import { PASSWORD } from '../support/centre';
import type { DeskPage } from '../support/desk-page';
import { eventually } from '../support/eventually';
import { MailServer } from '../support/mail-server';
import { recordedCall } from '../support/recorded-call';
import { requires } from '../support/requirements';
import { Situation } from '../support/situation';
import { centreDay } from '../support/centre-day';

jest.setTimeout(180_000);

const SUSAN = '周敏 Zhou Min';
const cards = `cards:
  - id: short
    name: { zh-CN: 简表, en-US: Short }
    sections:
      - name: { zh-CN: 全部, en-US: All }
        questions:
          - { id: tone, text: { zh-CN: 语气, en-US: Tone }, weight: 30, scale: 5 }
`;

requires(
  'chromium',
  'sipp',
  'redis',
)('embedded: the pages of a supervisor', () => {
  const mail = new MailServer();
  let situation: Situation;
  let susan: DeskPage;
  let callId: string;

  beforeAll(async () => {
    const url = await mail.start();
    situation = await Situation.start({
      kind: 'embedded',
      env: { DIALLED_RECORDING: 'always', SMTP_URL: url, SMTP_FROM: 'line@example.com' },
    });
    const admin = new ApiClient(situation.centre.url);
    await admin.login('admin', PASSWORD);
    const applied = await admin.send('PUT', '/quality/config', { yaml: cards, basedOn: 0, why: 'short' });
    expect(applied.status).toBe(200);
    const alice = await situation.agent('1001');
    susan = await situation.agent('2002');
    ({ callId } = await recordedCall(situation, alice));
  }, 180_000);
  afterAll(async () => {
    await situation.stop();
    await mail.stop();
  });

  const report = async (kind: string): Promise<void> => {
    await susan.click('nav-reports');
    await susan.page.locator(`[data-testid="report-kind"] input[value="${kind}"] + label`).click();
  };
  /** By the figure behind which it is. */
  const openCall = async (): Promise<void> => {
    await report('agent');
    await susan.page.getByTestId('report-row').getByTestId('report-calls-dialled').first().click();
    await susan.page.getByTestId('reported-call').first().click();
    await susan.page.getByTestId('call-recording').waitFor();
  };

  it('say how much of the day callers could be served, as the interface does', async () => {
    await eventually(
      'the minutes are watched',
      async () => (await availability()).total.watchedMs > 0,
      20_000,
    );
    await report('availability');
    // Hours of before were not watched: they have no share.
    const table = susan.page.getByTestId('report-availability');
    const row = table.locator('tbody tr').filter({ hasText: '%' }).first();
    await row.waitFor();
    const [share, watched, down, outages] = await row.locator('td').allTextContents();
    expect(share).toMatch(/^\d+\.\d{3}%$/);
    expect(watched).toMatch(/^[\d:]+$/);
    expect([down, outages]).toEqual(['0:00', '0']);
    expect((await availability()).total.outages).toBe(0);
  });

  it('send a report by mail, tried at once', async () => {
    const { page } = susan;
    await susan.click('nav-reports');
    await susan.click('report-mail');
    await susan.click('add-schedule');
    await page.getByTestId('schedule-name').fill('Morning figures');
    await page.getByTestId('schedule-emails').fill('boss@example.com');
    await page.getByTestId('schedule-emails').press('Enter');
    await susan.click('schedule-save');
    const row = page.getByTestId('schedule-row').filter({ hasText: 'Morning figures' });
    await row.getByTestId('schedule-trial').click();
    await eventually('the mail server has it', () => mail.taken.length === 1, 15_000);
    expect(mail.lines).toContain('RCPT TO:<boss@example.com>');
    expect(mail.taken[0]).toMatch(/^From: .*line@example\.com/m);
    expect(mail.taken[0]).toContain('.xlsx');
    await page
      .locator('[data-testid="delivery-row"][data-state="sent"]')
      .filter({ hasText: 'Morning figures' })
      .waitFor();
    await susan.screenshot('report-by-mail');
    await susan.click('report-mail');
  });

  it('give a call to a reviewer, and to two who do not see each other’s marks', async () => {
    const { page } = susan;
    await openCall();
    await susan.click('review-this-call');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await susan.click('nav-quality');
    const row = page.locator('[data-testid="review-row"][data-state="open"]');
    await row.filter({ hasText: '1001' }).getByTestId('review-open').click();
    await susan.click('calibrate');
    await page.getByLabel(`${SUSAN} (2002)`).check();
    await page.getByLabel(/\(2001\)/).check();
    await susan.click('calibrate-begin');
    await page.getByTestId('calibrate-begin').waitFor({ state: 'detached' });
    await susan.click('review-back');
    await eventually('both stand among hers', async () => (await row.count()) === 2);
    const { items } = await situation.api.get<{ items: { callId: string }[] }>('/reviews?state=open');
    expect(items.map((each) => each.callId)).toContain(callId);
    await susan.click('quality-calibrations');
    await page.getByTestId('calibration').filter({ hasText: '1001' }).waitFor();
  });

  it('say who listened, who held a recording and why, and who was not played one that was changed', async () => {
    const { page } = susan;
    await openCall();
    await susan.click('player-toggle');
    // The page that is open has it within some seconds.
    await page.getByText(`${SUSAN} listened to the recording`).first().waitFor({ timeout: 15_000 });
    await susan.click('recording-hold');
    await page.getByTestId('recording-why').fill('case 7');
    await susan.click('recording-why-submit');
    await page.getByTestId('recording-held').waitFor();
    const [recording] = (await situation.api.call(callId)).recordings;
    const path = join(situation.centre.dir, 'recordings', `${recording?.recordingId ?? ''}.wav`);
    const file = readFileSync(path);
    file.writeUInt8(file.readUInt8(2000) ^ 1, 2000);
    writeFileSync(path, file);
    const heard = await situation.api.send(
      'GET',
      `/calls/${callId}/recordings/${recording?.recordingId ?? ''}/audio`,
    );
    expect(heard.ok).toBe(false);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await susan.click('nav-settings');
    await susan.click('settings-recordings');
    const deed = (which: string) => page.locator(`[data-testid="recording-log-row"][data-deed="${which}"]`);
    await deed('held').filter({ hasText: SUSAN }).filter({ hasText: 'case 7' }).waitFor();
    await deed('refused').filter({ hasText: '2001' }).waitFor();
    await deed('held').getByRole('button').click();
    await page.getByTestId('recording-held').waitFor();
    await susan.screenshot('recording-log');
  });

  function availability(): Promise<AvailabilityReport> {
    const today = centreDay();
    return situation.api.get(`/reports/availability?from=${today}&to=${today}&step=day`);
  }
});
