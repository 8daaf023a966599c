import type { AlertRuleRequest } from '../../server/contract/alerts';
import { ApiClient } from '../support/api-client';
import { PASSWORD } from '../support/centre';
import type { DeskPage } from '../support/desk-page';
import { onEachSwitch } from '../support/each-switch';
import { eventually } from '../support/eventually';
import { LI_NA, Situation } from '../support/situation';

jest.setTimeout(180_000);

const rule: AlertRuleRequest = {
  ...{ name: 'Somebody waits', measure: 'waiting', threshold: 0, forS: 2, queueId: 'general' },
  ...{ roles: ['supervisor', 'admin'], emails: [], active: true },
};

onEachSwitch(['chromium', 'sipp', 'redis'], 'the wall board', (kind) => {
  let situation: Situation;
  let susan: DeskPage;

  beforeAll(async () => {
    situation = await Situation.start({ kind });
    susan = await situation.agent('2002');
    const admin = new ApiClient(situation.centre.url);
    await admin.login('admin', PASSWORD);
    expect((await admin.send('POST', '/alert-rules', rule)).status).toBe(200);
    expect((await admin.send('POST', '/alert-rules', { ...rule, measure: 'switches-down' })).status).toBe(
      400,
    );
  }, 180_000);
  afterAll(() => situation.stop());

  const waiting = '[data-testid="board-queue"][data-queue="general"] [data-testid="board-queue-waiting"]';
  /** When the board shows it, by this machine's clock. */
  const shownAt = (count: number) =>
    susan.page.evaluate<number>(
      `new Promise((shown) => {
        const look = () => document.querySelector('${waiting}')?.textContent === '${String(count)}'
          ? shown(Date.now()) : requestAnimationFrame(look);
        look();
      })`,
    );
  const queuedAt = async (): Promise<number> => {
    const [call] = (await situation.api.calls({ number: LI_NA })).items;
    const queued =
      call && (await situation.api.call(call.callId)).timeline.find(({ type }) => type === 'call.queued');
    return queued ? Date.parse(queued.at) : 0;
  };

  it('shows who waits, raises an alert that a supervisor sees to, and lets it go', async () => {
    const { page } = susan;
    await page.getByTestId('nav-wallboard').click();
    await shownAt(0);
    const shown = shownAt(1);
    const caller = await situation.waitingCaller();
    const behind = (await shown) - (await eventually('the event is kept', queuedAt, 10_000));
    console.log(`${kind}: the board shows a waiting caller ${String(behind)} ms after he is queued`);
    await page.getByTestId('alert-banner').waitFor({ timeout: 15_000 });
    await susan.screenshot('wallboard-alert');
    await page.getByTestId('alert-acknowledge').click();
    await page.getByTestId('alert-banner').waitFor({ state: 'detached' });
    await page.getByTestId('alert-bell').click();
    const row = page.getByTestId('alert-row');
    await row.and(page.locator('[data-state="acknowledged"]')).waitFor();
    expect(await row.textContent()).toContain('2002');
    caller.hangUp();
    await row.and(page.locator('[data-state="over"]')).waitFor({ timeout: 15_000 });
    expect(await page.getByTestId('alert-bell').getAttribute('data-count')).toBe('0');
    await situation.isQuiet();
  });

  it('fills the screen on the wall', async () => {
    const { page } = susan;
    await page.goto(`${situation.centre.url}/?test-audio=1&big#/wallboard`);
    await page.getByTestId('big-queue').first().waitFor();
    expect(await page.getByTestId('nav-wallboard').isVisible()).toBe(false);
    await page.keyboard.press('Escape');
    await page.getByTestId('wallboard').waitFor();
    expect(await page.getByTestId('nav-wallboard').isVisible()).toBe(true);
  });
});
