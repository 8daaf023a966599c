import { createHash } from 'node:crypto';
import { DateTime } from 'luxon';
import type { Database } from '../db';
import { createPasswordHasher } from './auth';
import type { Env } from './config/env';
import type { BusinessSystem } from './crm/business-system';
import type { InformationItems } from './crm/offered-records';
import type { NumberFormat } from './crm/number-matching';
import type { InformationItemView } from './contract/crm';
import type { Route } from './http';
import { selfServiceRoutes } from './http/routes/self-service-routes';
import type { FlowService } from './ivr/services';
import { AppError, describeError, UserError } from './errors';
import { languageSchema } from './contract/rest';
import type { Logger } from './logging';
import { every } from './periodic';
import { createSecretBox } from './secrets';
import { Accounts } from './selfservice/accounts';
import { arrearsServices } from './selfservice/arrears-services';
import { billServices } from './selfservice/bill-services';
import { CallerPasswords, type CallerPasswordSettings } from './selfservice/caller-passwords';
import { clockServices } from './selfservice/clock-services';
import type { DebtOfCall } from './selfservice/debt';
import { faultServices } from './selfservice/fault-services';
import { informationServices } from './selfservice/information-services';
import { lineServices } from './selfservice/line-services';
import { orderServices } from './selfservice/order-services';
import type { Outage } from './selfservice/outage-store';
import { passwordServices } from './selfservice/password-services';
import type { PaymentConnector } from './selfservice/payment';
import { Payments } from './selfservice/payments.service';
import type {
  Callbacks,
  FaxSending,
  InformationCatalog,
  InformationItem,
  QueueRoom,
  SerialTexting,
} from './selfservice/ports';
import { faxServices, queueServices } from './selfservice/queue-services';
import { SelfServiceDesk } from './selfservice/self-service-desk';
import { textServices } from './selfservice/text-services';
import { ticketServices } from './selfservice/ticket-services';
import type { SoundLibrary } from './sounds/sound-library';
import { SpokenTexts } from './sounds/spoken-texts';
import type { OrderProgress, TicketService } from './tickets/ticket-service';

export interface SelfServiceInput {
  readonly env: Env;
  readonly database: Pick<
    Database,
    'callerPasswords' | 'payments' | 'charges' | 'outages' | 'informationItems'
  >;
  readonly business: BusinessSystem;
  readonly payment: PaymentConnector;
  readonly debtOfCall: DebtOfCall;
  readonly tickets: TicketService & OrderProgress;
  readonly fax: FaxSending;
  readonly serialTexts: SerialTexting;
  readonly queueRoom: QueueRoom;
  readonly callbacks: Callbacks;
  /** Where announcements are rendered; built after the flow, whose packs it lists. */
  readonly library: () => SoundLibrary;
  readonly secretKey: string;
  readonly logger: Logger;
}

export interface SelfServiceRoom {
  /** What flows may ask. */
  readonly services: readonly FlowService[];
  readonly routes: readonly Route[];
  /** Finds out about payments whose result was lost, from now on. Answers with the stop. */
  start(): () => Promise<void>;
}

const RECONCILE_MS = 30_000;
/** A text that was saved can be heard this much later. */
const SPEAK_MS = 15_000;
const HOUR_MS = 3_600_000;

