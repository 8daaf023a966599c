import { randomUUID } from 'node:crypto';
import type { AgentStore } from './agents/agent-store';
import { DateTime } from 'luxon';
import type { Registry } from 'prom-client';
import { notLoggedIn } from './agents/refusals';
import type { CallEnding } from './calls/call-ending';
import type { CallStore } from './calls/call-store';
import { dialableOn, type OutboundService, type OutboundSettings } from './calls/outbound.service';
import { attemptCounter, campaignGauges } from './campaign-metrics';
import type { TicketsRoom } from './compose-tickets';
import type { SwitchLease } from './calls/switch-lease';
import type { Switches } from './calls/switches';
import type { Env } from './config/env';
import type { DomainEvent } from './contract/events';
import { customerId as toCustomerId, switchId } from './contract/ids';
import type { CustomerDirectory } from './crm/customer-directory';
import type { CustomerRecords } from './crm/customer-records';
import { numberKey, type NumberFormat } from './crm/number-matching';
import { UserError } from './errors';
import type { EventStream } from './events/event-stream';
import type { Route } from './http';
import { campaignDeskRoutes } from './http/routes/campaign-desk-routes';
import { campaignRoutes } from './http/routes/campaign-routes';
import type { PackCatalog } from './ivr/pack-catalog';
import type { Logger } from './logging';
import type { ListeningFiles } from './outbound/amd/listening-files';
import type { AttemptStore } from './outbound/attempt-store';
import type { CampaignStore, ContactStore, DialRecords } from './outbound/campaign-store';
import { AgentCampaigns, type AgentCampaignsSettings } from './outbound/agent-campaigns.service';
import { CampaignOrders } from './outbound/campaign-orders';
import type { DeskContacts } from './outbound/desk-contacts';
import { Campaigns } from './outbound/campaigns.service';
import type { FlowCatalog } from './outbound/check-campaign';
import { Dialler } from './outbound/dialler';
import { isGiven } from './outbound/given-variables';
import { CampaignWatch } from './outbound/monitor.service';
import type { CampaignPast } from './outbound/paced/campaign-past';
import { PacedDialling } from './outbound/paced/paced-dialling';
import { Pacer } from './outbound/paced/pacer';
import { ReachedNow } from './outbound/paced/reached-now';
import { MarkEffects } from './outbound/mark-effects';
import { Marking } from './outbound/marking.service';
import { Placing } from './outbound/placing';
import type { ContactSources } from './outbound/sources/contact-source';
import type { PromiseStore } from './outbound/sources/promise-store';
import { SourceRefresh } from './outbound/sources/source-refresh';
import { Settlement } from './outbound/settlement';
import { TestCalls } from './outbound/test-calls';
import { every } from './periodic';
import { queueFloor } from './queue-floor';
import type { LiveQueues } from './queues/versions/live-queues';
import { Acts } from './supervision/acts';

export interface OutboundInput {
  readonly env: Env;
  readonly database: {
    readonly campaigns: CampaignStore;
    readonly contacts: ContactStore;
    readonly dialRecords: DialRecords;
    readonly campaignPast: CampaignPast;
    readonly deskContacts: DeskContacts;
    readonly customers: CustomerDirectory;
    readonly customerRecords: CustomerRecords;
    readonly contactSources: ContactSources & PromiseStore;
  };
  readonly stores: {
    readonly agents: AgentStore;
    readonly attempts: AttemptStore;
    readonly calls: CallStore;
    readonly events: EventStream;
    readonly lease: SwitchLease;
  };
  readonly switches: Switches;
  readonly ending: CallEnding;
  readonly packs: PackCatalog;
  readonly queues: LiveQueues;
  readonly listeningFiles: ListeningFiles;
  readonly outbound: Pick<OutboundService, 'switchFor' | 'ring'>;
  readonly workOrders: Pick<TicketsRoom, 'tickets' | 'orders'>;
  readonly dialling: OutboundSettings;
  readonly numberFormat: NumberFormat;
  /** This server's name among those that read the events. */
  readonly consumer: string;
  readonly metrics: Registry;
  readonly logger: Logger;
}

export interface OutboundRoom {
  readonly routes: readonly Route[];
  start(): Promise<() => Promise<void>>;
}

