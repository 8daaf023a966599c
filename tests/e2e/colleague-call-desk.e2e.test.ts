import type { DeskPage } from '../support/desk-page';
import { eventually } from '../support/eventually';
import { onEachSwitch } from '../support/each-switch';
import { AGENT_TONES, Situation } from '../support/situation';
import { near } from '../support/tone';

jest.setTimeout(180_000);

onEachSwitch(['chromium', 'sipp', 'redis'], 'calling a colleague from the desk', (kind) => {
  let situation: Situation;
  let alice: DeskPage;
  let bob: DeskPage;

  beforeAll(async () => {
    situation = await Situation.start({ kind });
    alice = await situation.agent('1001');
    bob = await situation.agent('1002');
  }, 180_000);
  afterAll(() => situation.stop());
  afterEach(() => situation.isQuiet());

  const agentIs = (desk: DeskPage, what: 'state' | 'presence', is: string) =>
    desk.page
      .locator(`[data-testid="agent-state"][data-${what}="${is}"]`)
      .first()
      .waitFor({ timeout: 15_000 });
  const hear = async (desk: DeskPage, other: string) =>
    eventually(`${other} is heard`, async () => near(await desk.hears(), AGENT_TONES[other] ?? 0), 10_000);

  it('a click on him in the directory: he is rung, both hear each other, and both find it among their calls', async () => {
    await bob.ready();
    await alice.page.evaluate(() => {
      window.location.hash = '#/directory';
    });
    const row = alice.page.locator('[data-testid="colleague"][data-key="agent-1002"][data-state="free"]');
    await row.getByTestId('call-colleague').click();
    await bob.callState('ringing');
    expect(await bob.text('caller-number')).toBe('1001');
    await bob.click('answer');
    await alice.callState('talking');
    await bob.callState('asked');
    await hear(alice, '1002');
    await hear(bob, '1001');
    // No caller: nothing to hand over, to record or to write down, and nobody to make a customer of.
    for (const id of ['consult', 'recording', 'order-from-call', 'wrap-up-note', 'customer-unknown'])
      expect(await alice.page.getByTestId(id).count()).toBe(0);
    expect(await alice.page.getByTestId('park').isDisabled()).toBe(true);
    await alice.click('hang-up');
    await agentIs(alice, 'state', 'idle');
    await agentIs(bob, 'state', 'idle');
    await agentIs(bob, 'presence', 'ready');
    for (const desk of [alice, bob]) {
      const row = desk.page
        .getByTestId('history-item')
        .filter({ hasText: desk === alice ? '→ 1002' : '← 1001' });
      await desk.page.evaluate(() => {
        window.location.hash = '#/desk';
      });
      await row.first().waitFor({ timeout: 15_000 });
    }
  });

  it('his agent number in the dial box: it says who he is, and that he is on a break', async () => {
    await bob.page.evaluate(async () => {
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify({ presence: 'break', reason: null });
      await fetch('/api/v1/me/presence', { method: 'PUT', headers, body });
    });
    await agentIs(bob, 'presence', 'break');
    await alice.page.getByTestId('dial-input').fill('1002');
    await alice.page
      .getByTestId('dialled-who')
      .filter({ hasText: /1002 · On a break/ })
      .waitFor({ timeout: 10_000 });
    await alice.click('dial-submit');
    await alice.page
      .getByText(/colleague cannot take a call now \(On a break\)/)
      .waitFor({ timeout: 10_000 });
    await agentIs(alice, 'state', 'idle');
  });

  it('a number of a customer in the dial box says whose it is', async () => {
    await alice.page.getByTestId('dial-input').fill('139 0000 0002');
    await alice.page.getByTestId('dialled-who').filter({ hasText: 'Zhang Wei' }).waitFor({ timeout: 10_000 });
    await alice.page.getByTestId('dial-input').fill('');
  });

  it('he declines: who called reads so, and nobody has complained', async () => {
    await bob.ready();
    await alice.page.getByTestId('dial-input').fill('1002');
    await alice.click('dial-submit');
    await bob.callState('ringing');
    await bob.page.keyboard.press('Alt+KeyX');
    await alice.page.getByTestId('call-failure').waitFor({ timeout: 10_000 });
    await agentIs(bob, 'presence', 'ready');
    expect([...alice.complaints, ...bob.complaints].filter((line) => !/409|status of 4/.test(line))).toEqual(
      [],
    );
  });
});
