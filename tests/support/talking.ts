import type { DeskPage } from './desk-page';
import { eventually } from './eventually';
import type { SippPhone } from './sipp-phone';
import { AGENT_TONES, CALLER_TONE, LI_NA, type Situation } from './situation';
import { near } from './tone';

const AGENT_TONE = AGENT_TONES['1001'] ?? 0;

/** Agent 1001 and Li Na, who hear each other. */
export interface Talk {
  readonly desk: DeskPage;
  readonly caller: SippPhone;
}

export async function talk(situation: Situation, ready?: DeskPage): Promise<Talk> {
  const desk = ready ?? (await situation.readyAgent('1001'));
  const caller = await situation.waitingCaller();
  await desk.callState('ringing');
  await desk.click('answer');
  await desk.callState('talking');
  await bothHear({ desk, caller });
  return { desk, caller };
}

export async function bothHear({ desk, caller }: Talk): Promise<void> {
  caller.rtp.forget();
  await eventually('the caller hears the agent', () => near(caller.rtp.tone(300), AGENT_TONE), 10_000);
  await eventually('the agent hears the caller', async () => near(await desk.hears(), CALLER_TONE), 10_000);
}

export const hearsAgent = ({ caller }: Talk): boolean => near(caller.rtp.tone(300), AGENT_TONE);

/** Something, and not the agent. */
export const hearsMusic = ({ caller }: Talk): boolean =>
  caller.rtp.tone(300) !== null && !near(caller.rtp.tone(300), AGENT_TONE);

/** The agent hangs up what was one talk from beginning to end. @returns its timeline */
export async function endsAsOneTalk(
  situation: Situation,
  { desk, caller }: Talk,
): Promise<readonly string[]> {
  await desk.click('hang-up');
  await desk.page.locator('[data-testid="agent-state"][data-state="wrap-up"]').waitFor({ timeout: 10_000 });
  // Before she is asked how it was.
  caller.hangUp();
  expect(await caller.ended).toBe(0);
  const record = await eventually(
    'her newest call is over',
    async () => {
      const [newest] = (await situation.api.calls({ number: LI_NA })).items;
      return newest !== undefined && newest.endedAt !== null ? newest : null;
    },
    10_000,
  );
  expect(record).toMatchObject({ outcome: 'answered', agentId: '1001' });
  const types = await situation.timeline(record.callId);
  expect(types.filter((type) => type === 'offer.accepted')).toHaveLength(1);
  expect(types).not.toContain('call.agent-lost');
  await situation.isQuiet();
  return types;
}
