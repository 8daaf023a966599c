import type { SipStackEvents } from '../../ports';
import type { ReceivedRequest } from '../message/message';
import { parseNameAddress } from '../message/name-address';
import { parseUri } from '../message/uri';
import type { ServerTransaction } from '../transactions/server-transaction';
import type { Authenticator } from './authenticator';
import type { Binding, Bindings } from './bindings';

const MIN_EXPIRES = 60;
const MAX_EXPIRES = 3600;
/** max-registrations-per-extension of the webrtc profile: a page being reloaded has two for a moment. */
const MAX_CONTACTS = 3;

export interface RegistrarDeps {
  readonly domain: string;
  readonly authenticator: Authenticator;
  readonly bindings: Bindings;
  readonly events: Pick<SipStackEvents, 'onRegisterFailed'>;
  readonly now: () => number;
}

interface Wish {
  readonly contact: string;
  readonly expires: number;
}

/** What a REGISTER asks for; a number is the status it is refused with. */
type Wishes = readonly Wish[] | 'all-gone' | 400 | 423;

/** REGISTER over WebSocket (RFC 3261 §10.3, RFC 7118 §5.2.4). */
export class Registrar {
  constructor(private readonly deps: RegistrarDeps) {}

  async receive(transaction: ServerTransaction): Promise<void> {
    const { request, flow } = transaction;
    const { authenticator, events, domain } = this.deps;
    const verdict = await authenticator.check(request, flow, 'Authorization');
    // The page may have gone while the server was asked: its contact would lead nowhere.
    if (!flow.isOpen) return;
    if (verdict.kind === 'challenge') {
      const challenge = authenticator.challenge(verdict.stale);
      transaction.respond(401, { headers: [['WWW-Authenticate', challenge]] });
      return;
    }
    const to = parseUri(request.to.uri);
    // inbound-reg-force-matching-username: own password, somebody else's address.
    if (verdict.kind === 'refused' || to?.user !== verdict.user || to.host !== domain.toLowerCase()) {
      transaction.respond(403);
      events.onRegisterFailed({ user: verdict.user, remote: flow.remote });
      return;
    }
    this.#register(transaction, verdict.user);
  }

  #register(transaction: ServerTransaction, user: string): void {
    const { request } = transaction;
    const wishes = readWishes(request);
    if (wishes === 423) transaction.respond(423, { headers: [['Min-Expires', String(MIN_EXPIRES)]] });
    else if (wishes === 400) transaction.respond(400, { phrase: 'Bad Contact' });
    else if (this.#isOvertaken(request, user)) transaction.respond(500, { phrase: 'CSeq Out Of Order' });
    else if (wishes !== 'all-gone' && this.#countAfter(user, wishes) > MAX_CONTACTS) transaction.respond(403);
    else this.#apply(transaction, user, wishes);
  }

  #apply(transaction: ServerTransaction, user: string, wishes: readonly Wish[] | 'all-gone'): void {
    const { request, flow } = transaction;
    const { bindings, now } = this.deps;
    const gone = wishes === 'all-gone' ? bindings.of(user) : wishes.filter(({ expires }) => expires === 0);
    const kept = wishes === 'all-gone' ? [] : wishes.filter(({ expires }) => expires > 0);
    const left = this.#after(user, gone, kept);
    // The answer goes first: whoever hears of the registration may call at once.
    transaction.respond(200, {
      headers: [['Date', new Date(now()).toUTCString()], ...left.map(formatContact)],
    });
    for (const { contact } of gone) bindings.remove(user, contact, 'unregistered');
    const facts = { user, flow, callId: request.callId, cseq: request.cseq.number };
    for (const { contact, expires } of kept) {
      const userAgent = request.headers.get('User-Agent') ?? '';
      bindings.put({ ...facts, contact, userAgent, expiresAt: now() + expires * 1000 });
    }
  }

  /** The contacts as they will be: the answer names all of them (§10.3 step 8). */
  #after(
    user: string,
    gone: readonly { readonly contact: string }[],
    kept: readonly Wish[],
  ): readonly Wish[] {
    const changed = new Set([...gone, ...kept].map(({ contact }) => contact));
    const others = this.deps.bindings.of(user).filter(({ contact }) => !changed.has(contact));
    const secondsLeft = ({ expiresAt }: Binding) =>
      Math.max(1, Math.round((expiresAt - this.deps.now()) / 1000));
    return [...others.map((one) => ({ contact: one.contact, expires: secondsLeft(one) })), ...kept];
  }

  #countAfter(user: string, wishes: readonly Wish[]): number {
    const contacts = new Set(this.deps.bindings.of(user).map(({ contact }) => contact));
    for (const { contact, expires } of wishes) {
      if (expires === 0) contacts.delete(contact);
      else contacts.add(contact);
    }
    return contacts.size;
  }

  /** §10.3 step 7: a REGISTER of the same client that is older than what we know. */
  #isOvertaken({ callId, cseq }: ReceivedRequest, user: string): boolean {
    return this.deps.bindings.of(user).some((one) => one.callId === callId && one.cseq >= cseq.number);
  }
}

const formatContact = ({ contact, expires }: Wish): [string, string] => [
  'Contact',
  `<${contact}>;expires=${expires}`,
];

/** §10.3 steps 6 and 7. */
function readWishes(request: ReceivedRequest): Wishes {
  const values = request.headers.list('Contact');
  const general = request.headers.get('Expires');
  if (values.includes('*')) return values.length === 1 && general?.trim() === '0' ? 'all-gone' : 400;
  const wishes: Wish[] = [];
  for (const value of values) {
    const address = parseNameAddress(value);
    const expires = readExpires(address?.params.get('expires') ?? general);
    if (!address || parseUri(address.uri) === null || expires === null) return 400;
    // Asking for less than a minute would have every agent register twice a minute (§10.3 step 7).
    if (expires > 0 && expires < MIN_EXPIRES) return 423;
    wishes.push({ contact: address.uri, expires: Math.min(expires, MAX_EXPIRES) });
  }
  return wishes.length > MAX_CONTACTS ? 400 : wishes;
}

function readExpires(value: string | null): number | null {
  if (value === null) return MAX_EXPIRES;
  return /^\d{1,10}$/.test(value) ? Number(value) : null;
}
