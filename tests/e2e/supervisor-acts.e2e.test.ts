import type { DeskPage } from '../support/desk-page';
import { eventually } from '../support/eventually';
import { onEachSwitch } from '../support/each-switch';
import { AGENT_TONES, CALLER_TONE, LI_NA, Situation } from '../support/situation';
import { talk } from '../support/talking';
import { shareOfTone } from '../support/tone';
import type { SippPhone } from '../support/sipp-phone';

jest.setTimeout(180_000);

const AGENT = AGENT_TONES['1001'] ?? 0;
const SUPERVISOR = AGENT_TONES['2002'] ?? 0;

onEachSwitch(['chromium', 'sipp', 'redis'], 'what a supervisor does', (kind) => {
  let situation: Situation;
  let alice: DeskPage;
  let susan: DeskPage;

  beforeAll(async () => {
    situation = await Situation.start({ kind });
    alice = await situation.readyAgent('1001');
    susan = await situation.agent('2002');
  }, 180_000);
  afterAll(() => situation.stop());

  const openTeam = () => susan.page.getByTestId('nav-team').click();
  const row = () => susan.page.locator('[data-testid="team-member"][data-agent="1001"]');
  const noticeOf = (kindOfIt: string) =>
    alice.page.locator(`[data-testid="notice"][data-kind="${kindOfIt}"]`);
  const reads = async (kindOfIt: string) => {
    await noticeOf(kindOfIt).getByTestId('notice-read').click();
    await noticeOf(kindOfIt).waitFor({ state: 'detached' });
  };
  const callerHears = (caller: SippPhone, hertz: number, not: number) =>
    eventually(
      `the caller hears ${hertz} Hz, and not ${not} Hz`,
      () => {
        const samples = caller.rtp.samples(300);
        return shareOfTone(samples, 8000, hertz) > 0.05 && shareOfTone(samples, 8000, not) < 0.05;
      },
      10_000,
    );
  const acts = async () => {
    const { items } = await susan.page.evaluate(
      async () => (await fetch('/api/v1/audit')).json() as Promise<{ items: { act: string }[] }>,
    );
    return items.map(({ act }) => act);
  };

  it.each(['talking', 'held'] as const)(
    'takes a caller over who is %s: they go on, and the agent wraps up',
    async (state) => {
      await openTeam();
      const { caller } = await talk(situation, alice);
      await row().getByTestId('listen').click();
      await susan.page.getByTestId('supervision').waitFor({ timeout: 10_000 });
      await eventually('she hears them', async () => (await susan.hearsOf([CALLER_TONE])).length > 0, 10_000);
      if (state === 'held') {
        await alice.click('hold');
        await alice.callState('held');
      }
      await susan.click('take-over');
      await susan.callState('talking');
      await callerHears(caller, SUPERVISOR, AGENT);
      await eventually(
        'the supervisor hears the caller',
        async () => String(await susan.hearsOf([CALLER_TONE, AGENT])) === String([CALLER_TONE]),
        10_000,
      );
      await alice.page
        .locator('[data-testid="agent-state"][data-state="wrap-up"]')
        .waitFor({ timeout: 10_000 });
      await reads('taken-over');
      await susan.screenshot('taken-over');
      // The call is hers like any other.
      await susan.click('hold');
      await susan.callState('held');
      await susan.click('resume');
      await susan.callState('talking');
      await callerHears(caller, SUPERVISOR, AGENT);
      await susan.click('hang-up');
      caller.hangUp();
      expect(await caller.ended).toBe(0);
      await situation.isQuiet();
      const record = await situation.record('it is over', LI_NA, (call) => call.endedAt !== null);
      expect(record).toMatchObject({ outcome: 'answered', agentId: '2002' });
      expect(await situation.timeline(record.callId)).toContain('call.taken-over');
      await alice.ready();
      await susan.click('nav-desk');
      await susan.click('wrap-up-finish');
      expect(await acts()).toEqual(expect.arrayContaining(['take-over', 'supervise']));
    },
  );

  it('sets an agent to break and ready, tells her something, and she reads it', async () => {
    await openTeam();
    await row().getByTestId('agent-menu').click();
    await susan.click('agent-break-lunch');
    await alice.page
      .locator('[data-testid="agent-state"][data-presence="break"]')
      .waitFor({ timeout: 10_000 });
    await reads('presence');
    await row().getByTestId('agent-menu').click();
    await susan.click('agent-ready');
    await alice.page
      .locator('[data-testid="agent-state"][data-presence="ready"]')
      .waitFor({ timeout: 10_000 });
    await reads('presence');
    await row().getByTestId('agent-menu').click();
    await susan.click('agent-message');
    await susan.page.getByTestId('message-text').fill('Call me <b>when</b> you are done.');
    await susan.click('message-send');
    await susan.page.getByTestId('message-told').waitFor();
    expect(await noticeOf('message').textContent()).toContain('Call me <b>when</b> you are done.');
    await reads('message');
    expect((await acts()).slice(0, 3)).toEqual(['message', 'presence', 'presence']);
  });

  it('puts who waits at the head, and gives another queue to whom somebody is ready there', async () => {
    await alice.click('presence-break');
    await alice.click('break-lunch');
    const first = await situation.waitingCaller('13800000101');
    const second = await situation.waitingCaller('13800000102');
    await susan.page.getByTestId('nav-queues').click();
    await susan.click('waiting-general');
    const numbers = async () =>
      (await susan.page.getByTestId('waiting-call').locator('td:first-child .digits').allTextContents()).map(
        (text) => text.replaceAll(' ', ''),
      );
    await eventually('both are listed', async () => (await numbers()).length === 2, 10_000);
    expect((await numbers())[0]).toContain('13800000101');
    await susan.page.getByTestId('waiting-call').nth(1).getByTestId('to-head').click();
    await eventually('she is first', async () => (await numbers())[0]?.includes('13800000102'), 10_000);
    await susan.screenshot('waiting-line');
    await alice.ready();
    await alice.callState('ringing');
    await alice.click('answer');
    await alice.callState('talking');
    await callerHears(second, AGENT, SUPERVISOR);
    for (const caller of [second, first]) {
      caller.hangUp();
      expect(await caller.ended).toBe(0);
    }
    await situation.isQuiet();
    expect((await acts())[0]).toBe('move-call');
  });

  it('logs an agent out, who is told by whom', async () => {
    await alice.click('wrap-up-finish');
    await openTeam();
    await row().getByTestId('agent-menu').click();
    await susan.click('agent-log-out');
    await susan.click('confirm');
    await alice.page.getByTestId('login-why').waitFor({ timeout: 10_000 });
    await row().waitFor({ state: 'detached', timeout: 10_000 });
    expect((await acts())[0]).toBe('log-out');
  });

  it('is nothing for an agent', async () => {
    const statuses = await (
      await situation.readyAgent('1001')
    ).page.evaluate(async () => {
      const headers = { 'content-type': 'application/json' };
      const send = (method: string, path: string, body?: unknown) =>
        fetch(`/api/v1${path}`, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
      const noticeId = crypto.randomUUID();
      const all = await Promise.all([
        send('PUT', '/team/2002/presence', { presence: 'ready' }),
        send('POST', '/team/messages', { noticeId, to: null, text: 'x' }),
        send('PUT', `/waiting/${noticeId}`, { requestId: noticeId, queueId: null, toHead: true }),
        send('POST', '/desk/supervision/take-over', { callId: noticeId }),
        send('GET', '/queues/general/waiting'),
        send('GET', '/audit'),
      ]);
      return all.map(({ status }) => status);
    });
    expect(statuses).toEqual([403, 403, 403, 403, 403, 403]);
  });
});
