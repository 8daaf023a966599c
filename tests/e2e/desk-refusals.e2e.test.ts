import { PASSWORD } from '../support/centre';
import { DeskPage } from '../support/desk-page';
import { onEachSwitch } from '../support/each-switch';
import { Situation } from '../support/situation';

jest.setTimeout(180_000);

onEachSwitch(['chromium', 'redis'], 'the desk says clearly what cannot be done', (kind) => {
  let situation: Situation;
  const desks: DeskPage[] = [];

  beforeAll(async () => {
    situation = await Situation.start({ kind });
  });
  afterEach(async () => {
    for (const desk of desks.splice(0)) await desk.close();
  });
  afterAll(() => situation.stop());

  const open = async (hasMicrophone = true): Promise<DeskPage> => {
    const desk = await DeskPage.open({
      baseUrl: situation.centre.url,
      dir: situation.centre.dir,
      tone: 500,
      hasMicrophone,
    });
    desks.push(desk);
    return desk;
  };
  const tryLogin = async (desk: DeskPage, login: string, password: string): Promise<void> => {
    await desk.page.getByTestId('login-user').fill(login);
    await desk.page.getByTestId('login-password').fill(password);
    const answered = desk.page.waitForResponse((response) => response.url().endsWith('/api/v1/login'));
    await desk.page.getByTestId('login-submit').click();
    await answered;
  };

  it('for a wrong password and an unknown agent alike, and locks the door after five', async () => {
    const desk = await open();
    await tryLogin(desk, '1003', 'wrong password');
    const first = await desk.text('error-message');
    await tryLogin(desk, '9999', 'wrong password');
    expect(await desk.text('error-message')).toBe(first);
    for (let attempt = 0; attempt < 4; attempt += 1) {
      await tryLogin(desk, '1003', `wrong password ${attempt}`);
    }
    await tryLogin(desk, '1003', PASSWORD);
    await desk.page
      .getByText(/locked|minute|too many/i)
      .first()
      .waitFor({ timeout: 5000 });
  });

  it('when the microphone is refused: Ready is not possible, and why', async () => {
    const desk = await open(false);
    await desk.logIn('1002', PASSWORD);
    await desk.page.getByTestId('presence-ready').first().click();
    await desk.page.getByTestId('microphone-help').first().waitFor({ timeout: 10_000 });
    expect(await desk.page.getByTestId('agent-state').getAttribute('data-presence')).toBe('break');
  });

  it('on a second login of the same agent: asks, then ends the first one', async () => {
    const first = await open();
    await first.logIn('1001', PASSWORD);
    const second = await open();
    await tryLogin(second, '1001', PASSWORD);
    await second.page.getByTestId('take-over').click();
    await second.page.getByTestId('phone-registered').waitFor({ timeout: 15_000 });
    await first.page.getByTestId('login-user').waitFor({ timeout: 10_000 });
    // The old browser cannot come back by itself: the account it had is worth nothing now.
    expect(await second.page.getByTestId('phone-registered').isVisible()).toBe(true);
  });

  it('when the login has ended on the server: the desk goes back to the login', async () => {
    const desk = await open();
    await desk.logIn('1004', PASSWORD);
    await desk.page.context().clearCookies();
    await desk.page.reload();
    await desk.page.getByTestId('login-user').waitFor({ timeout: 10_000 });
  });
});
