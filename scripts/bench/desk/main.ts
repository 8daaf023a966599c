/**
 * Measures what an agent and his caller wait for, with a Chromium on FreeSWITCH.
 *
 *   npm run desk:build && npm run bench:desk -- [--json] [--reloads 20] [--calls 10] [--readies 10] [--loads 5] [--switch embedded] [--standing]
 *
 * Starts the whole centre, a Chromium whose microphone says a note, and a caller who listens for it: reloads of the page in
 * a talk, answers, going ready with the check before it, and first loads with an empty cache. Browser, caller and centre share this machine.
 */
import { parseArgs } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { DeskPage } from '../../../tests/support/desk-page';
import { eventually } from '../../../tests/support/eventually';
import { AGENT_TONES, Situation } from '../../../tests/support/situation';
import type { SippPhone } from '../../../tests/support/sipp-phone';
import { firstLoadKb } from './first-load';
import { answer, installClocks, readTimes } from './page-clock';
import { measureReadies } from './ready';
import { VoiceTrack } from './voice-track';
import { describeMachine, thisMachine, type Machine } from '../machine';
import { Percentiles } from '../percentiles';

const AGENT = '1001';
const GOALS = { reloadMs: 1000, answerMs: 250, popMs: 100, loadKb: 350, interactiveMs: 1500 };
/** After a reload the line is left alone for so long before the next one. */
const REST_MS = 1500;

type AnswerStep = 'okSent' | 'acknowledged' | 'pathConnected' | 'agentHears' | 'callerHears';

interface Spread {
  readonly p50: number;
  readonly p95: number;
  readonly most: number;
  readonly count: number;
}

interface Figures {
  readonly machine: Machine;
  readonly goals: typeof GOALS;
  readonly reload: {
    readonly withoutAgentMs: Spread;
    readonly nothingHeardMs: Spread;
    readonly failed: number;
  };
  readonly answerMs: Spread;
  /** Since the click; a path that was there before it counts 0. */
  readonly answerStepsMs: Readonly<Record<AnswerStep, Spread>>;
  /** Since the INVITE. */
  readonly ringMs: Spread;
  readonly popMs: Spread;
  /** Of it, until the picture is in the page. */
  readonly pictureMs: Spread;
  /** A click on Ready, with the check before the first one. */
  readonly readyMs: Spread;
  readonly firstLoadKb: number;
  readonly interactiveMs: Spread;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      reloads: { type: 'string', default: '20' },
      calls: { type: 'string', default: '10' },
      readies: { type: 'string', default: '10' },
      loads: { type: 'string', default: '5' },
      switch: { type: 'string', default: 'freeswitch' },
      standing: { type: 'boolean', default: false },
    },
  });
  const machine = thisMachine();
  const kind = values.switch === 'embedded' ? 'embedded' : 'freeswitch';
  const situation = await Situation.start({ kind });
  try {
    if (values.standing) await situation.addQueueRule('standingLeg: true');
    const interactiveMs = await measureLoads(situation, bounded('loads', values.loads, 100));
    const desk = await situation.agent(AGENT);
    await installClocks(desk.page);
    await desk.page.reload();
    await desk.page.getByTestId('phone-registered').waitFor({ timeout: 15_000 });
    const readies = await measureReadies(desk, bounded('readies', values.readies, 200));
    const { answers, steps, rings, pops, pictures } = await measureAnswers(
      situation,
      desk,
      bounded('calls', values.calls, 200),
    );
    const reload = await measureReloads(situation, desk, bounded('reloads', values.reloads, 1000));
    const figures: Figures = {
      ...{ machine, goals: GOALS, reload, interactiveMs, readyMs: spread(readies) },
      ...{
        answerMs: answers,
        answerStepsMs: steps,
        ringMs: rings,
        popMs: pops,
        pictureMs: pictures,
        firstLoadKb: firstLoadKb(),
      },
    };
    if (values.json) console.log(JSON.stringify(figures));
    else for (const [name, value] of rows(figures)) console.log(`${name.padEnd(58)} ${value}`);
  } finally {
    await situation.stop();
  }
}

/** Until the login can be typed into, each time in a browser that has never been here. */
async function measureLoads({ centre }: Situation, times: number): Promise<Spread> {
  const measured: number[] = [];
  for (let time = 0; time < times; time += 1) {
    const desk = await DeskPage.open({ baseUrl: 'about:blank#', dir: centre.dir, tone: 500 });
    const begun = Date.now();
    await desk.page.goto(centre.url, { waitUntil: 'commit' });
    await desk.page.getByTestId('login-user').waitFor();
    await desk.page.getByTestId('login-user').fill('1');
    measured.push(Date.now() - begun);
    await desk.close();
  }
  return spread(measured);
}

