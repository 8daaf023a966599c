import { join } from 'node:path';
import type { CustomerCard } from '../../server/contract/rest';
import type { SoundView } from '../../server/contract/sounds';
import { PASSWORD } from '../support/centre';
import { DeskPage } from '../support/desk-page';
import { eventually } from '../support/eventually';
import { requires } from '../support/requirements';
import { LI_NA, Situation } from '../support/situation';
import { near } from '../support/tone';
import { writeToneFile } from '../support/wav';

jest.setTimeout(180_000);

const STRANGER = '13900004711';
const DAVE_TONE = 1000;

requires(
  'chromium',
  'sipp',
  'redis',
)('embedded: customers at the desk', () => {
  let situation: Situation;
  let desk: DeskPage;

  beforeAll(async () => {
    situation = await Situation.start({ kind: 'embedded' });
    desk = await situation.readyAgent('1001');
  });
  afterAll(() => situation.stop());

  const idOnScreen = async (): Promise<string> =>
    (await desk.page.getByTestId('customer-card').getAttribute('data-customer-id')) ?? '';
  const card = async (): Promise<CustomerCard> => situation.api.get(`/customers/${await idOnScreen()}`);

  it('finds a customer by pinyin, changes the address with the reason, and pins a note', async () => {
    await desk.click('nav-customers');
    await desk.page.getByTestId('customer-search').fill('zhangwei');
    await desk.page.getByTestId('customer-row').filter({ hasText: '张伟' }).first().click();
    await desk.page.getByTestId('customer-name').filter({ hasText: '张伟' }).waitFor();
    const before = await card();
    await desk.click('customer-edit');
    await desk.page.getByTestId('customer-form-address').fill('示范路 2 号');
    expect(await desk.page.getByTestId('customer-form-save').isDisabled()).toBe(true);
    await desk.page.getByTestId('customer-form-why').fill('moved house');
    await desk.click('customer-form-save');
    await desk.page.getByTestId('customer-form-save').waitFor({ state: 'detached' });
    const after = await card();
    expect(after).toMatchObject({ address: '示范路 2 号', name: before.name });
    expect(after.version).toBeGreaterThan(before.version);
    await desk.click('customer-tab-notes');
    await desk.page.getByTestId('note-text').fill('rings back after five');
    await desk.page.getByTestId('note-pin').check();
    await desk.click('note-add');
    await desk.page.locator('[data-testid="customer-note"][data-pinned="true"]').waitFor();
    await desk.page.getByTestId('customer-remarks').filter({ hasText: 'rings back after five' }).waitFor();
    expect((await card()).latestNotes[0]).toMatchObject({
      text: 'rings back after five',
      pinned: true,
      author: '1001',
    });
    await desk.screenshot('customer-desk-note');
  });

  it('tells of somebody else’s change instead of undoing it', async () => {
    const { customerId, version } = await card();
    await desk.click('customer-edit');
    const theirs = { version, address: '示范路 3 号', contractNumber: 'T-2026-0001', why: 'elsewhere' };
    expect((await situation.api.send('PUT', `/customers/${customerId}`, theirs)).status).toBe(200);
    await desk.page.getByTestId('customer-form-address').fill('示范路 4 号');
    await desk.page.getByTestId('customer-form-why').fill('mine');
    await desk.click('customer-form-save');
    await desk.page.getByTestId('customer-conflict').filter({ hasText: 'address' }).waitFor();
    expect(await desk.page.getByTestId('customer-form-contract').inputValue()).toBe('T-2026-0001');
    await desk.click('customer-form-save');
    await desk.page.getByTestId('customer-form-save').waitFor({ state: 'detached' });
    expect(await card()).toMatchObject({ address: '示范路 4 号', contractNumber: 'T-2026-0001' });
  });

  it('makes a customer of an unknown caller, and rings somebody for him', async () => {
    await desk.click('nav-desk');
    const caller = await situation.waitingCaller(STRANGER);
    await desk.callState('ringing');
    await desk.click('answer');
    await desk.callState('talking');
    await desk.click('customer-create');
    await desk.page.getByTestId('customer-form-name').fill('钱多多');
    await desk.click('customer-form-create');
    await desk.page.getByTestId('customer-name').filter({ hasText: '钱多多' }).waitFor({ timeout: 10_000 });
    expect((await card()).phones.map(({ number }) => number.replace(/\D/g, ''))).toEqual([
      expect.stringContaining(STRANGER.slice(1)),
    ]);

    const dave = await situation.callee('answers', DAVE_TONE);
    await desk.page.keyboard.press('Alt+KeyT');
    await desk.page.getByTestId('consult-number').fill('139 0000 0002');
    await desk.page.getByTestId('consult-ring').first().click();
    await desk.callState('consulting');
    await desk.page
      .locator('[data-testid="consult-state"][data-state="answered"]')
      .waitFor({ timeout: 15_000 });
    await desk.screenshot('customer-desk-consult');
    await desk.page.keyboard.press('Alt+KeyC');
    await eventually('the caller hears Dave', () => near(caller.rtp.tone(300), DAVE_TONE), 10_000);
    await desk.page.locator('[data-testid="agent-state"][data-state="wrap-up"]').waitFor({ timeout: 10_000 });
    await desk.click('wrap-up-finish');
    caller.hangUp();
    expect(await caller.ended).toBe(0);
    expect(await dave.ended).toBe(0);
  });

  it('looks up a number while talking, and the machine tells the caller', async () => {
    const caller = await situation.waitingCaller(LI_NA);
    await desk.callState('ringing');
    await desk.click('answer');
    await desk.callState('talking');
    await desk.click('nav-directory');
    await desk.page.getByTestId('directory-search').fill('mzdjd');
    const entry = desk.page.getByTestId('directory-entry').filter({ hasText: '明珠大酒店' });
    await entry.getByTestId('directory-speak').click();
    await desk.page.locator('[data-testid="agent-state"][data-state="wrap-up"]').waitFor({ timeout: 10_000 });
    await desk.click('nav-desk');
    await desk.click('wrap-up-finish');
    caller.hangUp();
    expect(await caller.ended).toBe(0);
    await situation.isQuiet();
    expect(desk.complaints.filter((line) => !/409|status of 4/.test(line))).toEqual([]);
  });

  describe('a supervisor', () => {
    let boss: DeskPage;

    beforeAll(async () => {
      boss = await DeskPage.open({ baseUrl: situation.centre.url, dir: situation.centre.dir, tone: 440 });
      const { page } = boss;
      await page.getByTestId('login-user').fill('2001');
      await page.getByTestId('login-password').fill(PASSWORD);
      await page.getByTestId('login-submit').click();
      await page.getByTestId('nav-prompts').or(page.getByTestId('take-over')).first().waitFor();
      if (await page.getByTestId('take-over').isVisible()) await page.getByTestId('take-over').click();
      await page.getByTestId('nav-prompts').waitFor();
    });
    afterAll(() => boss.close());

    const get = <Body>(path: string): Promise<Body> =>
      boss.page.evaluate(async (url) => {
        const response = await fetch(url);
        return (await response.json()) as Body;
      }, `/api/v1${path}`);

    it('plays a prompt, replaces it and brings it back', async () => {
      const { page } = boss;
      await page.getByTestId('nav-prompts').click();
      const row = page.locator('[data-sound="en-US/1000/01"]');
      const played = page.waitForResponse((response) => response.url().includes('/en-US/1000/01/audio'));
      await row.getByTestId('prompt-play').click();
      expect((await played).status()).toBeLessThan(300);
      await row.locator('[data-testid="prompt-play"][data-state="playing"]').waitFor();
      await row.getByTestId('prompt-play').click();

      const file = join(situation.centre.dir, 'welcome.wav');
      writeToneFile(file, { hertz: 700, seconds: 1.5, rate: 44_100 });
      await row.getByTestId('prompt-replace').click();
      const chooser = page.waitForEvent('filechooser');
      await page.getByTestId('prompt-file').click();
      await (await chooser).setFiles(file);
      await page.getByTestId('prompt-why').fill('new announcer');
      await page.getByTestId('prompt-submit').click();
      await page.locator('[data-sound="en-US/1000/01"][data-origin="recorded"]').waitFor();
      await boss.screenshot('customer-desk-prompts');
      const sounds = new URLSearchParams({ pack: '1000', language: 'en-US', origin: 'recorded' });
      const recorded = await get<{ items: SoundView[] }>(`/sounds?${sounds.toString()}`);
      expect(recorded.items).toMatchObject([{ name: '01', reason: 'new announcer', changedBy: '2001' }]);

      await row.getByTestId('prompt-restore').click();
      await page.getByTestId('prompt-why').fill('the old one was better');
      await page.getByTestId('prompt-submit').click();
      await page.locator('[data-sound="en-US/1000/01"][data-origin="made"]').waitFor();
    });

    it('finds a change with its reason, and what is in the way of taking it back', async () => {
      const { page } = boss;
      await page.getByTestId('nav-maintenance').click();
      await page.getByTestId('change-search').fill('moved house');
      const change = page.getByTestId('change').filter({ hasText: 'moved house' });
      await change.filter({ hasText: '示范路 2 号' }).getByTestId('change-undo').click();
      await page.getByTestId('undo-why').fill('never mind');
      await page.getByTestId('undo-do').click();
      await page.getByTestId('undo-obstacles').filter({ hasText: 'Address' }).waitFor();
      await page.keyboard.press('Escape');
    });

    it('takes a table out and in again: nothing would change', async () => {
      const { page } = boss;
      await page.getByTestId('maintenance-tab-tables').click();
      const download = page.waitForEvent('download');
      await page.getByTestId('export-directory').click();
      const file = join(situation.centre.dir, 'directory.csv');
      await (await download).saveAs(file);
      await page.getByTestId('import-table').click();
      await page.getByRole('option', { name: 'Directory' }).click();
      const chooser = page.waitForEvent('filechooser');
      await page.getByTestId('import-file').click();
      await (await chooser).setFiles(file);
      await page.getByTestId('import-why').fill('a rehearsal');
      await page.getByTestId('import-try').click();
      const report = page.locator('[data-testid="import-report"][data-state="checked"]');
      await report.filter({ hasText: '0 added, 0 changed' }).waitFor();
      await boss.screenshot('customer-desk-import');
    });
  });
});
