/** A campaign from its form to the emergency stop, by an administrator in the browser. */
import type { CampaignView, ContactView } from '../../server/contract/campaigns';
import type { AuditEntry } from '../../server/contract/audit';
import type { Page } from '../../server/contract/rest';
import { PASSWORD } from '../support/centre';
import { DeskPage } from '../support/desk-page';
import { eventually } from '../support/eventually';
import { requires } from '../support/requirements';
import { Situation } from '../support/situation';

jest.setTimeout(180_000);

const DAVE = '13900000002';
const DAVE_TONE = 1000;
const ID = 'november';
const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const table = (...lines: readonly string[]) => ({
  ...{ name: 'list.csv', mimeType: 'text/csv' },
  buffer: Buffer.from(['number,name,amount,dueDate', ...lines].join('\n')),
});

requires(
  'chromium',
  'sipp',
  'redis',
)('embedded: campaigns at the desk', () => {
  let situation: Situation;
  let boss: DeskPage;

  beforeAll(async () => {
    situation = await Situation.start({ kind: 'embedded' });
    const { url, dir } = situation.centre;
    boss = await DeskPage.open({ baseUrl: url, dir, tone: 440 });
    const { page } = boss;
    page.setDefaultTimeout(12_000);
    await page.getByTestId('login-user').fill('admin');
    await page.getByTestId('login-password').fill(PASSWORD);
    await page.getByTestId('login-submit').click();
    const nav = page.getByTestId('nav-campaigns');
    await nav.or(page.getByTestId('take-over')).first().waitFor();
    if (await page.getByTestId('take-over').isVisible()) await page.getByTestId('take-over').click();
    await nav.click();
    await page.getByTestId('campaigns-page').waitFor();
  }, 120_000);
  afterEach(() => situation.clear());
  afterAll(async () => {
    await boss.close();
    await situation.stop();
  }, 60_000);

  const view = () => situation.api.get<CampaignView>(`/campaigns/${ID}`);
  const contacts = () => situation.api.get<Page<ContactView>>(`/campaigns/${ID}/contacts`);
  const choose = async (list: ReturnType<typeof table>) => {
    await boss.page.getByTestId('list-upload').waitFor();
    await boss.page.locator('input[type="file"]').setInputFiles(list);
  };

  it('is made by the form, which says what is missing', async () => {
    const { page } = boss;
    await page.getByTestId('campaign-new').click();
    await page.getByTestId('campaign-save').click();
    await page.getByTestId('campaign-faults').waitFor();
    await page.getByTestId('campaign-name').fill('November');
    await page.getByTestId('campaign-id').fill(ID);
    await page.getByTestId('campaign-pack').click();
    await page.getByRole('option', { name: /外呼服务|Outbound service/ }).click();
    await page.getByTestId('campaign-entry').click();
    await page.getByRole('option', { name: 'arrears' }).click();
    for (const day of days) {
      await page.getByTestId(`hours-${day}`).fill('00:00-24:00');
      await page.getByTestId(`hours-${day}`).press('Tab');
    }
    await page.getByTestId('campaign-save').click();
    await page.getByTestId('one-campaign').waitFor();
    expect(await view()).toMatchObject({
      ...{ state: 'draft', version: 1 },
      campaign: { name: 'November', flow: { entry: 'arrears' }, mode: 'automatic' },
    });
  });

  it('is heard by a test call, which counts nowhere and is in the audit log', async () => {
    const { page } = boss;
    const dave = await situation.callee('answers', DAVE_TONE);
    await page.getByTestId('campaign-menu').click();
    await page.getByTestId('campaign-test').click();
    await page.getByTestId('test-number').fill(DAVE);
    await page.getByTestId('test-variable-amount').fill('3850');
    await page.getByTestId('test-variable-dueDate').fill('2026-12-15');
    await page.getByTestId('test-do').click();
    await page.getByTestId('test-result').waitFor();
    await eventually('Dave hears the flow', () => dave.rtp.tone(200) !== null, 15_000);
    const { items } = await situation.api.get<Page<AuditEntry>>('/audit?act=test-call');
    expect(items).toMatchObject([{ login: 'admin', details: { campaignId: ID } }]);
    await dave.rtp.press('2');
    expect(await dave.ended).toBe(0);
    await page.keyboard.press('Escape');
    await page.getByTestId('test-call-dialog').waitFor({ state: 'hidden' });
    expect((await view()).progress).toMatchObject({ contacts: 0, attempts: 0, marks: {} });
    expect(await situation.api.get(`/dial-decisions?number=${DAVE}`)).toMatchObject({ decisions: [] });
  });

  it('takes a list only when no line of it is faulty', async () => {
    const { page } = boss;
    await page.getByTestId('campaign-tab-contacts').click();
    await page.getByTestId('list-open').click();
    await choose(table(`${DAVE},Dave,3850,2026-12-15`, 'nobody,Eve,,2026-12-15'));
    await page.getByTestId('list-faulty').waitFor();
    expect(await page.getByTestId('list-fault').count()).toBe(2);
    expect((await contacts()).total).toBe(0);
    await choose(table(`${DAVE},Dave,3850,2026-12-15`));
    await page.getByTestId('list-add').click();
    await page.getByTestId('contact-row').waitFor();
    expect((await contacts()).items).toMatchObject([{ number: DAVE, name: 'Dave', state: 'open' }]);
    const file = await situation.api.send('GET', `/campaigns/${ID}/contacts/file?language=en-US`);
    expect(await file.text()).toContain(`${DAVE},Dave,,open,0`);
  });

  it('rings, and stops in an emergency with the second click', async () => {
    const { page } = boss;
    const dave = await situation.callee('silent', DAVE_TONE);
    await page.getByTestId('campaign-tab-monitor').click();
    await page.getByTestId('campaign-start').click();
    await page.getByTestId('confirm').click();
    await eventually('it rings, on the monitor, too', async () =>
      (await page.getByTestId('monitor-ringing').textContent()) === '1' ? true : undefined,
    );
    await page.getByTestId('stop-all').click();
    expect(await page.getByTestId('all-stopped').count()).toBe(0);
    await page.getByTestId('stop-all').click();
    await page.getByTestId('all-stopped').waitFor();
    expect(await dave.ended).toBe(0);
    await page.locator('[data-testid="monitor-reason"][data-reason="not-dialling"]').waitFor();
    expect(await situation.api.get('/dialling')).toEqual({ allStopped: true, campaigns: [] });
    await page.getByTestId('resume-all').click();
    await page.getByTestId('confirm').click();
    await page.getByTestId('all-stopped').waitFor({ state: 'detached' });
    await page.getByTestId('campaign-pause').click();
    await page.locator('[data-testid="one-campaign"][data-state="paused"]').waitFor();
  });

  it('says why he was called', async () => {
    const { page } = boss;
    await page.getByTestId('campaign-back').click();
    await page.getByTestId('campaigns-tab-explain').click();
    await page.getByTestId('explain-number').fill(DAVE);
    await page.getByTestId('explain-ask').click();
    await page.locator('[data-testid="decision-row"][data-rule="allowed"]').first().waitFor();
  });

  it('is copied without its list, and a stale form takes over what somebody else has changed', async () => {
    const { page } = boss;
    await page.getByTestId('campaigns-tab-list').click();
    await page.getByTestId('campaign-menu').first().click();
    await page.getByTestId('campaign-copy').click();
    await page.getByTestId('copy-id').fill('december');
    await page.getByTestId('copy-do').click();
    await page.locator('[data-testid="one-campaign"][data-state="draft"]').waitFor();
    await page.getByTestId('campaign-tab-setup').click();
    await page.getByTestId('campaign-name').fill('December');
    const copied = await situation.api.get<CampaignView>('/campaigns/december');
    expect(copied.progress.contacts).toBe(0);
    const campaign = { ...copied.campaign, ringS: 41 };
    // The same administrator in another tab.
    const status = await page.evaluate(
      async (body) => {
        const headers = { 'Content-Type': 'application/json' };
        return (await fetch('/api/v1/campaigns/december', { method: 'PUT', headers, body })).status;
      },
      JSON.stringify({ campaign, version: copied.version }),
    );
    expect(status).toBe(200);
    await page.getByTestId('campaign-save').click();
    await page.getByTestId('campaign-conflict').waitFor();
    await page.getByTestId('campaign-save').click();
    await page.getByTestId('campaign-conflict').waitFor({ state: 'detached' });
    expect((await situation.api.get<CampaignView>('/campaigns/december')).campaign).toMatchObject({
      ...{ name: 'December', ringS: 41 },
    });
  });

  it('finds its contacts itself where its form says so', async () => {
    const { page } = boss;
    await page.getByTestId('campaign-rare-source').click();
    await page.getByTestId('campaign-source').click();
    await page.getByRole('option', { name: /^(欠费用户|Who has not paid)$/ }).click();
    for (const [field, value] of [
      ['days', '40'],
      ['leastAmount', '12.5'],
      ['promise', '2'],
      ['refreshMinutes', '30'],
    ] as const) {
      await page.getByTestId(`campaign-${field}`).fill(value);
      await page.getByTestId(`campaign-${field}`).press('Tab');
    }
    await page.getByTestId('campaign-bills').getByRole('checkbox').nth(3).check();
    await page.getByTestId('campaign-save').click();
    await eventually('it is saved', async () => {
      const { campaign } = await situation.api.get<CampaignView>('/campaigns/december');
      return campaign.source !== null ? campaign : undefined;
    });
    expect((await situation.api.get<CampaignView>('/campaigns/december')).campaign).toMatchObject({
      source: { kind: 'unpaid', days: 40, leastAmount: 1250, bills: ['telephone', 'gas'] },
      ...{ promise: { againAfterDays: 2 }, refreshMinutes: 30 },
    });
  });
});
