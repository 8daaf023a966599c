import { eventually } from '../support/eventually';
import { onEachSwitch } from '../support/each-switch';
import { AGENT_TONES, LI_NA, Situation } from '../support/situation';
import { near } from '../support/tone';

jest.setTimeout(180_000);

onEachSwitch(['chromium', 'sipp', 'redis'], 'the agent’s tab is closed', (kind) => {
  let situation: Situation;

  beforeAll(async () => {
    situation = await Situation.start({ kind, env: { AGENT_AWAY_S: '3' } });
  });
  afterEach(() => situation.clear());
  afterAll(() => situation.stop());

  it('while it rings: the caller keeps his place and is offered to the next agent', async () => {
    const first = await situation.readyAgent('1001');
    const caller = await situation.waitingCaller();
    await first.callState('ringing');
    const second = await situation.readyAgent('1002');
    await first.close();
    await second.callState('ringing');
    await second.click('answer');
    await second.callState('talking');
    await eventually(
      'the caller hears the second agent',
      () => near(caller.rtp.tone(300), AGENT_TONES['1002'] ?? 0),
      10_000,
    );
    await second.click('hang-up');
    expect(await caller.ended).toBe(0);
    await situation.isQuiet();
  });

  it('while talking: the caller is comforted, goes to the head of the queue, and talks to the next agent', async () => {
    const first = await situation.readyAgent('1001');
    const caller = await situation.waitingCaller();
    await first.callState('ringing');
    await first.click('answer');
    await first.callState('talking');
    const waiting = await situation.waitingCaller('13900000002');
    await first.close();

    await eventually(
      'the caller hears something again, not the agent',
      () => caller.rtp.tone(300) !== null && !near(caller.rtp.tone(300), AGENT_TONES['1001'] ?? 0),
      10_000,
    );
    await eventually(
      'she is given back to her queue',
      async () => {
        const { items } = await situation.api.calls({ number: LI_NA });
        const timelines = await Promise.all(items.map(({ callId }) => situation.timeline(callId)));
        return timelines.some((types) => types.includes('call.agent-lost'));
      },
      20_000,
    );
    const second = await situation.readyAgent('1002');
    await second.callState('ringing');
    // Though the other caller has been waiting meanwhile.
    expect(await second.text('customer-name')).toContain('Li Na');
    await second.click('answer');
    await second.callState('talking');
    await eventually(
      'the caller hears the second agent',
      () => near(caller.rtp.tone(300), AGENT_TONES['1002'] ?? 0),
      10_000,
    );
    await second.click('hang-up');
    expect(await caller.ended).toBe(0);
    // Not that of the call before: she talked with the same agent then.
    await eventually('her record tells that an agent was lost', async () => {
      const { items } = await situation.api.calls({ number: LI_NA });
      const timelines = items
        .filter((call) => call.outcome === 'answered' && call.agentId === '1002')
        .map(({ callId }) => situation.timeline(callId));
      return (await Promise.all(timelines)).some((types) => types.includes('call.agent-lost'));
    });
    waiting.hangUp();
    await waiting.ended;
    await situation.isQuiet();
  });
});
