import { eventually } from '../support/eventually';
import { onEachSwitch } from '../support/each-switch';
import { AGENT_TONES, LI_NA, Situation } from '../support/situation';
import { near } from '../support/tone';

jest.setTimeout(240_000);

const AGENT_TONE = AGENT_TONES['1001'] ?? 0;

onEachSwitch(['chromium', 'sipp', 'redis'], 'an agent has two tabs open', (kind) => {
  let situation: Situation;

  beforeAll(async () => {
    situation = await Situation.start({ kind });
  });
  afterEach(() => situation.clear());
  afterAll(() => situation.stop());

  it('answers in the one that has no phone, and goes on there when the other is closed', async () => {
    const desk = await situation.readyAgent('1001');
    const second = await desk.page.context().newPage();
    await second.goto(`${situation.centre.url}/?test-audio=1`);
    await second.locator('[data-registration="other-tab"]').waitFor({ timeout: 15_000 });
    const caller = await situation.waitingCaller();
    await second.getByTestId('answer').click({ timeout: 20_000 });
    await eventually('the caller hears him', () => near(caller.rtp.tone(300), AGENT_TONE), 10_000);
    await second.getByTestId('mute').click();
    await eventually('a muted agent is not heard', () => caller.rtp.tone(300) === null, 5000);
    await second.getByTestId('mute').click();
    await eventually('the caller hears him again', () => near(caller.rtp.tone(300), AGENT_TONE), 5000);

    await desk.page.close();
    await second.getByTestId('phone-registered').waitFor({ timeout: 15_000 });
    caller.rtp.forget();
    await eventually('he goes on in the other tab', () => near(caller.rtp.tone(300), AGENT_TONE), 10_000);
    await second.getByTestId('hang-up').click();
    expect(await caller.ended).toBe(0);
    const record = await situation.record('the record', LI_NA, (call) => call.endedAt !== null);
    const types = await situation.timeline(record.callId);
    expect(types).toContain('call.agent-back');
    expect(types).not.toContain('call.agent-lost');
    await situation.isQuiet();
  });
});
