import { onEachSwitch } from '../support/each-switch';
import type { DeskPage } from '../support/desk-page';
import { eventually } from '../support/eventually';
import { LI_NA, Situation } from '../support/situation';

jest.setTimeout(240_000);

onEachSwitch(['chromium', 'sipp', 'redis'], 'an agent’s time', (kind) => {
  let situation: Situation;
  let desk: DeskPage;

  beforeAll(async () => {
    situation = await Situation.start({ kind });
    desk = await situation.agent('1001');
  });
  afterAll(() => situation.stop());

  const shows = (attributes: string, testId = 'agent-state', timeout = 20_000) =>
    desk.page.locator(`[data-testid="${testId}"]${attributes}`).waitFor({ timeout });
  const reload = async () => {
    await desk.page.reload();
    await desk.page.getByTestId('phone-registered').waitFor({ timeout: 20_000 });
  };
  const talk = async () => {
    await desk.ready();
    const caller = await situation.waitingCaller();
    await desk.callState('ringing');
    await desk.click('answer');
    await desk.callState('talking');
    return caller;
  };

  it('a break with its reason is kept over a reload and a killed server', async () => {
    await desk.click('presence-break');
    await desk.click('break-lunch');
    await shows('[data-presence="break"][data-reason="lunch"]');
    await reload();
    await shows('[data-presence="break"][data-reason="lunch"]');
    await situation.centre.endServer('SIGKILL');
    await situation.centre.startServer();
    await reload();
    await shows('[data-presence="break"][data-reason="lunch"]');
  });

  it('what he chooses in a talk is kept over reload and server, and comes when the wrap-up is finished', async () => {
    const caller = await talk();
    await desk.click('afterwards');
    await desk.click('break-meeting');
    await shows('[data-next="break"][data-reason="meeting"]', 'next-presence');
    await shows('[data-presence="ready"][data-state="on-call"]');
    await desk.click('hang-up');
    expect(await caller.ended).toBe(0);
    await shows('[data-state="wrap-up"]');
    const until = () => desk.page.getByTestId('wrap-up-left').getAttribute('data-until').then(Number);
    const before = await until();
    await desk.page.keyboard.press('Alt+P');
    await shows('[data-left="1"]', 'wrap-up-prolong');
    expect((await until()) - before).toBe(60_000);
    await desk.click('wrap-up-prolong');
    await desk.page.locator('[data-testid="wrap-up-prolong"]:disabled').waitFor({ timeout: 10_000 });
    await desk.page.getByTestId('wrap-up-note').fill('asked about his bill');

    await reload();
    await shows('[data-next="break"][data-reason="meeting"]', 'next-presence');
    expect((await until()) - before).toBe(120_000);
    expect(await desk.page.getByTestId('wrap-up-note').inputValue()).toBe('asked about his bill');
    await situation.centre.endServer('SIGKILL');
    await situation.centre.startServer();
    await reload();
    await shows('[data-next="break"][data-reason="meeting"]', 'next-presence');
    await desk.click('disposition-resolved');
    await desk.click('wrap-up-finish');
    await shows('[data-state="idle"][data-presence="break"][data-reason="meeting"]');
    const record = await situation.record('the record', LI_NA, (call) => call.dispositionCode === 'resolved');
    expect(record.note).toBe('asked about his bill');
    // What she said of it is on the record before she is done.
    await eventually('the end of her wrap-up is on the record', async () => {
      const types = await situation.timeline(record.callId);
      return types.includes('wrap-up.prolonged') && types.includes('wrap-up.finished');
    });
  });

  it('a missed call says so over a reload, and one click puts it right', async () => {
    await desk.ready();
    const caller = await situation.waitingCaller();
    await desk.callState('ringing');
    // It rings for twenty seconds first.
    await shows('[data-obstacle="not-responding"]', 'obstacle', 45_000);
    expect(await desk.text('obstacle')).toContain('missed a call');
    await reload();
    await shows('[data-obstacle="not-responding"]', 'obstacle');
    caller.hangUp();
    await situation.isQuiet();
    await desk.click('presence-ready-again');
    await shows('[data-presence="ready"][data-state="idle"]');
  });

  it('logging out waits for the end of the call when he asks for that, and tells why afterwards', async () => {
    const caller = await talk();
    await desk.click('account-menu');
    await desk.click('logout');
    expect(await desk.text('error-message')).toContain('busy');
    await desk.click('account-menu');
    await desk.click('logout-afterwards');
    await shows('[data-next="logged-out"]', 'next-presence');
    await desk.click('hang-up');
    expect(await caller.ended).toBe(0);
    await shows('[data-state="wrap-up"]');
    await desk.click('wrap-up-finish');
    await desk.page.getByTestId('login-user').waitFor({ timeout: 15_000 });
    await desk.page.getByText('as you chose').waitFor({ timeout: 5000 });
    await situation.isQuiet();
  });
});
