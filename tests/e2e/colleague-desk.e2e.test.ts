import type { DeskPage } from '../support/desk-page';
import { eventually } from '../support/eventually';
import { onEachSwitch } from '../support/each-switch';
import { AGENT_TONES, CALLER_TONE, LI_NA, Situation } from '../support/situation';
import { near } from '../support/tone';

jest.setTimeout(180_000);

onEachSwitch(['chromium', 'sipp', 'redis'], 'asking a colleague from the desk', (kind) => {
  let situation: Situation;
  let alice: DeskPage;
  let bob: DeskPage;

  beforeAll(async () => {
    situation = await Situation.start({ kind });
    alice = await situation.readyAgent('1001');
    bob = await situation.agent('1002');
  }, 180_000);
  afterAll(() => situation.stop());
  afterEach(async () => {
    await situation.clearPhones();
    await situation.isQuiet();
    await rest(bob);
  });

  const agentIs = (desk: DeskPage, what: 'state' | 'presence', is: string) =>
    desk.page
      .locator(`[data-testid="agent-state"][data-${what}="${is}"]`)
      .first()
      .waitFor({ timeout: 15_000 });
  /** On a break, whatever he was: the next caller is Alice's. */
  const rest = async (desk: DeskPage) => {
    const finish = desk.page.getByTestId('wrap-up-finish');
    if (await finish.isVisible()) await finish.click();
    await agentIs(desk, 'state', 'idle');
    await desk.page.evaluate(async () => {
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify({ presence: 'break', reason: null });
      await fetch('/api/v1/me/presence', { method: 'PUT', headers, body });
    });
    await agentIs(desk, 'presence', 'break');
  };
  const talking = async () => {
    await alice.ready();
    const caller = await situation.waitingCaller();
    await alice.callState('ringing');
    await alice.click('answer');
    await alice.callState('talking');
    await bob.ready();
    return caller;
  };
  const choose = async (desk: DeskPage, key: string) => {
    await desk.page.keyboard.press('Alt+KeyT');
    const row = desk.page.locator(`[data-testid="hand-over-row"][data-key="${key}"]`);
    await row.getByTestId('consult-ring').click();
  };
  const asked = (state: string) =>
    bob.page.locator(`[data-testid="asked-by"][data-state="${state}"]`).waitFor({ timeout: 15_000 });

  it('his desk shows who asks and the customer; he answers, and has the caller', async () => {
    const caller = await talking();
    await choose(alice, 'agent-1002');
    await bob.callState('ringing');
    await asked('ringing');
    await bob.page.getByTestId('customer-name').first().waitFor({ timeout: 10_000 });
    await bob.click('answer');
    await asked('answered');
    await eventually(
      'Alice hears Bob',
      async () => near(await alice.hears(), AGENT_TONES['1002'] ?? 0),
      10_000,
    );
    expect(await bob.page.getByTestId('hold').count()).toBe(0);
    await alice.page.keyboard.press('Alt+KeyC');
    await bob.callState('talking');
    await eventually('Bob hears the caller', async () => near(await bob.hears(), CALLER_TONE), 10_000);
    await eventually(
      'the caller hears Bob',
      () => near(caller.rtp.tone(300), AGENT_TONES['1002'] ?? 0),
      10_000,
    );
    await agentIs(alice, 'state', 'wrap-up');
    caller.hangUp();
    expect(await caller.ended).toBe(0);
    const record = await situation.record('the record', LI_NA, (call) => call.outcome === 'answered');
    expect(record.agentId).toBe('1002');
    const { legs, timeline } = await situation.api.call(record.callId);
    expect(legs.flatMap(({ role, agentId }) => (role === 'agent' ? [agentId] : []))).toEqual([
      '1001',
      '1002',
    ]);
    expect(timeline.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['call.consult-started', 'call.consult-answered', 'call.passed']),
    );
  });

  it('the agent takes it back, and who was asked is free without a wrap-up', async () => {
    const caller = await talking();
    await choose(alice, 'agent-1002');
    await bob.callState('ringing');
    await bob.click('answer');
    await asked('answered');
    await alice.page.keyboard.press('Alt+KeyU');
    await alice.callState('talking');
    await bob.callState('idle');
    await agentIs(bob, 'presence', 'ready');
    expect(await bob.page.getByTestId('wrap-up-finish').count()).toBe(0);
    await eventually('Alice hears the caller', async () => near(await alice.hears(), CALLER_TONE), 10_000);
    caller.hangUp();
    expect(await caller.ended).toBe(0);
  });

  it('he declines at his desk, and the agent reads that', async () => {
    const caller = await talking();
    await choose(alice, 'agent-1002');
    await bob.callState('ringing');
    await bob.page.keyboard.press('Alt+KeyX');
    await alice.page.getByTestId('consult-failure').waitFor({ timeout: 15_000 });
    expect(await alice.text('consult-failure')).toContain('1002');
    await alice.callState('talking');
    await bob.callState('idle');
    caller.hangUp();
    expect(await caller.ended).toBe(0);
  });

  it('the caller hangs up while he is rung: nobody rings any more', async () => {
    const caller = await talking();
    await choose(alice, 'queue-general');
    await bob.callState('ringing');
    caller.hangUp();
    expect(await caller.ended).toBe(0);
    await bob.callState('idle');
    await agentIs(alice, 'state', 'wrap-up');
    expect([...alice.complaints, ...bob.complaints].filter((line) => !/409|status of 4/.test(line))).toEqual(
      [],
    );
  });
});
