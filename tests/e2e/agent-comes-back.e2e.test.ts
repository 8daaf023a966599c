import type { DeskPage } from '../support/desk-page';
import { eventually } from '../support/eventually';
import { onEachSwitch } from '../support/each-switch';
import { AGENT_TONES, CALLER_TONE, LI_NA, Situation } from '../support/situation';
import type { SippPhone } from '../support/sipp-phone';
import { near } from '../support/tone';

jest.setTimeout(240_000);

const AGENT_TONE = AGENT_TONES['1001'] ?? 0;

onEachSwitch(['chromium', 'sipp', 'redis'], 'an agent’s audio is gone in a call', (kind) => {
  let situation: Situation;

  beforeAll(async () => {
    situation = await Situation.start({ kind });
  });
  afterEach(() => situation.clear());
  afterAll(() => situation.stop());

  const talk = async (): Promise<{ desk: DeskPage; caller: SippPhone }> => {
    const desk = await situation.readyAgent('1001');
    const caller = await situation.waitingCaller();
    await desk.callState('ringing');
    await desk.click('answer');
    await desk.callState('talking');
    await bothHear(desk, caller);
    return { desk, caller };
  };
  const bothHear = async (desk: DeskPage, caller: SippPhone): Promise<void> => {
    caller.rtp.forget();
    await eventually('the caller hears the agent', () => near(caller.rtp.tone(300), AGENT_TONE), 10_000);
    await eventually('the agent hears the caller', async () => near(await desk.hears(), CALLER_TONE), 10_000);
  };
  const endsAsOneTalk = async (desk: DeskPage, caller: SippPhone): Promise<void> => {
    await desk.click('hang-up');
    expect(await caller.ended).toBe(0);
    const record = await situation.record('the record', LI_NA, (call) => call.endedAt !== null);
    expect(record).toMatchObject({ outcome: 'answered', agentId: '1001' });
    const types = await situation.timeline(record.callId);
    expect(types).toEqual(expect.arrayContaining(['call.agent-away', 'call.agent-back']));
    expect(types).not.toContain('call.agent-lost');
    await situation.isQuiet();
  };

  it('by a reload while he talks: he is back in the call by himself', async () => {
    const { desk, caller } = await talk();
    await desk.page.reload();
    await desk.callState('talking');
    await bothHear(desk, caller);
    await endsAsOneTalk(desk, caller);
  });

  it('by a reload while he is muted: nobody hears him, until he unmutes himself', async () => {
    const { desk, caller } = await talk();
    await desk.click('mute');
    await eventually('a muted agent is not heard', () => caller.rtp.tone(300) === null, 5000);
    await desk.page.reload();
    await eventually('the agent hears the caller', async () => near(await desk.hears(), CALLER_TONE), 10_000);
    caller.rtp.forget();
    await eventually('half a second is heard', () => caller.rtp.samples(500).length >= 4000, 5000);
    expect(near(caller.rtp.tone(500), AGENT_TONE)).toBe(false);
    await desk.click('mute');
    await bothHear(desk, caller);
    await endsAsOneTalk(desk, caller);
  });

  it('by a reload while the caller is on hold: he stays on hold until he resumes', async () => {
    const { desk, caller } = await talk();
    await desk.click('hold');
    await desk.callState('held');
    await desk.page.reload();
    await desk.callState('held');
    await eventually(
      'his phone is in the call again',
      async () => (await desk.phone())?.call === 'active',
      10_000,
    );
    expect(near(caller.rtp.tone(300), AGENT_TONE)).toBe(false);
    await desk.click('resume');
    await bothHear(desk, caller);
    await endsAsOneTalk(desk, caller);
  });
});
