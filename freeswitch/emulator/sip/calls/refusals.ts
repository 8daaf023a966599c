import type { ReceivedRequest } from '../message/message';
import type { ServerTransaction } from '../transactions/server-transaction';
import { MIN_SESSION_SECONDS, readSessionExpires } from './session-timer';

/** Extensions whose rules we keep; a request that needs another one is refused with 420 (RFC 3261 §8.2.2.3). */
const KNOWN_EXTENSIONS = new Set(['timer']);
/** Known to sofia and not in its Allow with our profiles: no presence, no transfers, no messages. */
const NOT_ALLOWED = new Set(['REGISTER', 'SUBSCRIBE', 'REFER', 'MESSAGE', 'PUBLISH']);
const WITHOUT_DIALOG: Readonly<Record<string, string>> = {
  NOTIFY: 'Subscription Does Not Exist',
  PRACK: 'No such response',
  BYE: 'Call Does Not Exist',
  UPDATE: 'Call Does Not Exist',
};

/** Refuses a method we serve nowhere, or not here, as a FreeSWITCH with our profiles was seen to. */
export function refuseMethod(transaction: ServerTransaction): void {
  const { method } = transaction.request;
  const phrase = Object.hasOwn(WITHOUT_DIALOG, method) ? WITHOUT_DIALOG[method] : undefined;
  if (phrase !== undefined) transaction.respond(481, { phrase });
  else transaction.respond(NOT_ALLOWED.has(method) ? 405 : 501);
}

/** @returns whether the request needs an extension we do not know, and was refused for it */
export function refuseExtensions(transaction: ServerTransaction): boolean {
  const unknown = unknownExtensions(transaction.request);
  if (unknown.length === 0) return false;
  transaction.respond(420, { headers: [['Unsupported', unknown.join(', ')]] });
  return true;
}

/** @returns whether a shorter session was asked for than may be, and was refused (RFC 4028 §9) */
export function refuseInterval(transaction: ServerTransaction): boolean {
  const { headers } = transaction.request;
  const asked = readSessionExpires(headers);
  // Who does not know the extension cannot raise its wish: it gets the minimum instead.
  const isRefused =
    asked !== null && asked.seconds < MIN_SESSION_SECONDS && headers.tokens('Supported').has('timer');
  if (isRefused) transaction.respond(422, { headers: [['Min-SE', String(MIN_SESSION_SECONDS)]] });
  return isRefused;
}

const unknownExtensions = (request: ReceivedRequest): readonly string[] =>
  [...request.headers.tokens('Require')].filter((tag) => !KNOWN_EXTENSIONS.has(tag));

/** Requests within a call that is not answered yet, other than those that end it. */
export function answerEarly(transaction: ServerTransaction): void {
  const { method, body } = transaction.request;
  // An offer now would be a second one before the first has its answer (RFC 3261 §14.2, RFC 3311 §5.2).
  if (method === 'INVITE' || (method === 'UPDATE' && body !== ''))
    transaction.respond(500, { headers: [['Retry-After', '5']] });
  else if (method === 'UPDATE' || method === 'INFO' || method === 'OPTIONS') transaction.respond(200);
  else refuseMethod(transaction);
}
