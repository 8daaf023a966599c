import type { Page as RestPage } from '../contract/rest';
import type {
  CallerPasswordView,
  ChargeView,
  NewOutageBody,
  OutageChangeBody,
  OutageView,
  PaymentView,
} from '../contract/self-service';
import type { AccountRef } from '../crm/business-system';
import { UserError } from '../errors';
import type { Accounts } from './accounts';
import type { CallerPasswordStatus, CallerPasswordStore } from './caller-password-store';
import type { CallerPasswords } from './caller-passwords';
import type { ChargeQuery, ChargeStore } from './charge-store';
import type { Outage, OutageStore } from './outage-store';
import type { Page, PageQuery } from './page';
import type { Payment, PaymentQuery, PaymentStore } from './payment-store';

interface Deps {
  readonly accounts: Accounts;
  readonly passwords: CallerPasswords;
  readonly passwordStore: Pick<CallerPasswordStore, 'status' | 'locked' | 'notes'>;
  readonly payments: Pick<PaymentStore, 'list'>;
  readonly charges: Pick<ChargeStore, 'list'>;
  readonly outages: OutageStore;
  /** Renders an announcement; the sounds' names, as far as there is an engine for the language. */
  readonly render: (texts: Outage['texts']) => Promise<Outage['sounds']>;
  readonly now: () => number;
}

export interface AccountNamed {
  readonly kind: AccountRef['kind'];
  readonly number: string;
}

interface Person {
  readonly by: string;
  readonly reason: string;
}

/** What people at the desk may see and do about self-service. */
export class SelfServiceDesk {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  async password(named: AccountNamed): Promise<CallerPasswordView> {
    const account = await this.#account(named);
    const status = await this.#deps.passwordStore.status(account);
    if (status !== null) return this.#passwordView(status);
    return { ...account, state: 'none', setAt: null, wrongCount: 0, lockedUntil: null };
  }

  async lockedPasswords(query: PageQuery): Promise<RestPage<CallerPasswordView>> {
    const page = await this.#deps.passwordStore.locked({ ...query, now: new Date(this.#deps.now()) });
    return mapPage(page, (status) => this.#passwordView(status));
  }

  async passwordNotes(named: AccountNamed, query: PageQuery) {
    const page = await this.#deps.passwordStore.notes(await this.#account(named), query);
    return mapPage(page, (note) => ({ ...note, at: note.at.toISOString() }));
  }

  async unlock(named: AccountNamed, person: Person): Promise<void> {
    const account = await this.#account(named);
    if (!(await this.#deps.passwords.unlock(account, { ...person, callId: null }))) throw noPassword();
  }

  async remove(named: AccountNamed, person: Person): Promise<void> {
    const account = await this.#account(named);
    if (!(await this.#deps.passwords.remove(account, { ...person, callId: null }))) throw noPassword();
  }

  /** A line sets its first password itself; a contract has no phone to do it from. */
  async give(named: AccountNamed, password: string, person: Person): Promise<void> {
    if (named.kind === 'line') {
      throw new UserError(
        'conflict',
        "A line's password is set from the phone itself. Remove the old one instead.",
      );
    }
    const account = await this.#account(named);
    await this.#deps.passwords.save(account, password, 'given', { ...person, callId: null });
  }

  async payments(query: PaymentQuery): Promise<RestPage<PaymentView>> {
    return mapPage(await this.#deps.payments.list(query), paymentView);
  }

  async charges(query: ChargeQuery): Promise<RestPage<ChargeView>> {
    const page = await this.#deps.charges.list(query);
    return mapPage(page, (charge) => ({ ...charge, acceptedAt: charge.acceptedAt.toISOString() }));
  }

  async outages(query: PageQuery & { readonly active?: boolean | undefined }): Promise<RestPage<OutageView>> {
    return mapPage(await this.#deps.outages.list(query), outageView);
  }

  async outage(outageId: string): Promise<OutageView> {
    return outageView(found(await this.#deps.outages.get(outageId)));
  }

  async addOutage({ since, until, sounds, ...body }: NewOutageBody, createdBy: string): Promise<OutageView> {
    const outage = await this.#deps.outages.add({
      ...body,
      // A recording that was given is better than one that is made.
      sounds: { ...(await this.#deps.render(body.texts)), ...sounds },
      since: since === undefined ? new Date(this.#deps.now()) : new Date(since),
      until: until === null ? null : new Date(until),
      createdBy,
    });
    return outageView(outage);
  }

  async changeOutage(outageId: string, { version, ...body }: OutageChangeBody): Promise<OutageView> {
    const { texts, sounds, since, until, endedAt } = body;
    const rendered = texts === undefined ? {} : await this.#deps.render(texts);
    const changed = await this.#deps.outages.change(outageId, version, {
      ...(texts === undefined ? {} : { texts }),
      ...(texts === undefined && sounds === undefined ? {} : { sounds: { ...rendered, ...sounds } }),
      ...(since === undefined ? {} : { since: new Date(since) }),
      ...(until === undefined ? {} : { until: until === null ? null : new Date(until) }),
      ...(endedAt === undefined ? {} : { endedAt: endedAt === null ? null : new Date(endedAt) }),
    });
    if (changed === 'stale') {
      throw new UserError('conflict', 'Somebody else has changed this outage meanwhile. Look at it again.');
    }
    return outageView(found(changed));
  }

  async removeOutage(outageId: string): Promise<void> {
    if (!(await this.#deps.outages.remove(outageId))) throw noOutage();
  }

  async #account({ kind, number }: AccountNamed): Promise<AccountRef> {
    const account = await this.#deps.accounts.find(kind, number);
    if (account === null) throw new UserError('not-found', `There is no such ${kind}.`);
    return account;
  }

  #passwordView({ account, setAt, wrongCount, lockedUntil }: CallerPasswordStatus): CallerPasswordView {
    const isLocked = lockedUntil !== null && lockedUntil.getTime() > this.#deps.now();
    return {
      ...account,
      state: isLocked ? 'locked' : 'set',
      setAt: setAt.toISOString(),
      wrongCount,
      lockedUntil: isLocked ? lockedUntil.toISOString() : null,
    };
  }
}

const noPassword = () => new UserError('not-found', 'No password is set for this account.');
const noOutage = () => new UserError('not-found', 'There is no such outage.');

function found(outage: Outage | null): Outage {
  if (outage === null) throw noOutage();
  return outage;
}

const mapPage = <From, To>(page: Page<From>, view: (item: From) => To): RestPage<To> => ({
  ...page,
  items: page.items.map(view),
});

const iso = (at: Date | null): string | null => at && at.toISOString();

const paymentView = ({ account, ...payment }: Payment): PaymentView => ({
  ...payment,
  accountKind: account.kind,
  accountNumber: account.number,
  startedAt: payment.startedAt.toISOString(),
  resolvedAt: iso(payment.resolvedAt),
  recordedAt: iso(payment.recordedAt),
});

const outageView = (outage: Outage): OutageView => ({
  ...outage,
  since: outage.since.toISOString(),
  until: iso(outage.until),
  endedAt: iso(outage.endedAt),
});
