/**
 * How an external business system is asked and how its answers are read, as an operator writes it
 * (docs/connectors.md, docs/examples/business-system.yaml).
 */
import { z } from 'zod';
import { pointerSchema } from './json-pointer';
import { templateFaults } from './template';

const ms = (least: number, most: number) => z.int().min(least).max(most);
const headerName = z.string().regex(/^[A-Za-z0-9-]{1,80}$/, 'must be the name of a header');
const headerValue = z
  .string()
  .max(500)
  .regex(/^[\t\x20-\x7e]*$/, 'must be printable ASCII');

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** '/custName' is short for { at: /custName }. */
const fieldSchema = z.preprocess(
  (value) => (typeof value === 'string' ? { at: value } : value),
  z
    .strictObject({
      at: pointerSchema.optional(),
      /** The same for every answer, whatever it holds. */
      fixed: z.string().optional(),
      /** Their word → ours. A word that is not here is a wrong answer. */
      values: z.record(z.string(), z.string()).optional(),
      /** For a list: where in each item our text stands. */
      each: pointerSchema.optional(),
      /** When theirs is missing, null or empty. */
      default: z.union([z.string(), z.null(), z.array(z.string())]).optional(),
    })
    .refine(
      (field) => (field.at === undefined) !== (field.fixed === undefined),
      'needs either "at" or "fixed"',
    ),
);
export type FieldMapping = z.infer<typeof fieldSchema>;

/** A piece of an answer and the values that count, compared as text. */
const matchSchema = z.strictObject({ at: pointerSchema, is: z.array(scalar).min(1) });
export type AnswerMatch = z.infer<typeof matchSchema>;

const jsonBody: z.ZodType<JsonTemplate> = z.lazy(() =>
  z.union([scalar, z.array(jsonBody), z.record(z.string(), jsonBody)]),
);
export type JsonTemplate =
  string | number | boolean | null | readonly JsonTemplate[] | { readonly [key: string]: JsonTemplate };

const requestShape = {
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH']),
  path: z.string().regex(/^\/[^?#\s]*$/, 'must begin with / and hold no ? or #; use "query"'),
  query: z.record(z.string(), z.string()).default({}),
  headers: z.record(headerName, headerValue).default({}),
  body: jsonBody.optional(),
  timeoutMs: ms(50, 60_000).optional(),
};
/** What our side knows when it asks; see the places of a template. */
const answerShape = {
  /** Statuses that mean: there is none. */
  missing: z.array(z.int().min(200).max(499)).default([404]),
  /** Systems that always say 200: what else means that there is none. */
  missingWhen: matchSchema.optional(),
  /** And what means that all is well; anything else is a failure. */
  okWhen: matchSchema.optional(),
  /** Where in the answer the object or list stands. */
  at: pointerSchema.default(''),
};

interface Templated {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body?: JsonTemplate | undefined;
}

function checkTemplates(names: readonly string[]) {
  return (request: Templated, context: z.RefinementCtx): void => {
    const check = (template: string, path: (string | number)[]): void => {
      for (const message of templateFaults(template, names))
        context.addIssue({ code: 'custom', path, message });
    };
    const checkBody = (body: JsonTemplate, path: (string | number)[]): void => {
      if (typeof body === 'string') check(body, path);
      else if (typeof body === 'object' && body !== null)
        for (const [key, value] of Object.entries(body)) checkBody(value, [...path, key]);
    };
    check(request.path, ['path']);
    for (const [key, template] of Object.entries(request.query)) check(template, ['query', key]);
    if (request.body === undefined) return;
    checkBody(request.body, ['body']);
    if (request.method === 'GET')
      context.addIssue({ code: 'custom', path: ['body'], message: 'GET has no body' });
  };
}

const read = <Name extends string>(places: readonly string[], fields: readonly Name[]) =>
  z
    .strictObject({
      ...requestShape,
      method: requestShape.method.default('GET'),
      answer: z.strictObject({
        ...answerShape,
        fields: z.strictObject(
          Object.fromEntries(fields.map((name) => [name, fieldSchema])) as Record<Name, typeof fieldSchema>,
        ),
      }),
    })
    .superRefine(checkTemplates(places));

const line = [
  'number',
  'customerId',
  'customerName',
  'contractNumber',
  'kind',
  'status',
  'features',
  'areaCode',
] as const;
const contract = ['contractNumber', 'customerId', 'customerName', 'lineNumbers'] as const;
const bill = ['billId', 'kind', 'month', 'amount', 'paid', 'dueDate', 'status'] as const;
const order = ['orderNumber', 'serial', 'type', 'stage', 'promisedDate', 'lineNumber'] as const;

const recordPayment = z
  .strictObject({
    ...requestShape,
    method: requestShape.method.default('POST'),
    /** The payment's id goes here as well, so that a repetition is recognised. */
    idempotencyHeader: headerName.default('Idempotency-Key'),
    /** Statuses that mean: this payment is known already. */
    alreadyDone: z.array(z.int().min(200).max(499)).default([]),
    okWhen: matchSchema.optional(),
  })
  .superRefine(checkTemplates(['paymentId', 'billId', 'amount', 'at']));

const operations = z.strictObject({
  findLine: read(['number'], line),
  findContract: read(['contractNumber'], contract),
  bill: read(['accountKind', 'account', 'month'], bill),
  unpaidBills: read(['accountKind', 'account'], bill),
  /** A question the system cannot be asked is left out: it finds nothing. */
  ordersBySerial: read(['serial'], order).optional(),
  ordersByOrderNumber: read(['orderNumber'], order).optional(),
  ordersByNumber: read(['number'], order).optional(),
  recordPayment,
});

/** The secret comes from BUSINESS_SYSTEM_SECRET; in this file only when `secretInThisFile` says so. */
const inFile = { secret: z.string().min(1).optional(), secretInThisFile: z.boolean().default(false) };
const authentication = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('none') }),
    z.strictObject({ kind: z.literal('bearer'), ...inFile }),
    z.strictObject({ kind: z.literal('basic'), user: z.string().regex(/^[^:]+$/), ...inFile }),
    z.strictObject({ kind: z.literal('header'), name: headerName, ...inFile }),
  ])
  .superRefine((value, context) => {
    if (value.kind === 'none' || value.secret === undefined || value.secretInThisFile) return;
    context.addIssue({
      code: 'custom',
      path: ['secret'],
      message:
        'a secret does not belong here: use BUSINESS_SYSTEM_SECRET_FILE, or say secretInThisFile: true',
    });
  });

