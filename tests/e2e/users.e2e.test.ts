import { PASSWORD } from '../support/centre';
import { DeskPage } from '../support/desk-page';
import { requires } from '../support/requirements';
import { Situation } from '../support/situation';

jest.setTimeout(120_000);

const PASSWORD_OF_MAIA = 'a long password';

requires('chromium', 'redis')('users, as an administrator sees to them', () => {
  let situation: Situation;
  const desks: DeskPage[] = [];

  beforeAll(async () => {
    situation = await Situation.start({ kind: 'embedded' });
  });
  afterAll(async () => {
    for (const desk of desks) await desk.close();
    await situation.stop();
  });

  const open = async (): Promise<DeskPage> => {
    const desk = await DeskPage.open({ baseUrl: situation.centre.url, dir: situation.centre.dir, tone: 500 });
    desks.push(desk);
    return desk;
  };

  it('work as soon as they are made, and are out as soon as they are locked', async () => {
    const { page } = await open();
    await page.getByTestId('login-user').fill('admin');
    await page.getByTestId('login-password').fill(PASSWORD);
    await page.getByTestId('login-submit').click();
    await page.getByTestId('nav-settings').click({ timeout: 15_000 });
    await page.getByTestId('settings-users').click();
    await page.getByTestId('user-add').click();
    await page.getByTestId('user-login').fill('maia');
    await page.getByTestId('user-name').fill('马雅');
    await page.getByTestId('user-agent-id').fill('1077');
    await page.getByTestId('user-new-password').fill(PASSWORD_OF_MAIA);
    await page.getByTestId('user-create').click();
    const row = page.locator('[data-testid=user-row][data-login=maia]');
    await row.waitFor();

    const maia = await open();
    await maia.logIn('maia', PASSWORD_OF_MAIA);

    await row.getByTestId('user-lock').click();
    await page.getByTestId('confirm').click();
    await page.locator('[data-testid=user-row][data-login=maia][data-state=locked]').waitFor();
    await maia.page.getByTestId('login-user').waitFor({ timeout: 15_000 });
    await maia.page.getByTestId('login-user').fill('maia');
    await maia.page.getByTestId('login-password').fill(PASSWORD_OF_MAIA);
    await maia.page.getByTestId('login-submit').click();
    await maia.page.getByTestId('error-message').waitFor();

    // Himself he cannot lock.
    const own = page.locator('[data-testid=user-row][data-login=admin]');
    await own.getByTestId('user-lock').click();
    await page.getByTestId('confirm').click();
    await page.getByTestId('error-message').waitFor();
    await page.keyboard.press('Escape');
    expect(await own.getAttribute('data-state')).toBe('open');
  });
});