/** A call that falls out of the last second makes room for another one so soon. */
const TICK_MS = 40;
const SWEEP_MS = 5000;
/** Whether a source is to be read is asked this often; a running campaign's first time is soon. */
const SOURCES_MS = 2000;
/** A server that dies is followed by another one so soon. */
const TURN_MS = 3000;
/** No switch has a name like this; otherwise a turn is a lease like those of switches. */
const TURN = switchId('~dialler');

/** Campaigns: what people do with them, who dials, and what becomes of each call. */
export function composeOutbound(input: OutboundInput): OutboundRoom {
  const { database, stores, switches, ending, consumer } = input;
  const { campaigns, contacts, dialRecords: records, contactSources } = database;
  const { attempts, calls, events, lease } = stores;
  const logger = input.logger.child({ room: 'outbound' });
  const [now, newId] = [Date.now, randomUUID];
  const owner = randomUUID();
  const known = { campaigns, records, newId, ...knownOf(input) };
  const isOurTurn = async () => (await lease.acquire(TURN, owner, TURN_MS)) !== null;
  const sources = sourcesOf({ ...input, logger }, isOurTurn);
  const desk = new Campaigns({
    ...{ ...known, contacts, attempts, ending, events, now },
    orderTypes: () => input.workOrders.orders.types().types.map(({ id }) => id),
    queueOf: (queueId) => input.queues.settingsOf(queueId) ?? null,
    sources,
  });
  const { placing, dialable, perSecond } = placingOf(input, logger);
  const { pacer, howMany, note } = pacing(input, logger);
  const dialler = new Dialler({
    howMany,
    ...{ campaigns, contacts, attempts, placing, switches, logger },
    ...{ isOurTurn, sources: contactSources },
    onOver: (campaign) => desk.over(campaign),
    settings: { perSecond, dialable, newId, now },
  });
  const watch = new CampaignWatch({ campaigns, attempts, calls, past: database.campaignPast, pacer, now });
  campaignGauges(input.metrics, { running: () => watch.running(), logger });
  const tests = new TestCalls({ ...known, placing, switches, dialable, acts: new Acts(events) });
  const effects = markEffects(input, desk, logger);
  const settlement = new Settlement({
    ...{ contacts, attempts, now, logger },
    onMarked: (marked) => effects.onMarked(marked),
    onSettled: attemptCounter(input.metrics),
    forgetSound: (attemptId) => input.listeningFiles.remove(attemptId),
  });
  const own = agentCampaigns(input, { dialable, newId, now });
  const marking = new Marking({ calls, campaigns, attempts });
  return {
    routes: [...campaignRoutes(desk, { watch, tests }), ...campaignDeskRoutes({ marking, own })],
    start: async () => {
      const stops = [
        await events.follow(note),
        await events.consume('dialler', consumer, (batch) => settlement.onEvents(batch)),
        every(SWEEP_MS, 'claims', () => settlement.sweep(), logger),
        every(SOURCES_MS, 'sources', () => sources.tick(), logger),
        every(TICK_MS, 'campaigns', () => dialler.tick(), logger),
      ];
      return async () => {
        for (const stop of stops.reverse()) await stop();
        await lease.release(TURN, owner).catch(() => undefined);
      };
    },
  };
}

function placingOf({ env, database, stores, ending, dialling }: OutboundInput, logger: Logger) {
  const { contacts } = database;
  const { attempts, calls } = stores;
  const [perSecond, atOnce] = [env.CAMPAIGNS_PER_SECOND, env.CAMPAIGNS_AT_ONCE];
  const settings = { perSecond, atOnce, callerNumber: dialling.callerNumber, newId: randomUUID };
  const placing = new Placing({ contacts, attempts, calls, ending, logger, settings });
  return { placing, perSecond, dialable: dialableBy(dialling) };
}

/** How many calls campaigns begin; `note` is to hear of every event. */
function pacing(
  { database: { campaignPast: past }, stores, queues, switches, env }: OutboundInput,
  logger: Logger,
) {
  const { attempts, calls } = stores;
  const { now } = Date;
  const reached = new ReachedNow();
  const floor = queueFloor(stores.agents, queues);
  const pacer = new Pacer({ past, floor, calls, reached, now, atOnce: env.CAMPAIGNS_AT_ONCE });
  const howMany = new PacedDialling({ pacer, attempts, calls, switches, now, logger });
  const note = (event: DomainEvent): void => {
    reached.note(event);
    howMany.note(event);
  };
  return { pacer, howMany, note };
}