const resilience = z
  .strictObject({
    /** Questions at once; more are refused at once. */
    atOnce: ms(1, 1000).default(20),
    /** Share of failures that opens the circuit, percent, once this many questions were asked in the window. */
    openAtPercent: z.int().min(1).max(100).default(50),
    leastQuestions: z.int().min(1).max(1000).default(5),
    windowMs: ms(1000, 600_000).default(10_000),
    /** From opening to the next try. */
    retryAfterMs: ms(50, 600_000).default(10_000),
    /** An answer is used again for this long. */
    freshMs: ms(0, 600_000).default(15_000),
    /** And for this long when the system is away. */
    staleMs: ms(0, 86_400_000).default(900_000),
    mostCached: z.int().min(1).max(1_000_000).default(5000),
  })
  .prefault({});

export const configurationSchema = z.strictObject({
  version: z.literal(1),
  /** For logs and figures. */
  name: z.string().regex(/^[a-z0-9-]{1,40}$/, 'must be lower-case letters, digits and dashes'),
  baseUrl: z.url({ protocol: /^https?$/ }).refine((text) => {
    const url = new URL(text);
    return url.username === '' && url.search === '' && url.hash === '';
  }, 'must hold no user, query or fragment'),
  authentication,
  headers: z.record(headerName, headerValue).default({}),
  timeoutMs: ms(50, 60_000).default(3000),
  /** How the system writes telephone numbers. */
  numbers: z.enum(['e164', 'e164-plus', 'national']).default('e164'),
  /** Its words for the two kinds of account, in {accountKind}. */
  accountKinds: z
    .strictObject({ line: z.string().min(1), contract: z.string().min(1) })
    .default({ line: 'line', contract: 'contract' }),
  /** Decimals of an amount: 0 means it counts fen itself, 2 that 38.50 is 3850 fen. */
  moneyDecimals: z.int().min(0).max(4).default(0),
  resilience,
  operations,
});

export type BusinessSystemConfiguration = z.infer<typeof configurationSchema>;
export type RequestMapping = Omit<BusinessSystemConfiguration['operations']['recordPayment'], 'alreadyDone'>;
type BillMapping = BusinessSystemConfiguration['operations']['bill'];
/** Any of the questions. */
export type ReadMapping = Omit<BillMapping, 'answer'> & {
  readonly answer: Omit<BillMapping['answer'], 'fields'> & {
    readonly fields: Readonly<Record<string, FieldMapping>>;
  };
};
