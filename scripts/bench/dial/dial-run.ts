import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import type { CampaignView, DialResult, ListReport } from '../../../server/contract/campaigns';
import { freePort } from '../../../server/parts';
import { ALWAYS } from '../../../tests/support/always';
import { ApiClient } from '../../../tests/support/api-client';
import { Centre, PASSWORD } from '../../../tests/support/centre';
import type { SwitchKind } from '../../../tests/support/launch-switch';
import { spread, type Spread } from '../acd/pairs';
import { SippRun } from '../acd/sipp-run';
import { readTrace, type TracedMessage } from '../acd/sipp-trace';
import { startMeter, type Use } from '../acd/use-meter';
import { rightResult, townNumbers } from './town';

export interface DialLoad {
  readonly kind: SwitchKind;
  readonly contacts: number;
  readonly perSecond: number;
}

export interface DialMeasured extends Use {
  readonly kind: SwitchKind;
  readonly contacts: number;
  /** INVITEs on the wire from the first to the last, and in the busiest second. */
  readonly perSecond: number;
  readonly mostInASecond: number;
  /** Decision to call → INVITE on the wire, ms. */
  readonly delayMs: Spread;
  /** The server's event loop stood still, ms: the longest and the 99th percentile of what it tells of itself. */
  readonly loopP99Ms: number;
  readonly results: Readonly<Record<string, number>>;
  /** Contacts that were not called, or whose result is not what their telephone did. */
  readonly lost: readonly string[];
  /** Contacts whose telephone rang more than once, or who have more than one call. */
  readonly doubled: readonly string[];
}

const CAMPAIGN = 'load';
const RING_S = 5;
const LONGEST_S = 600;

/** A list through a campaign, on a whole centre; the telephones are one SIPp, whose trace tells who rang and when. */
export async function dialAll(load: DialLoad): Promise<DialMeasured> {
  const trunkPort = await freePort('udp');
  const most = String(load.perSecond);
  const centre = await Centre.start({
    kind: load.kind,
    trunkPort,
    env: { CAMPAIGNS_PER_SECOND: most, CAMPAIGNS_AT_ONCE: '2000', KILOLINE_LOG_LEVEL: 'info' },
  });
  try {
    const phones = await SippRun.start({
      ...{ scenario: 'callees', dir: centre.dir, target: centre.sip, port: trunkPort },
      ...{ timeoutS: LONGEST_S, args: ['-l', '5000'] },
    });
    try {
      return await through(centre, phones, load);
    } finally {
      await phones.stop();
    }
  } finally {
    await centre.stop();
  }
}

async function through(centre: Centre, phones: SippRun, load: DialLoad): Promise<DialMeasured> {
  const admin = new ApiClient(centre.url);
  await admin.login('admin', PASSWORD, true);
  const numbers = townNumbers(load.contacts);
  await prepare(admin, numbers, load);
  const used = startMeter(centre.pids);
  await send(admin, 'POST', `/campaigns/${CAMPAIGN}/state`, { action: 'start' });
  await untilDone(admin);
  const use = used(load.contacts);
  const loopP99Ms = await loopOf(centre);
  const rang = readTrace(phones.messageFile).filter(isFirst());
  const { contacts, calls } = await recordsOf(centre);
  return {
    ...{ kind: load.kind, contacts: load.contacts, ...use, loopP99Ms },
    ...rates(rang.map(({ at }) => at)),
    delayMs: spread(delays(calls, rang)),
    ...judge(numbers, rang, contacts, calls),
  };
}

async function prepare(admin: ApiClient, numbers: readonly string[], load: DialLoad): Promise<void> {
  const never = 'never' as const;
  const campaign = {
    ...{ campaignId: CAMPAIGN, name: 'Load', flow: { pack: 'outbound', entry: 'notice' }, ringS: RING_S },
    ...{ hours: { week: ALWAYS }, attempts: 1, cap: { calls: 1, days: 1 } },
    retry: { busy: never, 'no-answer': never, refused: never, network: never, lost: never, stopped: never },
    limits: { perSecond: load.perSecond, atOnce: 2000 },
  };
  await send(admin, 'PUT', `/campaigns/${CAMPAIGN}`, { campaign });
  const csv = ['number,date', ...numbers.map((number) => `${number},2026-12-15`)].join('\n');
  const report = (await send(admin, 'POST', `/campaigns/${CAMPAIGN}/contacts`, { csv })) as ListReport;
  if (report.added !== numbers.length)
    throw new Error(`added ${report.added}: ${JSON.stringify(report.faults[0])}`);
}