/** What agents do themselves; their rooms are known here alone. */
function agentCampaigns(
  { env, database, stores, queues, outbound, dialling }: OutboundInput,
  how: Pick<AgentCampaignsSettings, 'dialable' | 'newId' | 'now'>,
): AgentCampaigns {
  const { campaigns, contacts, deskContacts, dialRecords, customers } = database;
  return new AgentCampaigns({
    ...{ campaigns, contacts, desk: deskContacts, records: dialRecords, attempts: stores.attempts },
    sources: database.contactSources,
    orders: new CampaignOrders({ campaigns, contacts: deskContacts }),
    agentOf: async (id) => {
      const agent = await stores.agents.get(id);
      const sipUser = agent?.sipUser;
      if (!agent || !sipUser) throw notLoggedIn();
      const { agentId, displayName, presence, state, reachable } = agent;
      return {
        ...{ agentId, displayName, isFree: presence === 'ready' && state === 'idle' && reachable },
        mayServe: (queueId) => queues.settingsOf(queueId)?.order.includes(agentId) ?? false,
        target: () => outbound.switchFor({ ...agent, sipUser }),
        ring: (callId) => outbound.ring({ ...agent, sipUser }, callId),
      };
    },
    customerOf: async (number) => {
      const [first] = await customers.findByNumber(number);
      return first ? toCustomerId(first.customerId) : null;
    },
    settings: {
      ...{ ...how, perSecond: env.CAMPAIGNS_PER_SECOND, atOnce: env.CAMPAIGNS_AT_ONCE },
      ...{ callerNumber: dialling.callerNumber, idleClock: dialling.idleClock },
    },
  });
}

const markEffects = (
  { database, stores, workOrders }: OutboundInput,
  desk: Pick<Campaigns, 'openAgain'>,
  logger: Logger,
): MarkEffects =>
  new MarkEffects({
    ...{ calls: stores.calls, customers: database.customers, notes: database.customerRecords, logger },
    // What is asked for is the order of this mark, whatever has been filled in meanwhile.
    makeOrder: ({ requestId, ...wish }) =>
      workOrders.tickets.create(
        { ...wish, requestId, createdBy: { kind: 'system', id: 'campaigns' } },
        { requestId },
      ),
    onOpenAgain: (campaign) => desk.openAgain(campaign),
  });

const sourcesOf = (
  { database, numberFormat, logger }: OutboundInput,
  isOurTurn: () => Promise<boolean>,
): SourceRefresh =>
  new SourceRefresh({
    ...{ campaigns: database.campaigns, contacts: database.contacts, isOurTurn, logger },
    ...{ promises: database.contactSources, sources: database.contactSources },
    numberKey: (written) => numberKey(written, numberFormat),
    dayIn: (zone, at) => DateTime.fromMillis(at, { zone }).toFormat('yyyy-MM-dd'),
    newId: randomUUID,
    now: Date.now,
  });

const dialableBy =
  (dialling: OutboundSettings) =>
  (number: string): string | null => {
    try {
      return dialableOn(dialling, number);
    } catch (error) {
      if (error instanceof UserError) return null;
      throw error;
    }
  };

const knownOf = ({ packs, numberFormat }: Pick<OutboundInput, 'packs' | 'numberFormat'>) => ({
  flows: flowsOf(packs),
  numberKey: (written: string) => numberKey(written, numberFormat),
});

const flowsOf = (packs: PackCatalog): FlowCatalog => ({
  flows: () =>
    packs.current().flatMap(({ id, name, flow }) => {
      const entries = Object.entries(flow.entries).map(([entry, { variables }]) => ({
        ...{ entry, variables: variables.filter((each) => !isGiven(each)) },
      }));
      return entries.length === 0 ? [] : [{ pack: id, name, entries }];
    }),
  variablesOf: (packId, entryName) => {
    const pack = packs.current().find(({ id }) => id === packId);
    if (!pack) return 'no-pack';
    const entry = Object.hasOwn(pack.flow.entries, entryName) ? pack.flow.entries[entryName] : undefined;
    return entry ? entry.variables : 'no-entry';
  },
});
