import type { DeskPage } from '../support/desk-page';
import { eventually } from '../support/eventually';
import { onEachSwitch } from '../support/each-switch';
import { AGENT_TONES, CALLER_TONE, LI_NA, Situation } from '../support/situation';
import type { SippPhone } from '../support/sipp-phone';
import { near } from '../support/tone';

jest.setTimeout(240_000);

onEachSwitch(['chromium', 'sipp', 'redis'], 'a part dies', (kind) => {
  let situation: Situation;

  beforeAll(async () => {
    situation = await Situation.start({ kind });
  });
  afterEach(() => situation.clear());
  afterAll(() => situation.stop());

  const answered = async (desk: DeskPage, caller: SippPhone): Promise<void> => {
    await desk.callState('ringing');
    await desk.click('answer');
    await desk.callState('talking');
    await eventually(
      'the caller hears the agent',
      () => near(caller.rtp.tone(300), AGENT_TONES['1001'] ?? 0),
      10_000,
    );
    await eventually('the agent hears the caller', async () => near(await desk.hears(), CALLER_TONE), 10_000);
  };
  const waits = (number: string) =>
    eventually('the call waits', async () => {
      const [newest] = (await situation.api.calls({ number })).items;
      return (
        newest?.outcome === 'in-progress' && (await situation.timeline(newest.callId)).includes('call.queued')
      );
    });

  it('the server, while a caller waits: after its return he is still waiting and gets an agent', async () => {
    const caller = await situation.waitingCaller();
    await waits(LI_NA);
    await situation.centre.endServer('SIGKILL');
    caller.rtp.forget();
    await eventually('the music goes on meanwhile', () => caller.rtp.tone(300) !== null, 5000);
    await situation.centre.startServer();
    const desk = await situation.readyAgent('1001');
    await answered(desk, caller);
    await desk.click('hang-up');
    expect(await caller.ended).toBe(0);
    await situation.isQuiet();
  });

  it('the server, while it rings: the agent answers when it is back', async () => {
    const desk = await situation.readyAgent('1001');
    const caller = await situation.waitingCaller();
    await desk.callState('ringing');
    await situation.centre.endServer('SIGKILL');
    await situation.centre.startServer();
    await answered(desk, caller);
    await desk.click('hang-up');
    expect(await caller.ended).toBe(0);
    await situation.isQuiet();
  });

  it('the server, while an agent wraps up: what he wrote is handed in when it is back', async () => {
    const desk = await situation.readyAgent('1001');
    const caller = await situation.waitingCaller();
    await answered(desk, caller);
    // He hangs up: whom the agent leaves is asked how it was, for longer than she wraps up.
    caller.hangUp();
    expect(await caller.ended).toBe(0);
    await desk.page.getByTestId('wrap-up-note').fill('written before the server died');
    await situation.centre.endServer('SIGKILL');
    await situation.centre.startServer();
    await desk.page.locator('[data-testid="link-state"][data-state="up"]').waitFor({ timeout: 15_000 });
    expect(await desk.page.getByTestId('wrap-up-note').inputValue()).toBe('written before the server died');
    await desk.click('disposition-resolved');
    await desk.click('wrap-up-finish');
    await desk.page.locator('[data-testid="agent-state"][data-state="idle"]').waitFor({ timeout: 10_000 });
    const record = await situation.record(
      'what he wrote',
      LI_NA,
      (call) => call.note === 'written before the server died',
    );
    expect(record).toMatchObject({ outcome: 'answered', dispositionCode: 'resolved' });
    await situation.isQuiet();
  });

  it('the server, while two talk: they go on talking, and the desk finds its call again', async () => {
    const desk = await situation.readyAgent('1001');
    const caller = await situation.waitingCaller();
    await answered(desk, caller);
    await situation.centre.endServer('SIGKILL');
    caller.rtp.forget();
    await eventually('the talk goes on', () => near(caller.rtp.tone(500), AGENT_TONES['1001'] ?? 0), 5000);
    await situation.centre.startServer();
    await desk.page.getByTestId('hang-up').waitFor({ timeout: 10_000 });
    expect(near(caller.rtp.tone(300), AGENT_TONES['1001'] ?? 0)).toBe(true);
    await eventually(
      'the desk is heard by the new server',
      async () => {
        await desk.click('hang-up').catch(() => undefined);
        return Promise.race([
          caller.ended.then(() => true),
          new Promise<false>((done) => setTimeout(() => done(false), 1000)),
        ]);
      },
      15_000,
    );
    await situation.isQuiet();
  });

  it('the server, while a caller is in the menu: the menu begins again', async () => {
    const caller = await situation.caller();
    await situation.centre.endServer('SIGKILL');
    await situation.centre.startServer();
    await caller.rtp.press('0');
    await waits(LI_NA);
    caller.hangUp();
    expect(await caller.ended).toBe(0);
    await situation.isQuiet();
  });

  it('Redis, while a caller waits: after its return he gets an agent', async () => {
    const desk = await situation.agent('1001');
    const caller = await situation.waitingCaller();
    await waits(LI_NA);
    await situation.centre.killRedis();
    await eventually(
      'the server says it is not ready',
      async () => (await situation.centre.readiness())?.status === 'not-ready',
      10_000,
    );
    await situation.centre.startRedis();
    await eventually('the server is ready again', () => situation.centre.isReady(), 20_000);
    await desk.ready();
    await answered(desk, caller);
    caller.hangUp();
    expect(await caller.ended).toBe(0);
    await situation.isQuiet();
  });

  it('the switch, while two talk: the call is closed as lost, the agent is free, and the next call works', async () => {
    const desk = await situation.readyAgent('1001');
    const first = await situation.waitingCaller();
    await answered(desk, first);
    await situation.centre.killSwitch();
    await situation.centre.startSwitch();
    await eventually('the server has the switch again', () => situation.centre.isReady(), 30_000);
    await situation.record('the record', LI_NA, (call) => call.endedAt !== null && call.agentId === '1001');
    await desk.page.getByTestId('phone-registered').waitFor({ timeout: 30_000 });
    await desk.ready();
    const second = await situation.waitingCaller('13900000002');
    await answered(desk, second);
    second.hangUp();
    expect(await second.ended).toBe(0);
    await situation.isQuiet();
  });
});
