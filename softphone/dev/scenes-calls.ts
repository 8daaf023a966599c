import { parkedCalls } from './mock-calls';
import * as data from './mock-data';
import type { DeskChange } from './mock-desk';
import type { Scene } from './stage';

/** An agent who hands his caller over, or asks somebody first. */
export async function callPages({ page, api, shot }: Scene): Promise<void> {
  const talking = { state: 'talking', talkingAt: Date.now() - 83_000 } as const;
  const show = (call: NonNullable<DeskChange['call']>) => {
    api.show({ agent: { state: 'on-call' }, call, customers: [data.zhang] });
  };
  show(talking);
  await page.evaluate(() => {
    window.location.hash = '#/desk';
  });
  await page.getByTestId('consult').click();
  await page.getByTestId('hand-over-row').first().waitFor();
  await shot('35-transfer-or-consult');
  await page.getByTestId('consult-number').fill('021 6334 0100');
  await page.getByTestId('consult-number').press('ArrowDown');
  await shot('35-transfer-to-number');
  await page.getByTestId('consult-number').press('Escape');
  const consult = { number: '02163340100', colleague: null, state: 'answered', failure: null } as const;
  show({ ...talking, state: 'consulting', consult });
  await page.getByTestId('consult-state').waitFor();
  await shot('36-consulting');
  show({ ...talking, state: 'consulting', consult: { ...consult, state: 'held' } });
  await page.locator('[data-testid="consult-state"][data-state="held"]').waitFor();
  await shot('36-consulting-with-the-caller');
  show({ ...talking, state: 'consulting', consult: { ...consult, state: 'merged' } });
  await page.locator('[data-testid="consult-state"][data-state="merged"]').waitFor();
  await shot('36-talk-of-three');
  await colleagues({ show, talking, page, shot });
  await internal({ api, page, shot });
  await recording({ show, talking, page, shot });
  await parking({ api, page, shot });
}

interface ColleagueScene extends Pick<Scene, 'page' | 'shot'> {
  readonly show: (call: NonNullable<DeskChange['call']>) => void;
  readonly talking: { readonly state: 'talking'; readonly talkingAt: number };
}

/** He asks a colleague, and the same as the colleague sees it. */
async function colleagues({ show, talking, page, shot }: ColleagueScene): Promise<void> {
  const colleague = { agentId: '1002', displayName: '王芳' };
  const consult = { number: '1002', colleague, state: 'ringing', failure: null } as const;
  const askedBy = { agentId: '1003', displayName: '赵敏' };
  show({ ...talking, state: 'consulting', consult });
  await page.locator('[data-testid="consult-state"][data-state="ringing"]').waitFor();
  await shot('36-asking-a-colleague');
  show({ ...talking, consult: { ...consult, state: 'failed', failure: 'NO_ANSWER' } });
  await page.getByTestId('consult-failure').waitFor();
  await shot('36-colleague-did-not-answer');
  show({ ...talking, state: 'consulting', consult, askedBy });
  await page.locator('[data-testid="asked-by"][data-state="ringing"]').waitFor();
  await shot('36-asked-by-a-colleague');
  show({ ...talking, state: 'consulting', consult: { ...consult, state: 'answered' }, askedBy });
  await page.locator('[data-testid="asked-by"][data-state="answered"]').waitFor();
  await shot('36-asked-and-talking');
  show({ ...talking, state: 'consulting', consult: { ...consult, state: 'merged' }, askedBy });
  await page.locator('[data-testid="asked-by"][data-state="merged"]').waitFor();
  await shot('36-asked-and-three');
}

