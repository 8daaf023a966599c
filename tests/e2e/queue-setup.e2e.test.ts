import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import type { QueueVersion } from '../../server/contract/queue-versions';
import { PASSWORD } from '../support/centre';
import { DeskPage } from '../support/desk-page';
import { eventually } from '../support/eventually';
import { requires } from '../support/requirements';
import { LI_NA, Situation } from '../support/situation';

jest.setTimeout(120_000);

const ROOT = resolve(__dirname, '..', '..');
const ANOTHER = '13700001234';

requires(
  'chromium',
  'sipp',
  'redis',
)('queues set up in the desk', () => {
  let situation: Situation;
  let desk: DeskPage;

  beforeAll(async () => {
    situation = await Situation.start({ kind: 'embedded' });
    desk = await DeskPage.open({ baseUrl: situation.centre.url, dir: situation.centre.dir, tone: 500 });
    await desk.page.getByTestId('login-user').fill('admin');
    await desk.page.getByTestId('login-password').fill(PASSWORD);
    await desk.click('login-submit');
    await desk.page.getByTestId('nav-queue-setup').waitFor({ timeout: 15_000 });
  });
  afterAll(async () => {
    await desk.close();
    await situation.stop();
  });

  /** Queue setup in a tab of its own: another administrator, as far as the page knows. */
  const setUp = async (): Promise<Page> => {
    const page = await desk.page.context().newPage();
    await page.goto(`${situation.centre.url}/#/queue-setup`);
    await page.getByTestId('queue-form').waitFor({ timeout: 15_000 });
    return page;
  };
  const look = async (page: Page): Promise<string[]> => {
    await page.getByTestId('queues-look').click();
    await page.getByTestId('queues-plan').waitFor();
    return page.getByTestId('queues-change').allInnerTexts();
  };
  const apply = async (page: Page, why: string): Promise<void> => {
    await page.getByTestId('queues-why').fill(why);
    await page.getByTestId('queues-apply').click();
  };
  const holds = (page: Page, version: number): Promise<void> =>
    page.locator(`[data-testid=queues-present][data-version="${String(version)}"]`).waitFor();

  it('are changed by a form after a look at the plan, and a caller meets them changed', async () => {
    const page = await setUp();
    await page.getByTestId('queue-maxWaiting').fill('0');
    expect(await look(page)).toEqual([expect.stringContaining('queue "general": maxWaiting 50 → 0')]);
    await apply(page, 'no waiting today');
    await holds(page, 2);
    await situation.waitingCaller();
    const call = await situation.record(
      'she is in the flow',
      LI_NA,
      ({ outcome }) => outcome === 'in-progress',
    );
    await eventually('she is told that all lines are busy', async () =>
      (await situation.api.call(call.callId)).timeline.some(
        ({ type, data }) =>
          type === 'ivr.answered' && data['service'] === 'queue.room' && data['outcome'] === 'busy',
      ),
    );
    await situation.clearPhones();
    await page.close();
  });

  it('are kept as they were written when the page is left, until they are discarded', async () => {
    const page = await setUp();
    await page.getByTestId('queue-maxWaiting').fill('7');
    await page.getByTestId('nav-queues').click();
    await page.getByTestId('queue-form').waitFor({ state: 'detached' });
    await page.getByTestId('nav-queue-setup').click();
    expect(await page.getByTestId('queue-maxWaiting').inputValue()).toMatch(/^7 /);
    await page.reload();
    expect(await page.getByTestId('queue-maxWaiting').inputValue()).toMatch(/^7 /);
    expect(await look(page)).toEqual([expect.stringContaining('queue "general": maxWaiting 0 → 7')]);
    await page.getByTestId('queues-discard').click();
    await page.reload();
    expect(await page.getByTestId('queue-maxWaiting').inputValue()).toMatch(/^0 /);
    await page.close();
  });

  it('have all their rules in the form, and reasons for breaks beside them', async () => {
    const page = await setUp();
    const choose = async (field: string, option: string) => {
      await page.getByTestId(field).click();
      await page.getByRole('option', { name: option }).click();
    };
    await choose('queue-callWaiting', 'Is shown who waits');
    await page.getByTestId('queue-callWaiting-time').fill('45');
    await choose('queue-sticky', 'Who had the caller last');
    await choose('queue-nobodyThere', 'Callers leave');
    await page.getByTestId('queue-keys-leave').fill('9');
    await page.getByTestId('queue-prolong-times').fill('3');
    await page.getByTestId('queue-dispositionRequired').check();
    await page.getByTestId('queue-serviceLevelGoal').fill('90');
    await page.getByTestId('queue-script-en-US').fill('Hello {customer}, this is {agentName}.');
    await choose('step-0-skills', 'No skill needed any more');
    await page.getByTestId('setup-breaks').click();
    await page.getByTestId('break-add-id').fill('yoga');
    await page.getByTestId('break-add').click();
    await page.getByTestId('break-yoga-en-US').fill('Yoga');
    await page.getByTestId('break-yoga-maxMinutes').fill('10');
    const changes = (await look(page)).join('\n');
    for (const part of [
      ...['callWaiting', 'notify', '45', 'sticky', 'nobodyThere', 'leaveKeys', 'wrapUpProlong'],
      ...['dispositionRequired', 'serviceLevelGoal 0.8 → 0.9', 'script', 'yoga'],
    ])
      expect(changes).toContain(part);
    await page.getByTestId('queues-tab-text').click();
    const text = await page.getByTestId('pack-text').inputValue();
    expect(text).toContain('callWaiting: { then: notify, forS: 45 }');
    expect(text).toContain('yoga: { names: { zh-CN: yoga, en-US: Yoga }, maxMinutes: 10 }');
    await page.getByTestId('queues-discard').click();
    await page.close();
  });

  it('are not applied over somebody else’s: his changes are brought in first, and none is lost', async () => {
    const [page, other] = [await setUp(), await setUp()];
    await page.getByTestId('setup-queue-business').click();
    await page.getByTestId('queue-wrapUpS').fill('45');
    expect(await look(page)).toHaveLength(1);
    await other.getByTestId('queue-offerTimeoutS').fill('12');
    await look(other);
    await apply(other, 'shorter rings');
    await holds(other, 3);
    // A tab behind another one is slowed down by the browser.
    await page.bringToFront();
    await apply(page, 'longer wrap-up');
    const stale = page.getByTestId('queues-stale');
    await stale.waitFor();
    expect(await stale.innerText()).toContain('shorter rings');
    expect(await stale.getByTestId('queues-change').allInnerTexts()).toEqual([
      expect.stringContaining('queue "general": offerTimeoutS 20 → 12'),
    ]);
    await page.getByTestId('queues-merge').click();
    expect(await look(page)).toEqual([expect.stringContaining('queue "business": wrapUpS 30 → 45')]);
    await apply(page, 'longer wrap-up');
    await holds(page, 4);
    const { yaml } = await situation.api.get<QueueVersion>('/queue-config');
    expect(yaml).toContain('offerTimeoutS: 12');
    expect(yaml).toContain('wrapUpS: 45');
  });

  it('tell a fault at its line, and go back to an older version', async () => {
    const page = await setUp();
    await page.getByTestId('queues-tab-text').click();
    const field = page.getByTestId('pack-text');
    const text = await field.inputValue();
    await field.fill(text.replace('groups: [front-desk]', 'groups: [front-deks]'));
    await page.getByTestId('queues-look').click();
    const line = text.split('\n').findIndex((each) => each.includes('groups: [front-desk]')) + 1;
    await page.getByRole('button', { name: `Line ${String(line)}`, exact: true }).click();
    await page.locator('textarea:focus').waitFor();
    expect(await page.getByTestId('queues-apply').count()).toBe(0);
    await page.getByTestId('queues-tab-versions').click();
    await page
      .locator('[data-testid=queues-version][data-version="1"]')
      .getByTestId('queues-rollback')
      .click();
    await page.getByTestId('confirm-reason').fill('as it was');
    await page.getByTestId('confirm').click();
    await holds(page, 5);
    expect((await situation.api.get<QueueVersion>('/queue-config')).yaml).not.toContain('wrapUpS: 45');
  });

  it('can be replayed with the calls that were recorded meanwhile', async () => {
    const file = join(situation.centre.dir, 'new.yaml');
    const { yaml } = await situation.api.get<QueueVersion>('/queue-config');
    writeFileSync(file, yaml.replace('maxWaiting: 50', 'maxWaiting: 50\n    wrapUpS: 45'));
    await situation.waitingCaller(ANOTHER);
    await situation.record('he waits', ANOTHER, ({ queueId }) => queueId === 'general');
    await situation.clearPhones();
    await situation.record('he gave up', ANOTHER, ({ outcome }) => outcome === 'abandoned');
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [join(ROOT, 'scripts', 'kiloline.mjs'), 'queue', 'replay', '--since', 'today', '--with', file],
      {
        env: {
          ...{ PATH: process.env['PATH'], KILOLINE_URL: situation.centre.url },
          ...{ KILOLINE_LOGIN: '2001', KILOLINE_PASSWORD: PASSWORD },
        },
        timeout: 60_000,
      },
    );
    expect(stdout).toMatch(/^1 calls, 0 agents\. Simulated: version 5, and the file\.\n/);
    expect(stdout).toMatch(/\ngeneral +HAPPENED +VERSION 5[^]*?\ncalls +1 +1 +1\nanswered +0 +0 +0\n/);
  });

  it('show nothing wrong in the browser', () => {
    // Nobody is logged in at first.
    expect(desk.complaints.filter((line) => !line.includes('401'))).toEqual([]);
  });
});
