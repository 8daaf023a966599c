/** A call is reviewed: drawn, heard, marked, objected to, answered, and seen in the report of agents. In the browser, with the embedded switch. */
import { ApiClient } from '../support/api-client';
import { PASSWORD } from '../support/centre';
import type { DeskPage } from '../support/desk-page';
import { eventually } from '../support/eventually';
import { recordedCall } from '../support/recorded-call';
import { requires } from '../support/requirements';
import { Situation } from '../support/situation';
import { centreDay } from '../support/centre-day';

jest.setTimeout(180_000);

const yaml = `cards:
  - id: short
    name: { zh-CN: 简表, en-US: Short }
    sections:
      - name: { zh-CN: 全部, en-US: All }
        questions:
          - { id: tone, text: { zh-CN: 语气, en-US: Tone }, weight: 30, scale: 5 }
          - { id: identity, text: { zh-CN: 核实身份, en-US: Identity }, weight: 10, fatal: true }
sampling:
  - { id: all, name: { en-US: All }, card: short, callsPerAgent: 5, talkAtLeastS: 0, weekly: false }
`;

requires(
  'chromium',
  'sipp',
  'redis',
)('embedded: a call is reviewed', () => {
  let situation: Situation;
  let alice: DeskPage;
  let susan: DeskPage;
  let callId: string;

  beforeAll(async () => {
    situation = await Situation.start({ kind: 'embedded', env: { DIALLED_RECORDING: 'always' } });
    const admin = new ApiClient(situation.centre.url);
    await admin.login('admin', PASSWORD);
    expect((await admin.send('PUT', '/quality/config', { yaml, basedOn: 0, why: 'short' })).status).toBe(200);
    alice = await situation.agent('1001');
    susan = await situation.agent('2002');
    ({ callId } = await recordedCall(situation, alice));
  }, 180_000);
  afterAll(() => situation.stop());

  const open = async (desk: DeskPage, tab?: string): Promise<void> => {
    await desk.page.getByTestId('nav-quality').click();
    if (tab !== undefined) await desk.page.getByTestId(`quality-${tab}`).click();
    await desk.page.getByTestId('review-open').first().click();
    await desk.page.getByTestId('review-screen').waitFor();
  };
  const answer = (desk: DeskPage, question: string, points: number) =>
    desk.page.locator(`[data-question="${question}"] input[value="${String(points)}"] + label`).click();
  const mark = (desk: DeskPage) => desk.page.getByTestId('card-mark').textContent();

  it('drawn by a rule, heard beside its picture, and marked as the card says', async () => {
    const { page } = susan;
    await page.getByTestId('nav-quality').click();
    await page.getByTestId('draw-day').fill(centreDay());
    await page.getByTestId('draw').click();
    await page.getByTestId('drawn').waitFor();
    await open(susan);
    await page.locator('[data-testid="recording-waveform"][data-has-peaks="true"]').waitFor();
    // A click on a bar leads to its place in the recording; listening is noted.
    const talk = page.locator('[data-lane="agent"] [data-kind="talking"]').first();
    await talk.click();
    expect(await talk.getAttribute('aria-pressed')).toBe('true');
    expect(await situation.timeline(callId)).not.toContain('call.recording-played');
    await page.getByTestId('player-toggle').click();
    await eventually(
      'that she listened is on the timeline',
      async () => (await situation.timeline(callId)).includes('call.recording-played'),
      10_000,
    );
    expect(await page.getByTestId('review-finish').isDisabled()).toBe(true);
    await answer(susan, 'tone', 3);
    await answer(susan, 'identity', 1);
    expect(await mark(susan)).toBe('70.0');
    await page.getByTestId('comment-text').fill('Speaks over him');
    await page.getByTestId('comment-add').click();
    await page.getByTestId('review-remark').fill('Let him finish');
    await susan.screenshot('review');
    await page.getByTestId('review-finish').click();
    await page.getByTestId('review-finish').waitFor({ state: 'detached' });
    expect(await page.getByTestId('review-comment').count()).toBe(1);
  });

  it('read by the agent, who objects; the answer raises his mark', async () => {
    await open(alice);
    expect(await mark(alice)).toBe('70.0');
    await alice.page.getByTestId('reply-text').fill('He asked me to go on');
    await alice.page.getByTestId('reply-object').click();
    await alice.page.getByTestId('review-said').waitFor();
    await susan.page.getByTestId('review-back').click();
    await open(susan, 'objected');
    await susan.page.getByTestId('answer-text').fill('True, I heard it again');
    await answer(susan, 'tone', 5);
    expect(await mark(susan)).toBe('100.0');
    await susan.page.getByTestId('answer-send').click();
    await susan.page.getByTestId('review-said').nth(1).waitFor();
    await alice.page.getByTestId('review-back').click();
    await alice.page.reload();
    await alice.page.getByTestId('nav-quality').click();
    await alice.page.getByTestId('review-row').waitFor();
    expect(await alice.page.getByTestId('review-mark').textContent()).toBe('100.0');
  });

  it('counted in the report of agents, beside his calls', async () => {
    const { page } = susan;
    await page.getByTestId('nav-reports').click();
    await page.locator('[data-testid="report-kind"] input[value="agent"] + label').click();
    const row = page.getByTestId('report-row').filter({ hasText: '1001' });
    await row.filter({ hasText: '100.0' }).waitFor({ timeout: 30_000 });
    await page.locator('[data-testid="report-kind"] input[value="interval"] + label').click();
    await page.getByTestId('report-row').first().waitFor();
    expect(await page.getByTestId('report-chart').isVisible()).toBe(true);
    await susan.screenshot('report');
    await situation.isQuiet();
  });
});
