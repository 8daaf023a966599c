import type { CallSummary } from '../../server/contract/rest';
import type { DeskPage } from './desk-page';
import { eventually } from './eventually';
import { AGENT_TONES, type Situation } from './situation';
import { near } from './tone';

const DAVE = '13900000002';

/** The agent 1001 calls Dave where dialled calls are recorded (DIALLED_RECORDING); the recording is kept when this resolves. */
export async function recordedCall(situation: Situation, alice: DeskPage): Promise<CallSummary> {
  const dave = await situation.callee('answers', 1000);
  await alice.page.getByTestId('dial-input').fill(DAVE);
  await alice.click('dial-submit');
  await alice.callState('talking');
  await eventually('Dave hears her', () => near(dave.rtp.tone(300), AGENT_TONES['1001'] ?? 0), 10_000);
  await alice.page.locator('[data-testid="recording"][data-state="on"]').waitFor({ timeout: 10_000 });
  await alice.click('hang-up');
  await dave.ended;
  await alice.click('wrap-up-finish');
  const call = await situation.record('the record', DAVE, ({ outcome }) => outcome === 'answered');
  await eventually(
    'its recording is kept',
    async () => (await situation.api.call(call.callId)).recordings[0]?.keeping?.state === 'kept',
    40_000,
  );
  return call;
}
