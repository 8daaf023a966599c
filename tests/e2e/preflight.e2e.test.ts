import { PASSWORD } from '../support/centre';
import { DeskPage } from '../support/desk-page';
import { onEachSwitch } from '../support/each-switch';
import { Situation } from '../support/situation';

jest.setTimeout(180_000);

onEachSwitch(['chromium', 'redis'], 'before his first Ready an agent is checked', (kind) => {
  let situation: Situation;
  let desk: DeskPage;

  beforeAll(async () => {
    situation = await Situation.start({ kind });
  });
  afterEach(async () => {
    await desk.close();
    await situation.isQuiet();
  });
  afterAll(() => situation.stop());

  const open = async (tone = 500, broken?: string): Promise<void> => {
    desk = await DeskPage.open({ baseUrl: situation.centre.url, dir: situation.centre.dir, tone });
    if (broken !== undefined) await desk.page.addInitScript(broken);
    if (broken !== undefined) await desk.page.reload();
    await desk.logIn('1001', PASSWORD);
  };
  const verdict = (check: string, is: string) =>
    desk.page
      .locator(`[data-testid="preflight-${check}"][data-verdict="${is}"]`)
      .waitFor({ timeout: 10_000 });
  const warnings = () =>
    desk.page.getByTestId('preflight-warning').evaluateAll((all) => all.map((each) => each.textContent));
  const presence = () => desk.page.getByTestId('agent-state').getAttribute('data-presence');

  it('who is fit goes ready, and his own note came back from the switch', async () => {
    await open();
    await desk.ready();
    expect(await warnings()).toEqual([]);
    await desk.click('audio-menu');
    await desk.click('preflight-check');
    for (const check of ['microphone', 'level', 'registration', 'path', 'round-trip']) {
      await verdict(check, 'ok');
    }
    await desk.page.locator('[data-testid="preflight"][data-verdict="passed"]').waitFor();
    // The tests of the desk’s own server: a call of nobody leaves no record.
    expect((await situation.api.calls({})).items).toEqual([]);
    expect(desk.complaints.filter((line) => !line.includes('401'))).toEqual([]);
  });

  it('without a phone he stays away and is told so; signed on again he goes ready', async () => {
    await open();
    await desk.page.context().setOffline(true);
    await desk.page.getByTestId('phone-not-registered').waitFor({ timeout: 10_000 });
    await desk.page.getByTestId('presence-ready').first().click();
    await verdict('registration', 'fail');
    expect(await desk.text('preflight')).toContain('You cannot take calls yet.');
    expect(await presence()).toBe('break');
    await desk.page.context().setOffline(false);
    await desk.page.keyboard.press('Escape');
    await desk.page.getByTestId('phone-registered').waitFor({ timeout: 15_000 });
    await desk.ready();
  });

  it('whose microphone is silent is ready, and told', async () => {
    await open(0);
    await desk.ready();
    await desk.page.locator('[data-testid="preflight-warning"][data-check="level"]').waitFor();
  });

  it('who is not heard by the switch is ready, and told: the check alone keeps nobody away', async () => {
    await open(
      500,
      'RTCPeerConnection.prototype.setRemoteDescription = () => Promise.reject(new Error("no"))',
    );
    await desk.ready();
    await desk.page.locator('[data-testid="preflight-warning"][data-check="path"]').waitFor();
  });
});