/** No caller at all: a colleague called, and one who calls. */
async function internal({ api, page, shot }: Pick<Scene, 'api' | 'page' | 'shot'>): Promise<void> {
  const show = (change: NonNullable<DeskChange['call']>) => {
    api.show({ agent: { state: 'on-call' }, call: change, customers: [] });
  };
  const talking = { state: 'talking', talkingAt: Date.now() - 83_000 } as const;
  const call = { direction: 'internal', callerNumber: '1001', dialedNumber: '1002', queuedAt: null } as const;
  const nothing = { queueId: null, queueName: null, topic: null, learnt: null, script: null } as const;
  const consult = {
    ...{ number: '1002', colleague: { agentId: '1002', displayName: '王芳' } },
    ...({ state: 'answered', failure: null } as const),
  };
  show({ ...talking, ...call, ...nothing, consult });
  await page.getByText('1002', { exact: true }).first().waitFor();
  await shot('36-called-a-colleague');
  show({ ...talking, ...call, ...nothing, consult, otherAwaySince: Date.now() - 4_000 });
  await page.getByTestId('colleague-away').waitFor();
  await shot('36-colleague-is-missed');
  const askedBy = { agentId: '1001', displayName: '李娜' };
  show({ ...talking, ...call, ...nothing, consult, askedBy, otherAwaySince: Date.now() - 4_000 });
  await page.getByTestId('colleague-away').waitFor();
  await shot('36-who-called-is-missed');
  show({ ...call, ...nothing, state: 'dialing', consult: { ...consult, state: 'ringing' }, askedBy });
  await page.locator('[data-testid="call-state"][data-state="ringing"]').waitFor();
  await shot('36-called-by-a-colleague');
}

/** The recording of his talk: on, paused too long, and one that failed. */
async function recording({ show, talking, page, shot }: ColleagueScene): Promise<void> {
  const state = (name: string) => page.locator(`[data-testid="recording"][data-state="${name}"]`).waitFor();
  show({ ...talking, recording: { rule: 'on-demand', state: 'on', pausedAt: null } });
  await state('on');
  await shot('37-recording');
  show({ ...talking, recording: { rule: 'always', state: 'paused', pausedAt: Date.now() - 75_000 } });
  await page.getByTestId('recording-reminder').waitFor();
  await shot('37-recording-paused');
  show({ ...talking, recording: { rule: 'always', state: 'failed', pausedAt: null } });
  await page.getByTestId('recording-failed').waitFor();
  await shot('37-recording-failed');
}

/** Callers nobody has: on the desk of somebody in a talk, and of somebody who may pick them up. */
async function parking({ api, page, shot }: Pick<Scene, 'api' | 'page' | 'shot'>): Promise<void> {
  api.send({ type: 'parked', parked: parkedCalls() });
  await page.getByTestId('parked-caller').first().waitFor();
  await shot('38-parked-while-talking');
  api.show({ agent: { state: 'idle' } });
  await page.locator('[data-testid="pick-up"]:enabled').first().waitFor();
  await shot('38-parked-callers');
  api.show({ agent: { state: 'offered' }, call: { state: 'offered', answersItself: 'asked' } });
  await page.locator('[data-testid="call-state"][data-state="connecting"]').waitFor();
  await shot('38-picking-up');
  api.send({ type: 'parked', parked: [] });
  const waiting = {
    ...{ callId: 'c', callerNumber: '13900001234', callerName: '', queueName: '综合业务' },
    customer: { customerId: data.zhang.customerId, name: data.zhang.name },
    ...{ since: Date.now() - 12_000, until: Date.now() + 48_000 },
  };
  const second = { ...waiting, callId: 'd', customer: null };
  api.show({
    agent: { state: 'on-call' },
    call: { state: 'talking', talkingAt: Date.now() - 83_000 },
    waiting: [waiting, second],
  });
  await page.getByTestId('waiting-take').waitFor();
  await shot('39-call-waiting');
  await page.getByTestId('task-from-call').click();
  await page.getByTestId('task-text').fill('明天回电确认');
  await shot('40-new-task');
  await page.keyboard.press('Escape');
  api.show({});
  await page.getByTestId('task').first().waitFor();
  await page.getByTestId('redial').waitFor();
  await shot('40-tasks-and-dial-box');
}
