import type { CampaignFlow } from '../../server/contract/campaign-acts';
import { campaignSchema, type Campaign } from '../../server/contract/campaigns';

/** Where something is wrong: the path in the campaign, 'marks.0.mark'. */
export type Faults = ReadonlyMap<string, Fault>;
export interface Fault {
  readonly word: FaultWord;
  /** What the server said, where the desk has no words of its own. */
  readonly told?: string;
}
export type FaultWord =
  | 'required'
  | 'slug'
  | 'noFlow'
  | 'noEntry'
  | 'queueNeeded'
  | 'noQueue'
  | 'noHours'
  | 'noZone'
  | 'number'
  | 'prefix'
  | 'mark'
  | 'markTwice'
  | 'told';

const NO_FLOW = { pack: 'none', entry: 'none' };
const WORKDAY = [{ from: '09:00', to: '20:00' }];

/** With the contract's own defaults; hours are those in which people are commonly called. */
export function newCampaign(campaignId: string, flows: readonly CampaignFlow[]): Campaign {
  // An entry that wants to know something of each person is most likely meant for campaigns.
  const all = flows.flatMap(({ pack, entries }) => entries.map((each) => ({ pack, ...each })));
  const { pack, entry } = all.find(({ variables }) => variables.length > 0) ?? all[0] ?? NO_FLOW;
  const campaign = campaignSchema.parse({
    ...{ campaignId, name: '-' },
    flow: { pack, entry },
    hours: { week: { mon: WORKDAY, tue: WORKDAY, wed: WORKDAY, thu: WORKDAY, fri: WORKDAY } },
  });
  return { ...campaign, name: '' };
}

export interface Known {
  readonly flows: readonly CampaignFlow[];
  readonly queues: readonly string[];
  readonly zones: ReadonlySet<string>;
}

/** What the server would refuse, in words of the desk, so that it is read before anything is sent. */
export function faultsOf(campaign: Campaign, known: Known): Faults {
  const faults = new Map<string, Fault>();
  const put = (path: string, word: FaultWord): void => {
    if (!faults.has(path)) faults.set(path, { word });
  };
  checkWho(campaign, known, put);
  checkWhen(campaign, known, put);
  const parsed = campaignSchema.safeParse(campaign);
  for (const { path, message } of parsed.error?.issues ?? []) {
    const at = path.join('.');
    const word = wordFor(at);
    if (!faults.has(at)) faults.set(at, word === 'told' ? { word, told: message } : { word });
  }
  return faults;
}

type Put = (path: string, word: FaultWord) => void;

function checkWho({ name, mode, queue, flow, marks }: Campaign, known: Known, put: Put): void {
  if (name.trim() === '') put('name', 'required');
  if (mode !== 'automatic' && queue === null) put('queue', 'queueNeeded');
  if (queue !== null && !known.queues.includes(queue)) put('queue', 'noQueue');
  const pack = known.flows.find((each) => each.pack === flow.pack);
  if (!pack) put('flow.pack', 'noFlow');
  else if (!pack.entries.some(({ entry }) => entry === flow.entry)) put('flow.entry', 'noEntry');
  marks.forEach(({ mark }, nth) => {
    if (marks.findIndex((each) => each.mark === mark) < nth) put(`marks.${nth}.mark`, 'markTwice');
  });
}

function checkWhen({ hours, timeZone, timeZones }: Campaign, { zones }: Known, put: Put): void {
  const spans = [...Object.values(hours.week), ...Object.values(hours.days)];
  if (!spans.some((each) => each.length > 0)) put('hours', 'noHours');
  if (!zones.has(timeZone)) put('timeZone', 'noZone');
  for (const [prefix, zone] of Object.entries(timeZones)) {
    if (!/^\+[0-9]{1,15}$/.test(prefix)) put('timeZones', 'prefix');
    else if (!zones.has(zone)) put('timeZones', 'noZone');
  }
}

function wordFor(path: string): FaultWord {
  if (path === 'name') return 'required';
  if (path === 'campaignId') return 'slug';
  if (path === 'callerNumber') return 'number';
  return /^marks\.\d+\.mark$/.test(path) ? 'mark' : 'told';
}

/** What the server found: 'hours.week.mon.1: …'. */
export function faultsTold(details: Readonly<Record<string, unknown>>): Faults {
  const told = [details['faults'], details['problems']].flatMap((each): readonly unknown[] =>
    Array.isArray(each) ? each : [],
  );
  return new Map(
    told.map(String).map((text) => {
      const colon = text.indexOf(': ');
      const path = (colon < 0 ? '' : text.slice(0, colon)).replace(/^campaign\./, '');
      return [path, { word: 'told' as const, told: colon < 0 ? text : text.slice(colon + 2) }];
    }),
  );
}

/** The fault of a field, or of something inside it. */
export function faultAt(faults: Faults, path: string): Fault | null {
  const inside = [...faults].find(([at]) => at === path || at.startsWith(`${path}.`));
  return inside?.[1] ?? null;
}

export type CampaignField = keyof Campaign;

/**
 * Somebody else saved while the form was open: what only he changed is taken over, what both changed stays as it is here, and
 * is named.
 */
export function bringIn(
  before: Campaign,
  mine: Campaign,
  theirs: Campaign,
): { readonly campaign: Campaign; readonly contested: readonly CampaignField[] } {
  const fields = Object.keys(theirs) as CampaignField[];
  const isMine = (field: CampaignField): boolean => !same(before[field], mine[field]);
  const own = Object.fromEntries(fields.filter(isMine).map((field) => [field, mine[field]]));
  const contested = fields.filter(
    (field) => isMine(field) && !same(before[field], theirs[field]) && !same(mine[field], theirs[field]),
  );
  return { campaign: { ...theirs, ...own }, contested };
}

/** Entries of which any may be missing, without one of them. */
export const without = <Entries extends object>(entries: Entries, key: keyof Entries): Entries =>
  Object.fromEntries(Object.entries(entries).filter(([each]) => each !== key)) as Entries;

/** By value; the order of keys says nothing. */
export function same(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((each, nth) => same(each, other[nth]));
  if (!isRecord(one) || !isRecord(other)) return one === other;
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => same(one[key], other[key]));
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