async function send(admin: ApiClient, method: string, path: string, body: unknown): Promise<unknown> {
  const response = await admin.send(method, path, body);
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

async function untilDone(admin: ApiClient): Promise<void> {
  const deadline = Date.now() + LONGEST_S * 1000;
  while (Date.now() < deadline) {
    const { state } = await admin.get<CampaignView>(`/campaigns/${CAMPAIGN}`);
    if (state === 'done') return;
    await sleep(1000);
  }
  throw new Error('The campaign is not done.');
}

/** Retransmissions are no second call. */
function isFirst(): (message: TracedMessage) => boolean {
  const seen = new Set<string>();
  return ({ what, direction, callId }) => {
    if (what !== 'INVITE' || direction !== 'received' || seen.has(callId)) return false;
    seen.add(callId);
    return true;
  };
}

interface ContactRow {
  readonly number: string;
  readonly state: string;
  readonly attempts: number;
  readonly last_result: DialResult | null;
}

interface CallRow {
  readonly number: string;
  readonly at: Date;
}

async function recordsOf(centre: Centre): Promise<{ contacts: ContactRow[]; calls: CallRow[] }> {
  const client = new Client(centre.stores.postgres);
  await client.connect();
  try {
    const contacts = await client.query<ContactRow>(
      'SELECT number, state, attempts, last_result FROM campaign_contacts',
    );
    const calls = await client.query<CallRow>(
      `SELECT number, at FROM dial_decisions WHERE decision = 'dialled' ORDER BY at`,
    );
    return { contacts: contacts.rows, calls: calls.rows };
  } finally {
    await client.end();
  }
}

function rates(at: readonly number[]): Pick<DialMeasured, 'perSecond' | 'mostInASecond'> {
  const sorted = [...at].sort((one, other) => one - other);
  const [first = 0, last = 0] = [sorted[0], sorted.at(-1)];
  let [most, from] = [0, 0];
  sorted.forEach((moment, index) => {
    while ((sorted[from] ?? moment) <= moment - 1000) from += 1;
    most = Math.max(most, index - from + 1);
  });
  const seconds = Math.max(1, last - first) / 1000;
  return { perSecond: Math.round((10 * sorted.length) / seconds) / 10, mostInASecond: most };
}

function delays(calls: readonly CallRow[], rang: readonly TracedMessage[]): number[] {
  const rangAt = new Map(rang.map(({ to, at }) => [to, at]));
  return calls.flatMap(({ number, at }) => {
    const moment = rangAt.get(number);
    return moment === undefined ? [] : [moment - at.getTime()];
  });
}

function judge(
  numbers: readonly string[],
  rang: readonly TracedMessage[],
  contacts: readonly ContactRow[],
  calls: readonly CallRow[],
): Pick<DialMeasured, 'results' | 'lost' | 'doubled'> {
  const times = (list: readonly string[]) =>
    list.reduce(
      (counts, number) => counts.set(number, (counts.get(number) ?? 0) + 1),
      new Map<string, number>(),
    );
  const [rings, placed] = [times(rang.map(({ to }) => to)), times(calls.map(({ number }) => number))];
  const byNumber = new Map(contacts.map((contact) => [contact.number, contact]));
  const isRight = (number: string): boolean => {
    const contact = byNumber.get(number);
    return rings.has(number) && contact?.state === 'done' && contact.last_result === rightResult(number);
  };
  const isOnce = (number: string): boolean =>
    (rings.get(number) ?? 0) <= 1 &&
    (placed.get(number) ?? 0) <= 1 &&
    (byNumber.get(number)?.attempts ?? 0) <= 1;
  return {
    results: Object.fromEntries(times(contacts.map(({ last_result }) => last_result ?? 'none'))),
    lost: numbers.filter((number) => !isRight(number)),
    doubled: numbers.filter((number) => !isOnce(number)),
  };
}

async function loopOf({ url }: Centre): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const seconds = /^kiloline_process_nodejs_eventloop_lag_p99_seconds ([0-9.e-]+)/m.exec(text)?.[1];
  return Math.round(10_000 * Number(seconds)) / 10;
}
