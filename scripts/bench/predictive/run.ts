import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { campaignMonitorSchema, type CampaignMonitor } from '../../../server/contract/campaign-monitor';
import type { ListReport } from '../../../server/contract/campaigns';
import { freePort } from '../../../server/parts';
import { ALWAYS } from '../../../tests/support/always';
import { BenchCentre, type BenchAgent } from '../acd/bench-centre';
import { signOn } from '../acd/run';
import { SippRun } from '../acd/sipp-run';
import { readTrace } from '../acd/sipp-trace';
import { QUEUE } from '../queue-line';
import { figuresOf, type PacedFigures, type PacedMode } from './figures';
import { peopleOf } from './people';
import { readRecords } from './records';

export interface PacedLoad {
  readonly mode: PacedMode;
  readonly seed: string;
  readonly agents: number;
  /** Lines outside: so many calls at once at most. */
  readonly lines: number;
  readonly minutes: number;
}

export const WRAP_UP_S = 5;
export const RING_S = 20;
const CAMPAIGN = 'paced';
/** More than any pace gets through in the time. */
const PEOPLE_A_MINUTE = 200;
const AT_ONCE = 2000;
const LOOK_EVERY_MS = 500;
/** Until the last talk and its wrap-up are over. */
const SETTLE_MS = 60_000;
const SPARE_S = 180;

/** One campaign on a centre of its own: its agents' telephones are one SIPp, everybody outside another. */
export async function runPaced(load: PacedLoad): Promise<PacedFigures> {
  const trunkPort = await freePort('udp');
  const bench = await BenchCentre.start(trunkPort);
  const sipps: SippRun[] = [];
  try {
    writeLineSound(bench.dir);
    const agents = await bench.agents(load.agents, { autoAnswer: true, wrapUpS: WRAP_UP_S });
    const { centre, dir, phonesPort } = bench;
    const common = { dir, target: centre.sip, timeoutS: load.minutes * 60 + SPARE_S };
    sipps.push(await SippRun.start({ ...common, scenario: 'talker', port: phonesPort }));
    const people = await SippRun.start({ ...common, scenario: 'people', port: trunkPort });
    sipps.push(people);
    await signOn(bench, agents);
    const { seen, from, until } = await campaignThrough(bench, agents, load);
    const records = await readRecords(centre, CAMPAIGN, agents);
    return figuresOf(load, { seen, from, until, ...records, rang: readTrace(people.messageFile) });
  } finally {
    for (const each of sipps) await each.stop();
    await bench.stop();
  }
}

/** A leg that says nothing is taken for dead: telephones play this, half a second of a quiet hum as G.711 µ-law. */
function writeLineSound(dir: string): void {
  const hum = Buffer.from(Array.from({ length: 4000 }, (_, sample) => (sample % 40 < 20 ? 0xe7 : 0x67)));
  writeFileSync(join(dir, 'line-sound.ulaw'), hum);
}

interface Watched {
  readonly seen: readonly CampaignMonitor[];
  /** Unix ms: the campaign was started, and was told to call nobody any more. */
  readonly from: number;
  readonly until: number;
}

async function campaignThrough(
  { admin }: BenchCentre,
  agents: readonly BenchAgent[],
  load: PacedLoad,
): Promise<Watched> {
  const send = async (method: string, path: string, body: unknown): Promise<unknown> => {
    const response = await admin.send(method, path, body);
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };
  await send('PUT', `/campaigns/${CAMPAIGN}`, { campaign: campaignOf(load) });
  const people = peopleOf(load.seed, Math.ceil(load.minutes * PEOPLE_A_MINUTE));
  for (let from = 0; from < people.length; from += AT_ONCE) {
    const csv = ['number', ...people.slice(from, from + AT_ONCE)].join('\n');
    const { faults } = (await send('POST', `/campaigns/${CAMPAIGN}/contacts`, { csv })) as ListReport;
    if (faults.length > 0) throw new Error(`faulty list: ${JSON.stringify(faults[0])}`);
  }
  for (const agent of agents) await agent.setReady(true);
  await send('POST', `/campaigns/${CAMPAIGN}/state`, { action: 'start' });
  const seen: CampaignMonitor[] = [];
  const from = Date.now();
  const until = from + load.minutes * 60_000;
  while (Date.now() < until) {
    seen.push(campaignMonitorSchema.parse(await admin.get(`/campaigns/${CAMPAIGN}/monitor`)));
    await sleep(LOOK_EVERY_MS);
  }
  await send('POST', `/campaigns/${CAMPAIGN}/state`, { action: 'finish' });
  await sleep(SETTLE_MS);
  return { seen, from, until };
}

const campaignOf = ({ mode, lines }: PacedLoad) => ({
  ...{ campaignId: CAMPAIGN, name: 'Paced', mode, queue: QUEUE, flow: { pack: 'outbound', entry: 'agent' } },
  ...{ hours: { week: ALWAYS }, ringS: RING_S, attempts: 1, limits: { perSecond: 20, atOnce: lines } },
  // Everybody is called once, so that whoever rings twice is a fault.
  retry: Object.fromEntries(
    ['busy', 'no-answer', 'network', 'stopped', 'withdrawn', 'lost'].map((result) => [result, 'never']),
  ),
});
