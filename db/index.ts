import { DateTime } from 'luxon';
import type { DeliveryStore } from '../server/measures/delivery/delivery-store';
import type { AlertStore } from '../server/alerts/alert-store';
import type { PersonalTaskStore } from '../server/agents/personal-tasks';
import type { AgentDays } from '../server/agents/agent-days';
import type { UserStore } from '../server/auth/ports';
import type { UserAccountStore } from '../server/auth/user-accounts';
import type { CallHistory } from '../server/calls/call-history';
import { defaultNumberFormat, type NumberFormat } from '../server/crm/number-matching';
import type { StickyAgents } from '../server/acd/caller-facts';
import type { ApiKeyStore, WebhookStore } from '../server/integration/ports';
import type { PaymentOutbox } from '../server/crm/payment-outbox';
import type { FaxStore } from '../server/fax/fax-store';
import type { PackStore } from '../server/ivr/versions/pack-store';
import type { Logger } from '../server/logging';
import type { ReportStore } from '../server/measures/measure-store';
import { defaultMeasureSettings, type MeasureSettings } from '../server/measures/settings';
import type { QualityVersionStore } from '../server/quality/quality-versions';
import type { ReviewStore } from '../server/quality/review-store';
import type { AgentRoster } from '../server/queues/agent-roster';
import type { ToldWaits } from '../server/queues/estimates/wait-estimates';
import type { ReplaySource } from '../server/queues/replay/recorded';
import type { DeskContacts } from '../server/outbound/desk-contacts';
import type { CampaignStore, ContactStore, DialRecords } from '../server/outbound/campaign-store';
import type { CampaignPast } from '../server/outbound/paced/campaign-past';
import type { QueueVersionStore } from '../server/queues/versions/queue-version-store';
import type { KeptRecordings } from '../server/recordings/kept-recordings';
import type { PrepaidLedger } from '../server/selfservice/prepaid-ledger';
import type { CallerPasswordStore } from '../server/selfservice/caller-password-store';
import type { ChargeStore } from '../server/selfservice/charge-store';
import type { OutageStore } from '../server/selfservice/outage-store';
import type { PaymentStore } from '../server/selfservice/payment-store';
import type { TextStore } from '../server/texts/text-store';
import type { Digest } from '../server/tickets/audit-chain';
import type { OrderNewsBox } from '../server/tickets/order-news-feed';
import type { OrderStore } from '../server/tickets/order-store';
import { createCustomerData, type CustomerDataStores } from './customer-data';
import { createDataSource, isUp, migrate, type DatabaseAddress } from './data-source';
import { withDatabaseErrors } from './database-error';
import { createMaintenance, type Maintenance } from './maintenance';
import { Projector } from './projector';
import { ActRepository } from './repositories/act.repository';
import { AgentDayRepository } from './repositories/agent-day.repository';
import { CampaignRepository } from './repositories/campaign.repository';
import { CampaignPastRepository } from './repositories/campaign-past.repository';
import { ContactRepository } from './repositories/contact.repository';
import { DeskContactRepository } from './repositories/desk-contact.repository';
import { ContactSourceRepository } from './repositories/contact-source.repository';
import { DialRecordRepository } from './repositories/dial-record.repository';
import { AlertRepository } from './repositories/alert.repository';
import { ApiKeyRepository } from './repositories/api-key.repository';
import { PaymentOutboxRepository } from './repositories/payment-outbox.repository';
import { PrepaidLedgerRepository } from './repositories/prepaid-ledger.repository';
import { CallRepository } from './repositories/call.repository';
import { CallerPasswordRepository } from './repositories/caller-password.repository';
import { ChargeRepository } from './repositories/charge.repository';
import { FaxRepository } from './repositories/fax.repository';
import { OutageRepository } from './repositories/outage.repository';
import { MeasureRepository } from './repositories/measure.repository';
import { PackRepository } from './repositories/pack.repository';
import { PersonalTaskRepository } from './repositories/personal-task.repository';
import { PaymentRepository } from './repositories/payment.repository';
import { TextRepository } from './repositories/text.repository';
import { ReplayRepository } from './repositories/replay.repository';
import { ReportDeliveryRepository } from './repositories/report-delivery.repository';
import { RecordingRepository } from './repositories/recording.repository';
import { QualityVersionRepository } from './repositories/quality-version.repository';
import { ReviewRepository } from './repositories/review.repository';
import { QueueVersionRepository } from './repositories/queue-version.repository';
import { StickyAgentRepository } from './repositories/sticky-agent.repository';
import { ToldWaitRepository } from './repositories/told-wait.repository';
import { UserRepository } from './repositories/user.repository';
import { WebhookRepository } from './repositories/webhook.repository';
import { WorkOrderNewsRepository } from './repositories/work-order-news.repository';
import { WorkOrderRepository } from './repositories/work-order.repository';
import { seedDemo, type SeedOptions, type SeedResult } from './seed-demo';

export { lookAtDatabase, type DatabaseLook } from './look';

export interface DatabaseOptions {
  readonly address: DatabaseAddress;
  readonly logger: Logger;
  /** How people here write numbers. Default: China, no area code. */
  readonly numberFormat?: NumberFormat;
  /** Whose calendar says what day it is, wherever server and database stand: IANA. Default: China's. */
  readonly timeZone?: string;
  /** What measures count apart. */
  readonly measures?: MeasureSettings;
}