async function measureAnswers(
  situation: Situation,
  desk: DeskPage,
  times: number,
): Promise<{
  answers: Spread;
  steps: Figures['answerStepsMs'];
  rings: Spread;
  pops: Spread;
  pictures: Spread;
}> {
  const answers: number[] = [];
  const steps: Record<AnswerStep, number[]> = {
    ...{ okSent: [], acknowledged: [], pathConnected: [], agentHears: [], callerHears: [] },
  };
  const rings: number[] = [];
  const pops: number[] = [];
  const pictures: number[] = [];
  for (let time = 0; time < times; time += 1) {
    await desk.ready();
    const caller = await situation.waitingCaller();
    await desk.callState('ringing');
    await desk.page.getByTestId('answer').waitFor();
    const track = new VoiceTrack(caller.rtp, AGENT_TONES[AGENT] ?? 0);
    await sleep(300);
    track.begin();
    await answer(desk.page);
    const heardByCaller = await eventually('the caller hears the agent', () => track.firstAt, 10_000);
    const noted = await eventually('the agent hears the caller', async () => {
      const at = await readTimes(desk.page);
      return at.heardAt === null ? null : at;
    });
    const clickedAt = noted.clickedAt ?? 0;
    answers.push(Math.max(heardByCaller, noted.heardAt ?? 0) - clickedAt);
    steps.okSent.push((noted.answeredAt ?? 0) - clickedAt);
    steps.acknowledged.push((noted.acknowledgedAt ?? 0) - clickedAt);
    steps.pathConnected.push(Math.max(0, (noted.connectedAt ?? 0) - clickedAt));
    steps.agentHears.push((noted.heardAt ?? 0) - clickedAt);
    steps.callerHears.push(heardByCaller - clickedAt);
    rings.push((noted.rungAt ?? 0) - (noted.invitedAt ?? 0));
    pictures.push(Math.max(0, (noted.picturedAt ?? 0) - (noted.invitedAt ?? 0)));
    pops.push(Math.max(0, (noted.poppedAt ?? 0) - (noted.invitedAt ?? 0)));
    await leave(situation, desk, caller);
  }
  const each = (Object.keys(steps) as AnswerStep[]).map((step) => [step, spread(steps[step])] as const);
  return {
    answers: spread(answers),
    steps: Object.fromEntries(each) as Figures['answerStepsMs'],
    rings: spread(rings),
    pops: spread(pops),
    pictures: spread(pictures),
  };
}

async function measureReloads(
  situation: Situation,
  desk: DeskPage,
  times: number,
): Promise<Figures['reload']> {
  if (times === 0) return { withoutAgentMs: spread([]), nothingHeardMs: spread([]), failed: 0 };
  await desk.ready();
  const caller = await situation.waitingCaller();
  await desk.callState('ringing');
  await desk.click('answer');
  const track = new VoiceTrack(caller.rtp, AGENT_TONES[AGENT] ?? 0);
  await eventually('the caller hears the agent', () => track.heardAt > 0, 10_000);
  await sleep(REST_MS);
  const without: number[] = [];
  const silent: number[] = [];
  let failed = 0;
  for (let time = 0; time < times; time += 1) {
    track.begin();
    const begun = Date.now();
    await desk.page.reload({ waitUntil: 'commit' });
    try {
      await eventually('he is back', () => track.gap.ms > 100 && Date.now() - track.heardAt < 60, 8000);
      await sleep(REST_MS);
      without.push(track.gap.ms);
      silent.push(track.gap.silentMs);
    } catch {
      failed += 1;
      if (Date.now() - begun > 20_000) break;
    }
  }
  await leave(situation, desk, caller);
  return { withoutAgentMs: spread(without), nothingHeardMs: spread(silent), failed };
}

/** The caller goes, and the agent is done with him. */
async function leave(situation: Situation, desk: DeskPage, caller: SippPhone): Promise<void> {
  caller.hangUp();
  await caller.ended;
  await situation.clearPhones();
  await desk.page.getByTestId('wrap-up-finish').click({ timeout: 10_000 });
  await desk.page.locator('[data-testid="wrap-up-finish"]').waitFor({ state: 'hidden' });
}

function spread(values: readonly number[]): Spread {
  const all = new Percentiles();
  for (const value of values) all.add(value);
  return { p50: all.at(0.5), p95: all.at(0.95), most: Math.round(all.most), count: values.length };
}

function bounded(name: string, text: string, most: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > most)
    throw new Error(`--${name} is a number from 0 to ${most}`);
  return value;
}

const ms = ({ p50, p95, most, count }: Spread): string => `${p50} / ${p95} / ${most} ms (${count} times)`;

function rows(figures: Figures): [string, string][] {
  const { machine, goals, reload } = figures;
  return [
    ['machine', describeMachine(machine)],
    [`reload in a talk: caller without his agent (p95 ≤ ${goals.reloadMs})`, ms(reload.withoutAgentMs)],
    ['  of it, hears nothing at all', ms(reload.nothingHeardMs)],
    ['  not back by himself', String(reload.failed)],
    [`answer clicked → both hear each other (p95 ≤ ${goals.answerMs})`, ms(figures.answerMs)],
    ['  200 sent', ms(figures.answerStepsMs.okSent)],
    ['  its ACK here', ms(figures.answerStepsMs.acknowledged)],
    ['  ICE and DTLS done', ms(figures.answerStepsMs.pathConnected)],
    ['  the caller hears the agent', ms(figures.answerStepsMs.callerHears)],
    ['  the agent hears the caller', ms(figures.answerStepsMs.agentHears)],
    ['INVITE → rings on the screen', ms(figures.ringMs)],
    [`INVITE → customer on the screen (p95 ≤ ${goals.popMs})`, ms(figures.popMs)],
    ['  of it, until the picture is in the page', ms(figures.pictureMs)],
    ['Ready clicked → checked and ready', ms(figures.readyMs)],
    [`first load, compressed (≤ ${goals.loadKb} KB)`, `${figures.firstLoadKb} KB`],
    [`empty cache → login can be typed (≤ ${goals.interactiveMs})`, ms(figures.interactiveMs)],
  ];
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
