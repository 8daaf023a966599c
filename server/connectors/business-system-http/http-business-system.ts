import type { z } from 'zod';
import type {
  AccountRef,
  Bill,
  BusinessContract,
  BusinessLine,
  BusinessSystem,
  OrderQuestion,
  RecordedPayment,
  ServiceOrder,
} from '../../crm/business-system';
import { UserError } from '../../errors';
import { defaultNumberFormat, normaliseNumber, type NumberFormat } from '../../crm/number-matching';
import type { Logger } from '../../logging';
import { inTheirUnits, mapFields, type AnswerForms } from './answer-mapping';
import { billSchema, contractSchema, lineSchema, orderSchema } from './answer-schemas';
import { BusinessSystemClient, matches } from './business-system-client';
import type { BusinessSystemConfiguration, ReadMapping } from './configuration';
import { readPointer } from './json-pointer';
import type { TemplateValues } from './template';

export interface HttpBusinessSystemDeps {
  readonly configuration: BusinessSystemConfiguration;
  /** BUSINESS_SYSTEM_SECRET; the file's own secret is used when it is null. */
  readonly secret: string | null;
  readonly numberFormat?: NumberFormat;
  readonly logger: Logger;
}

const MOST_ORDERS = 10;

/**
 * An external business system over HTTP, asked as its configuration says. Every answer is mapped and checked
 * before it is used. Has time-outs only; what else an unreliable system needs is ResilientBusinessSystem's.
 */
export class HttpBusinessSystem implements BusinessSystem {
  readonly #configuration: BusinessSystemConfiguration;
  readonly #client: BusinessSystemClient;
  readonly #format: NumberFormat;
  readonly #forms: AnswerForms;

