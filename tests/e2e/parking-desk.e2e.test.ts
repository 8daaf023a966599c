import type { DeskPage } from '../support/desk-page';
import { eventually } from '../support/eventually';
import { onEachSwitch } from '../support/each-switch';
import { AGENT_TONES, CALLER_TONE, Situation } from '../support/situation';
import { near } from '../support/tone';

jest.setTimeout(180_000);

onEachSwitch(['chromium', 'sipp', 'redis'], 'parking from the desk', (kind) => {
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
  });

  const talking = async () => {
    await alice.ready();
    const caller = await situation.waitingCaller();
    await alice.callState('ringing');
    await alice.click('answer');
    await alice.callState('talking');
    return caller;
  };
  const parked = (desk: DeskPage) => desk.page.getByTestId('parked-caller');

  it('she parks him by the keyboard and is free; he picks him up with one click, and they hear each other', async () => {
    const caller = await talking();
    await alice.page.keyboard.press('Alt+KeyG');
    await alice.callState('idle');
    for (const desk of [alice, bob]) await parked(desk).waitFor({ timeout: 10_000 });
    expect(await parked(bob).getAttribute('data-slot')).toBe('1');
    // On a break, and he takes him all the same: he is there.
    await bob.click('pick-up');
    await bob.callState('talking');
    await eventually('Bob hears the caller', async () => near(await bob.hears(), CALLER_TONE), 10_000);
    await eventually(
      'the caller hears Bob',
      () => near(caller.rtp.tone(300), AGENT_TONES['1002'] ?? 0),
      10_000,
    );
    await eventually('nobody is parked', async () => (await parked(alice).count()) === 0);
    await bob.click('hang-up');
    await bob.page.getByTestId('wrap-up-finish').click();
    // Asked who they are before they logged in.
    const heard = [...alice.complaints, ...bob.complaints].filter((each) => !each.includes('401'));
    expect(heard).toEqual([]);
  });

  it('a caller who hangs up while he is parked is gone from every desk', async () => {
    const caller = await talking();
    await alice.click('park');
    await parked(bob).waitFor({ timeout: 10_000 });
    caller.hangUp();
    for (const desk of [alice, bob])
      await eventually('nobody is parked', async () => (await parked(desk).count()) === 0, 10_000);
  });
});
