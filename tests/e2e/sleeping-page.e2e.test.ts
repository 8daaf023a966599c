import { eventually } from '../support/eventually';
import { onEachSwitch } from '../support/each-switch';
import { LI_NA, Situation } from '../support/situation';

jest.setTimeout(240_000);

onEachSwitch(['chromium', 'sipp', 'redis'], 'the browser has put an agent’s page to sleep', (kind) => {
  let situation: Situation;

  beforeAll(async () => {
    situation = await Situation.start({ kind });
  });
  afterEach(() => situation.clear());
  afterAll(() => situation.stop());

  it('it is offered nothing although its phone is registered; he is told when it wakes, and gets calls again', async () => {
    const desk = await situation.readyAgent('1001');
    const browser = await desk.page.context().newCDPSession(desk.page);
    await browser.send('Page.setWebLifecycleState', { state: 'frozen' });
    const frozenAt = Date.now();
    await eventually(
      'the centre knows that nobody hears it ring',
      async () => (await situation.queue('general'))?.agentsReady === 0,
      30_000,
    );
    console.log(`a frozen page counted as asleep after ${Date.now() - frozenAt} ms`);
    const caller = await situation.waitingCaller();
    await eventually(
      'the caller waits',
      async () => (await situation.queue('general'))?.waiting === 1,
      10_000,
    );

    await browser.send('Page.setWebLifecycleState', { state: 'active' });
    await desk.callState('ringing');
    await desk.page.getByTestId('slept').waitFor({ timeout: 10_000 });
    const [call] = (await situation.api.calls({ number: LI_NA })).items;
    expect(await situation.timeline(call?.callId ?? '')).not.toContain('offer.missed');
    caller.hangUp();
    await caller.ended;
    await situation.isQuiet();
  });
});
