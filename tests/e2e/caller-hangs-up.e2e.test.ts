import type { DeskPage } from '../support/desk-page';
import { eventually } from '../support/eventually';
import { onEachSwitch } from '../support/each-switch';
import { LI_NA, Situation } from '../support/situation';

jest.setTimeout(180_000);

onEachSwitch(['chromium', 'sipp', 'redis'], 'the caller hangs up', (kind) => {
  let situation: Situation;
  let desk: DeskPage;

  beforeAll(async () => {
    situation = await Situation.start({ kind });
    desk = await situation.agent('1001');
  });
  afterAll(() => situation.stop());
  afterEach(() => situation.isQuiet());

  const newest = async (): Promise<string> =>
    (await situation.api.calls({ number: LI_NA })).items[0]?.callId ?? '';

  it('in the menu: the call is closed as self-served', async () => {
    const caller = await situation.caller();
    caller.hangUp();
    expect(await caller.ended).toBe(0);
    await situation.record('the record', LI_NA, (call) => call.outcome === 'self-served');
  });

  it('while waiting: the call is abandoned and never offered', async () => {
    const caller = await situation.waitingCaller();
    await eventually('the call waits', async () =>
      (await situation.timeline(await newest())).includes('call.queued'),
    );
    caller.hangUp();
    expect(await caller.ended).toBe(0);
    const record = await situation.record('the record', LI_NA, (call) => call.outcome === 'abandoned');
    expect(await situation.timeline(record.callId)).not.toContain('offer.made');
  });

  it('while the agent’s phone rings: it stops ringing and the agent is free', async () => {
    await desk.ready();
    const caller = await situation.waitingCaller();
    await desk.callState('ringing');
    const offered = await newest();
    caller.hangUp();
    expect(await caller.ended).toBe(0);
    await desk.page
      .locator('[data-testid="agent-state"][data-state="idle"][data-presence="ready"]')
      .waitFor({ timeout: 10_000 });
    await situation.record(
      'the record',
      LI_NA,
      (call) => call.callId === offered && call.outcome === 'abandoned',
    );
    expect(await situation.timeline(offered)).toEqual(
      expect.arrayContaining(['offer.made', 'offer.rescinded', 'call.abandoned']),
    );
  });

  it('while talking, and while on hold: the agent goes to wrap-up', async () => {
    for (const onHold of [false, true]) {
      const caller = await situation.waitingCaller();
      await desk.callState('ringing');
      await desk.click('answer');
      await desk.callState('talking');
      if (onHold) {
        await desk.click('hold');
        await desk.callState('held');
      }
      caller.hangUp();
      expect(await caller.ended).toBe(0);
      await desk.page
        .locator('[data-testid="agent-state"][data-state="wrap-up"]')
        .waitFor({ timeout: 10_000 });
      await desk.click('wrap-up-finish');
      await desk.page.locator('[data-testid="agent-state"][data-state="idle"]').waitFor({ timeout: 10_000 });
    }
  });
});
