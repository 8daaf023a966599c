/**
 * The services that kinds of node ask by themselves (`verify`, `ticket`, `fax`, `queue`, `callback`). A centre that
 * offers one of them puts its handler under this spec; the others are named in the pack, by `ask`.
 */
import type { ServiceSpec } from './services';

export const passwordCheck = {
  name: 'password.check',
  confidential: false,
  /** `kind`: 'line' or 'contract'; `account`: as the caller typed it. */
  inputs: { kind: { optional: true }, account: {}, password: { secret: true } },
  outputs: {},
  /** none: the account has no password; locked: it was wrong too often, in this call or earlier ones. */
  outcomes: ['right', 'wrong', 'locked', 'none', 'no-account', 'away'],
} as const satisfies ServiceSpec;

export const ticketCreate = {
  name: 'ticket.create',
  confidential: false,
  /** The type's fields come beside it as `fields.<name>`. */
  inputs: { type: {} },
  openInputs: true,
  outputs: { serial: 'digits' },
  outcomes: ['created', 'failed', 'away'],
} as const satisfies ServiceSpec;

/** Fields that every work order has, whatever its type. `message`: the id of a message; `account`: line or contract. */
export const everyTicketsFields: readonly string[] = [
  'line',
  'contract',
  'account',
  'accountKind',
  'contact',
  'message',
  'subject',
];

export const faxSend = {
  name: 'fax.send',
  confidential: false,
  /** `item`: what to send; `to`: the number that receives it. */
  inputs: { item: {}, to: {} },
  outputs: {},
  outcomes: ['queued', 'refused', 'away'],
} as const satisfies ServiceSpec;

export const queueRoom = {
  name: 'queue.room',
  confidential: false,
  inputs: { queue: {} },
  /** 1: talks of its callers are, or may be, recorded; else 0. */
  outputs: { recorded: 'count' },
  /** busy: full beyond its limit; closed: out of hours; nobody-there: nobody who may answer is logged in. */
  outcomes: ['open', 'busy', 'closed', 'nobody-there', 'away'],
} as const satisfies ServiceSpec;

export const callbackRequest = {
  name: 'callback.request',
  confidential: false,
  /** `queue`: where the place is kept; `topic`: what the caller wants. */
  inputs: { number: {}, queue: { optional: true }, topic: { optional: true } },
  outputs: {},
  outcomes: ['accepted', 'refused', 'away'],
} as const satisfies ServiceSpec;

export const knownServices: readonly ServiceSpec[] = [
  passwordCheck,
  ticketCreate,
  faxSend,
  queueRoom,
  callbackRequest,
];