  /** @throws UserError validation-failed when the configuration needs a secret and there is none */
  constructor({ configuration, secret, numberFormat = defaultNumberFormat, logger }: HttpBusinessSystemDeps) {
    this.#configuration = configuration;
    this.#format = numberFormat;
    this.#client = new BusinessSystemClient({
      configuration,
      secret: secretOf(configuration, secret),
      logger,
    });
    this.#forms = {
      moneyDecimals: configuration.moneyDecimals,
      phoneNumber: (written) => this.#ourNumber(written),
    };
  }

  async findLine(number: string): Promise<BusinessLine | null> {
    const theirs = this.#theirNumber(number);
    if (theirs === null) return null;
    return this.#one('findLine', this.#configuration.operations.findLine, { number: theirs }, lineSchema);
  }

  findContract(contractNumber: string): Promise<BusinessContract | null> {
    const { findContract } = this.#configuration.operations;
    return this.#one('findContract', findContract, { contractNumber }, contractSchema);
  }

  bill(account: AccountRef, month: string): Promise<Bill | null> {
    const values = { ...this.#account(account), month };
    return this.#one('bill', this.#configuration.operations.bill, values, billSchema);
  }

  async unpaidBills(account: AccountRef): Promise<readonly Bill[]> {
    const { unpaidBills } = this.#configuration.operations;
    const bills = await this.#list('unpaidBills', unpaidBills, this.#account(account), billSchema);
    return bills.filter((bill) => bill.status !== 'paid').sort((a, b) => a.dueDate.localeCompare(b.dueDate));
  }

  async orders(by: OrderQuestion): Promise<readonly ServiceOrder[]> {
    const { ordersBySerial, ordersByOrderNumber, ordersByNumber } = this.#configuration.operations;
    const [mapping, values]: [ReadMapping | undefined, TemplateValues | null] =
      'serial' in by
        ? [ordersBySerial, { serial: by.serial }]
        : 'orderNumber' in by
          ? [ordersByOrderNumber, { orderNumber: by.orderNumber }]
          : [ordersByNumber, this.#numberValue(by.number)];
    if (mapping === undefined || values === null) return [];
    return (await this.#list('orders', mapping, values, orderSchema)).slice(0, MOST_ORDERS);
  }

  async recordPayment(payment: RecordedPayment): Promise<void> {
    const { operations, moneyDecimals } = this.#configuration;
    const mapping = operations.recordPayment;
    const asked = await this.#client.ask({
      operation: 'recordPayment',
      mapping,
      values: { ...payment, amount: inTheirUnits(payment.amount, moneyDecimals) },
      expected: mapping.alreadyDone,
      idempotencyKey: payment.paymentId,
    });
    if (asked === null) throw this.#client.away('recordPayment', 'no such bill', false);
    if (asked.kind === 'expected-status' || mapping.okWhen === undefined) return;
    if (!matches(asked.document, mapping.okWhen))
      throw this.#client.away('recordPayment', 'it said no', false);
  }

  async #one<Value>(
    operation: string,
    mapping: ReadMapping,
    values: TemplateValues,
    schema: z.ZodType<Value>,
  ): Promise<Value | null> {
    const found = await this.#find(operation, mapping, values);
    return found === undefined || found === null ? null : this.#checked(operation, mapping, found, schema);
  }

  async #list<Value>(
    operation: string,
    mapping: ReadMapping,
    values: TemplateValues,
    schema: z.ZodType<Value>,
  ): Promise<Value[]> {
    const found = await this.#find(operation, mapping, values);
    if (found === undefined) return [];
    if (!Array.isArray(found)) throw this.#client.away(operation, 'the answer holds no list');
    return found.map((item) => this.#checked(operation, mapping, item, schema));
  }

  /** The object or list of the answer; undefined when the system says that there is none. */
  async #find(operation: string, mapping: ReadMapping, values: TemplateValues): Promise<unknown> {
    const { answer } = mapping;
    const asked = await this.#client.ask({ operation, mapping, values, expected: answer.missing });
    if (asked?.kind !== 'answered') return undefined;
    const { document } = asked;
    if (answer.missingWhen !== undefined && matches(document, answer.missingWhen)) return undefined;
    if (answer.okWhen !== undefined && !matches(document, answer.okWhen))
      throw this.#client.away(operation, 'it said no');
    const found = readPointer(document, answer.at);
    if (found === undefined) throw this.#client.away(operation, `nothing at ${answer.at}`);
    return found;
  }

  #checked<Value>(operation: string, mapping: ReadMapping, item: unknown, schema: z.ZodType<Value>): Value {
    const parsed = schema.safeParse(mapFields(item, mapping.answer.fields, this.#forms));
    if (parsed.success) return parsed.data;
    // Paths and codes only: a message could hold the value.
    const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.code}`);
    throw this.#client.away(operation, `wrong answer: ${faults.slice(0, 8).join(', ')}`);
  }

  #account(account: AccountRef): TemplateValues {
    const isLine = account.kind === 'line';
    return {
      accountKind: this.#configuration.accountKinds[account.kind],
      account: isLine ? (this.#theirNumber(account.number) ?? account.number) : account.number,
    };
  }

  #numberValue(written: string): TemplateValues | null {
    const number = this.#theirNumber(written);
    return number === null ? null : { number };
  }

  /** null when it is no number at all. A broadband account's name is one, too, when it looks like nothing else. */
  #theirNumber(written: string): string | null {
    const normal = normaliseNumber(written, this.#format);
    if (normal === null) return /^[A-Za-z0-9@._-]{1,64}$/.test(written) ? written : null;
    if (normal.e164 === null || this.#configuration.numbers === 'national') return normal.digits;
    return this.#configuration.numbers === 'e164' ? normal.e164.slice(1) : normal.e164;
  }

  #ourNumber(written: string): string {
    const normal = normaliseNumber(written, this.#format);
    if (normal === null) return written;
    return normal.e164?.slice(1) ?? normal.digits;
  }
}

function secretOf({ authentication }: BusinessSystemConfiguration, given: string | null): string | null {
  if (authentication.kind === 'none') return null;
  const secret = given ?? authentication.secret;
  if (secret !== undefined && /^[\x21-\x7e]+$/.test(secret)) return secret;
  throw new UserError(
    'validation-failed',
    secret === undefined
      ? 'The business system needs a secret: set BUSINESS_SYSTEM_SECRET or BUSINESS_SYSTEM_SECRET_FILE.'
      : 'BUSINESS_SYSTEM_SECRET may hold printable ASCII without spaces only.',
  );
}