export interface Database extends CustomerDataStores {
  readonly users: UserStore & AgentRoster & UserAccountStore;
  readonly callHistory: CallHistory;
  readonly recordings: KeptRecordings;
  readonly queueVersions: QueueVersionStore;
  readonly stickyAgents: StickyAgents;
  readonly queueReplay: ReplaySource;
  readonly toldWaits: ToldWaits;
  readonly agentDays: AgentDays;
  readonly measures: ReportStore;
  readonly personalTasks: PersonalTaskStore;
  /** What supervisors did. */
  readonly acts: ActRepository;
  readonly alerts: AlertStore;
  readonly reportDeliveries: DeliveryStore;
  readonly reviews: ReviewStore;
  readonly qualityVersions: QualityVersionStore;
  readonly campaigns: CampaignStore;
  readonly contacts: ContactStore;
  readonly campaignPast: CampaignPast;
  /** The same contacts, as agents meet them. */
  readonly deskContacts: DeskContacts;
  readonly dialRecords: DialRecords;
  /** Whom campaigns find by themselves, in our own bills and orders. */
  readonly contactSources: ContactSourceRepository;
  readonly apiKeys: ApiKeyStore;
  readonly webhooks: WebhookStore;
  readonly paymentOutbox: PaymentOutbox;
  readonly prepaidCards: PrepaidLedger;
  readonly callerPasswords: CallerPasswordStore;
  readonly payments: PaymentStore;
  readonly charges: ChargeStore;
  readonly outages: OutageStore;
  readonly faxes: FaxStore;
  readonly packs: PackStore;
  readonly texts: TextStore;
  /** Orders, whose chain is sealed with this digest. */
  workOrders(digest: Digest): OrderStore;
  readonly workOrderNews: OrderNewsBox;
  /** History, undo, approval, imports and exports of the data above. */
  readonly maintenance: Maintenance;
  /** `projector.apply` is the handler for EventStream.consume. */
  readonly projector: Projector;
  /** Brings the schema up to date; returns the names of the migrations that were run. */
  migrate(): Promise<readonly string[]>;
  seedDemo(options: SeedOptions): Promise<SeedResult>;
  /** Whether it answers now; never throws and takes two seconds at most. */
  isUp(): Promise<boolean>;
  close(): Promise<void>;
}

/**
 * Connects. Everything returned throws OperationalError('database-unavailable') while the database is away, and
 * works again by itself when it is back.
 * @throws OperationalError('database-unavailable') when it cannot be reached now
 */
export async function createDatabase(options: DatabaseOptions): Promise<Database> {
  const { address, logger, numberFormat = defaultNumberFormat, measures = defaultMeasureSettings } = options;
  const { timeZone = 'Asia/Shanghai' } = options;
  const today = (): string => DateTime.now().setZone(timeZone).toFormat('yyyy-MM-dd');
  const dataSource = createDataSource(address, logger);
  const patientDataSource = () => createDataSource(address, logger, true);
  await withDatabaseErrors(() => dataSource.initialize());
  const calls = new CallRepository(dataSource, numberFormat);
  const recentCalls = calls.recentOf.bind(calls);
  return {
    users: new UserRepository(dataSource),
    ...createCustomerData({ dataSource, numberFormat, recentCalls, today }),
    callHistory: calls,
    faxes: new FaxRepository(dataSource),
    packs: new PackRepository(dataSource),
    texts: new TextRepository(dataSource),
    recordings: new RecordingRepository(dataSource),
    queueVersions: new QueueVersionRepository(dataSource),
    stickyAgents: new StickyAgentRepository(dataSource, numberFormat),
    queueReplay: new ReplayRepository(dataSource),
    toldWaits: new ToldWaitRepository(dataSource),
    agentDays: new AgentDayRepository(dataSource),
    measures: new MeasureRepository(dataSource, (callIds) => calls.byIds(callIds)),
    acts: new ActRepository(dataSource),
    personalTasks: new PersonalTaskRepository(dataSource),
    alerts: new AlertRepository(dataSource),
    reportDeliveries: new ReportDeliveryRepository(dataSource),
    reviews: new ReviewRepository(dataSource),
    qualityVersions: new QualityVersionRepository(dataSource),
    campaigns: new CampaignRepository(dataSource),
    contacts: new ContactRepository(dataSource),
    campaignPast: new CampaignPastRepository(dataSource),
    deskContacts: new DeskContactRepository(dataSource),
    dialRecords: new DialRecordRepository(dataSource),
    contactSources: new ContactSourceRepository(dataSource, today),
    apiKeys: new ApiKeyRepository(dataSource),
    webhooks: new WebhookRepository(dataSource),
    paymentOutbox: new PaymentOutboxRepository(dataSource),
    prepaidCards: new PrepaidLedgerRepository(dataSource),
    callerPasswords: new CallerPasswordRepository(dataSource),
    payments: new PaymentRepository(dataSource),
    charges: new ChargeRepository(dataSource),
    outages: new OutageRepository(dataSource),
    workOrders: (digest) => new WorkOrderRepository({ dataSource, numberFormat, digest }),
    workOrderNews: new WorkOrderNewsRepository(dataSource),
    maintenance: createMaintenance(dataSource, numberFormat),
    projector: new Projector({ dataSource, patientDataSource, numberFormat, measures, logger }),
    migrate: () => withPatient(patientDataSource(), migrate),
    seedDemo: (seed) => seedDemo({ dataSource, format: numberFormat, timeZone }, seed),
    isUp: () => isUp(dataSource),
    close: () => (dataSource.isInitialized ? dataSource.destroy() : Promise.resolve()),
  };
}

function withPatient<Result>(
  dataSource: ReturnType<typeof createDataSource>,
  work: (dataSource: ReturnType<typeof createDataSource>) => Promise<Result>,
): Promise<Result> {
  return withDatabaseErrors(async () => {
    await dataSource.initialize();
    try {
      return await work(dataSource);
    } finally {
      await dataSource.destroy();
    }
  });
}
