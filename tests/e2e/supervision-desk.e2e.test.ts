import type { DeskPage } from '../support/desk-page';
import { eventually } from '../support/eventually';
import { onEachSwitch } from '../support/each-switch';
import { AGENT_TONES, CALLER_TONE, Situation } from '../support/situation';
import { talk } from '../support/talking';
import { shareOfTone } from '../support/tone';
import type { SippPhone } from '../support/sipp-phone';

jest.setTimeout(180_000);

const AGENT = AGENT_TONES['1001'] ?? 0;
const SUPERVISOR = AGENT_TONES['2002'] ?? 0;
const NOTES = [CALLER_TONE, AGENT, SUPERVISOR];

onEachSwitch(['chromium', 'sipp', 'redis'], 'a supervisor at his desk', (kind) => {
  let situation: Situation;
  let alice: DeskPage;
  let susan: DeskPage;

  beforeAll(async () => {
    situation = await Situation.start({ kind });
    alice = await situation.readyAgent('1001');
    susan = await situation.agent('2002');
    await susan.page.getByTestId('nav-team').click();
  }, 180_000);
  afterAll(() => situation.stop());

  const pageHears = (who: string, desk: DeskPage, notes: readonly number[]) =>
    eventually(
      `${who} hears ${String(notes)}`,
      async () => String(await desk.hearsOf(NOTES)) === String(notes),
      10_000,
    );
  const callerHears = (caller: SippPhone, notes: readonly number[]) =>
    eventually(
      `the caller hears ${String(notes)}`,
      () => {
        const samples = caller.rtp.samples(300);
        return String(NOTES.filter((hertz) => shareOfTone(samples, 8000, hertz) > 0.05)) === String(notes);
      },
      10_000,
    );
  const row = () => susan.page.locator('[data-testid="team-member"][data-agent="1001"]');
  const chooses = (mode: string) =>
    susan.page.locator(`[data-testid="supervision-modes"] input[value="${mode}"]`).dispatchEvent('click');

  it('sees the talk, listens unheard, whispers and barges in; the agent sees who is there', async () => {
    const { desk, caller } = await talk(situation, alice);
    await row().and(susan.page.locator('[data-state="on-call"]')).waitFor({ timeout: 10_000 });
    await row().getByTestId('listen').click();
    await susan.page.getByTestId('supervision').waitFor({ timeout: 10_000 });
    await pageHears('the supervisor', susan, [CALLER_TONE, AGENT]);
    await pageHears('the agent', desk, [CALLER_TONE]);
    await callerHears(caller, [AGENT]);
    await susan.screenshot('supervision-listening');
    await desk.page.getByTestId('supervised-by').waitFor({ timeout: 10_000 });
    await chooses('whisper');
    await pageHears('the agent', desk, [CALLER_TONE, SUPERVISOR]);
    await callerHears(caller, [AGENT]);
    await desk.page.locator('[data-testid="supervised-by"] [data-mode="whisper"]').waitFor();
    await chooses('barge');
    await callerHears(caller, [AGENT, SUPERVISOR]);
    await susan.page.keyboard.press('Alt+KeyX');
    await susan.callState('idle');
    await callerHears(caller, [AGENT]);
    await desk.page.getByTestId('supervised-by').waitFor({ state: 'detached', timeout: 10_000 });
    caller.hangUp();
    expect(await caller.ended).toBe(0);
    await situation.isQuiet();
  });

  it('is shut out of the agents’ page without the role', async () => {
    expect(await alice.page.getByTestId('nav-team').count()).toBe(0);
    const statuses = await alice.page.evaluate(async () => {
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify({ mode: 'listen' });
      const centre = await fetch('/api/v1/centre');
      const ear = await fetch('/api/v1/desk/supervision/1002', { method: 'PUT', headers, body });
      return [centre.status, ear.status];
    });
    expect(statuses).toEqual([403, 403]);
  });
});
