import { UserError } from '../errors';
import type { OrderTypesView } from '../contract/tickets';
import { createCalendar, type Calendar } from './calendar';
import { weekdays, type OrderConfig, type OrderTexts, type OrderTypeConfig } from './order-config';
import type { AlarmRule } from './promise-clock';
import type { WorkOrder } from './work-order';

/** A type with everything that follows from its configuration. */
export interface OrderType {
  readonly pack: string;
  readonly id: string;
  readonly config: OrderTypeConfig;
  readonly calendar: Calendar;
  readonly alarms: readonly AlarmRule[];
  readonly reopenDays: number;
  /** The type of the task a broken promise makes; null: none. */
  readonly breachType: string | null;
  readonly desks: OrderConfig['desks'];
}

/** The types and desks of every pack served. The first pack is meant when none is named. */
export class OrderCatalog {
  #types: ReadonlyMap<string, OrderType> = new Map();
  #configs: ReadonlyMap<string, OrderConfig> = new Map();
  #defaultPack = '';

  constructor(configs: ReadonlyMap<string, OrderConfig>) {
    this.replace(configs);
  }

  /** A pack was changed: these are meant from now on. Orders there are keep what they hold. */
  replace(configs: ReadonlyMap<string, OrderConfig>): void {
    this.#configs = configs;
    this.#defaultPack = [...configs.keys()][0] ?? '';
    const types = new Map<string, OrderType>();
    for (const [pack, config] of configs) {
      const calendars = calendarsOf(config);
      for (const id of Object.keys(config.types)) {
        const type = resolve(pack, id, config, calendars);
        if (type) types.set(keyOf(pack, id), type);
      }
    }
    this.#types = types;
  }

  /** @throws UserError validation-failed: no such type, or none for new orders */
  forNew(type: string, pack = this.#defaultPack): OrderType {
    const found = this.#types.get(keyOf(pack, type));
    if (!found) throw new UserError('validation-failed', `There is no work-order type "${type}".`);
    if (!found.config.enabled)
      throw new UserError('validation-failed', `Work orders of the type "${type}" are switched off.`);
    return found;
  }

  /** Of an order there is; null when its type has gone from the configuration since. */
  of(order: Pick<WorkOrder, 'pack' | 'type'>): OrderType | null {
    return this.#types.get(keyOf(order.pack, order.type)) ?? null;
  }

  /** The words a serial number is sent with, by language; null: the pack has none. */
  serialText(pack: string): OrderTexts['serial'] | null {
    return this.#configs.get(pack)?.texts?.serial ?? null;
  }

  hasPack(pack: string): boolean {
    return this.#configs.has(pack);
  }

  desks(): OrderTypesView['desks'] {
    const desks = new Map<string, OrderTypesView['desks'][number]>();
    for (const config of this.#configs.values())
      for (const [id, { names }] of Object.entries(config.desks))
        if (!desks.has(id)) desks.set(id, { id, names });
    return [...desks.values()];
  }

  view(): OrderTypesView {
    return { types: [...this.#types.values()].map(viewOf), desks: this.desks() };
  }
}

const keyOf = (pack: string, type: string): string => `${pack}/${type}`;

function calendarsOf(config: OrderConfig): ReadonlyMap<string, Calendar> {
  return new Map(
    Object.entries(config.calendars).map(([name, { hours, holidays, specialDays }]) => [
      name,
      createCalendar({
        timeZone: config.timeZone,
        week: weekdays.map((day) => hours[day] ?? []),
        days: { ...Object.fromEntries(holidays.map((day) => [day, []])), ...specialDays },
      }),
    ]),
  );
}

function resolve(
  pack: string,
  id: string,
  config: OrderConfig,
  calendars: ReadonlyMap<string, Calendar>,
): OrderType | null {
  const type = config.types[id];
  const calendar = calendars.get(type?.calendar ?? '');
  if (!type || !calendar) return null;
  return {
    pack,
    id,
    config: type,
    calendar,
    reopenDays: config.reopenDays,
    breachType: type.breachReturnCall ? (config.returnCallType ?? null) : null,
    desks: config.desks,
    alarms: [
      ...type.reminders.map((share, step) => ({ kind: 'reminder' as const, step, share })),
      ...type.escalation.map(({ at }, step) => ({ kind: 'escalation' as const, step, share: at })),
      { kind: 'breach', step: 0, share: 1 },
    ],
  };
}

const viewOf = ({ pack, id, config }: OrderType): OrderTypesView['types'][number] => ({
  pack,
  id,
  names: config.names,
  enabled: config.enabled,
  fields: Object.entries(config.fields).map(([name, { kind, required, names, choices = {} }]) => ({
    name,
    kind,
    required,
    names,
    choices: Object.entries(choices).map(([value, words]) => ({ value, names: words })),
  })),
  requiredDocuments: Object.entries(config.requiredDocuments).map(([document, names]) => ({
    id: document,
    names,
  })),
  stages: config.stages,
  promisedTime: config.promisedTime.text,
  returnCall: config.returnCall,
  inPerson: config.inPerson,
  survey: config.survey,
  priority: config.priority,
});