export function composeSelfService(input: SelfServiceInput): SelfServiceRoom {
  const { env, database, business, logger } = input;
  const format: NumberFormat = { region: env.NUMBER_REGION, areaCode: env.NUMBER_AREA_CODE ?? null };
  const now = Date.now;
  const accounts = new Accounts(business, format);
  const passwords = callerPasswords(input, now);
  const payments = new Payments({
    store: database.payments,
    connector: input.payment,
    business,
    now,
    logger,
  });
  const desk = new SelfServiceDesk({
    accounts,
    passwords,
    passwordStore: database.callerPasswords,
    payments: database.payments,
    charges: database.charges,
    outages: database.outages,
    render: (texts) => renderOutage(input, texts),
    now,
  });
  const timeZone = env.TIME_ZONE;
  const spoken = new SpokenTexts(input.library);
  return {
    services: [
      ...passwordServices({ accounts, passwords }),
      ...billServices({ accounts, business, payments, now, timeZone }),
      ...arrearsServices({ debtOfCall: input.debtOfCall, payments, now }),
      ...orderServices({ business, workOrders: input.tickets }),
      ...informationServices({
        accounts,
        catalog: informationCatalog(database.informationItems, spoken, () => today(timeZone)),
        charges: database.charges,
        now,
      }),
      ...faultServices({ business, outages: database.outages, format, now, timeZone }),
      ...clockServices({ now, timeZone }),
      ...lineServices({ accounts, business }),
      ...ticketServices(input.tickets, input.callbacks),
      ...queueServices(input.queueRoom),
      ...faxServices(input.fax),
      ...textServices(input.serialTexts),
    ],
    routes: selfServiceRoutes(desk),
    start: () => {
      const speak = () => speakInformation(database.informationItems, spoken);
      const stops = [
        every(RECONCILE_MS, 'payments reconciled', () => payments.reconcile(), logger),
        every(SPEAK_MS, 'information spoken', speak, logger),
      ];
      return async () => {
        for (const stop of stops) await stop();
      };
    },
  };
}

/** Named by its text: the same announcement is rendered once. Without an engine callers hear the general one. */
async function renderOutage(
  { library, logger }: SelfServiceInput,
  texts: Outage['texts'],
): Promise<Outage['sounds']> {
  const sounds: Partial<Record<'zh-CN' | 'en-US', string>> = {};
  for (const language of languageSchema.options) {
    const text = texts[language];
    if (text === undefined) continue;
    const name = `outage-${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
    try {
      await library().renderText(name, text, language, { by: 'self-service', reason: 'outage' });
      sounds[language] = `items/${name}`;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      logger.warn({ language, reason: describeError(error) }, 'an outage is announced without its own words');
    }
  }
  return sounds;
}

const today = (zone: string): string => DateTime.now().setZone(zone).toFormat('yyyy-MM-dd');

function callerPasswords(
  { env, database, secretKey, logger }: SelfServiceInput,
  now: () => number,
): CallerPasswords {
  const settings: CallerPasswordSettings = {
    wrongLimit: env.CALLER_PASSWORD_TRIES,
    windowMs: env.CALLER_PASSWORD_WINDOW_H * HOUR_MS,
    lockMs: env.CALLER_PASSWORD_LOCK_H * HOUR_MS,
  };
  return new CallerPasswords({
    store: database.callerPasswords,
    hasher: createPasswordHasher(),
    box: createSecretBox(secretKey, 'caller-password'),
    now,
    settings,
    logger,
  });
}

function informationCatalog(
  items: InformationItems,
  spoken: SpokenTexts,
  day: () => string,
): InformationCatalog {
  const offered = async (item: InformationItemView): Promise<InformationItem> => ({
    itemId: item.itemId,
    category: item.category,
    group: item.topic,
    kind: item.class,
    price: item.price,
    // A recording that somebody named is heard before the machine's own voice.
    title: { ...(await spoken.sounds(item.titles)), ...item.titleSounds },
    content: { ...(await spoken.sounds(item.texts)), ...item.sounds },
  });
  return {
    item: async (category) => {
      const item = await items.current(category, day());
      return item && offered(item);
    },
    next: async (group, after) => {
      const item = await items.next(group, after);
      return item && offered(item);
    },
  };
}

/** Has the texts of all items spoken that are not yet; without a speech engine callers are handed to an agent. */
async function speakInformation(items: InformationItems, spoken: SpokenTexts): Promise<void> {
  const change = { by: 'self-service', reason: 'information item saved' };
  for (let page = 1; ; page += 1) {
    const { items: some } = await items.search({ page, pageSize: 200, search: '' });
    try {
      await spoken.speak(
        some.flatMap(({ titles, texts }) => [titles, texts]),
        change,
      );
    } catch (error) {
      if (error instanceof UserError) return;
      throw error;
    }
    if (some.length < 200) return;
  }
}
