import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FaxSwitch } from '../calls/fax-switch';
import { dialableNumber, type DialPolicy } from '../calls/dial-number';
import type { FaxAbilityView, FaxDocumentRequest, FaxQuery, FaxSummary, FaxView } from '../contract/fax';
import type { EventType } from '../contract/events';
import type { LegId, SwitchId } from '../contract/ids';
import type { Page } from '../contract/rest';
import { OperationalError, UserError } from '../errors';
import type { EventStream } from '../events/event-stream';
import type { Logger } from '../logging';
import type { LastingJobs } from '../scheduling/lasting-jobs';
import type { FaxLines } from './fax-lines';
import type { FaxStore, SettledFax } from './fax-store';
import type { FaxRenderer, FaxSource } from './renderer';

/** Text of an information item, for faxing. */
export interface InformationDocuments {
  /** null: there is no such item, or it may not be given out now. */
  find(itemId: string, language: string): Promise<{ readonly title: string; readonly text: string } | null>;
}

export type FaxDocument =
  FaxDocumentRequest | { readonly kind: 'file'; readonly title: string; readonly bytes: Uint8Array };

export interface FaxOrder {
  readonly document: FaxDocument;
  /** See NewFax. */
  readonly requestedBy: string;
  readonly requestId?: string | undefined;
  readonly callId?: string | undefined;
  readonly customerId?: string | undefined;
}

export interface FaxServiceDeps {
  readonly store: FaxStore;
  readonly lines: Pick<FaxLines, 'work' | 'sendOnLeg' | 'sweep'>;
  readonly switches: () => readonly FaxSwitch[];
  readonly renderer: FaxRenderer;
  readonly information: InformationDocuments;
  readonly jobs: LastingJobs;
  readonly events: Pick<EventStream, 'append'>;
  /** Makes a task of a fax that was given up; called again until it succeeds, so it bears being repeated. */
  readonly onGivenUp: (fax: FaxView) => Promise<void>;
  readonly settings: {
    readonly policy: DialPolicy;
    readonly hasTrunk: boolean;
    readonly lines: number;
    /** Why faxes are off, '' when they are not. */
    readonly offBecause: string;
  };
  readonly now: () => number;
  readonly logger: Logger;
}

/** Lasting jobs of this kind look whether anything is due; their id is the fax's. */
const DUE = 'fax-due';
const ASK_AGAIN_MS = 500;

/** What may be asked of the centre's fax: by a flow, by an agent, by another system. */
export class FaxService {
  readonly #deps: FaxServiceDeps;

  constructor(deps: FaxServiceDeps) {
    this.#deps = deps;
    deps.jobs.handle(DUE, () => deps.lines.work());
  }

  /** Plans again what lasting jobs may have lost, and looks after attempts whose end nobody told. */
  async start(): Promise<void> {
    for (const { faxId, at } of await this.#deps.store.due()) await this.#plan(faxId, at);
    await this.tick();
  }

  /** To be called every quarter of a minute by every server. Never throws. */
  async tick(): Promise<void> {
    await this.#deps.lines.sweep();
    try {
      for (const fax of await this.#deps.store.untold()) await this.#tellGivenUp(fax);
    } catch (error) {
      this.#deps.logger.warn({ err: error }, 'given-up faxes not told');
    }
  }

  async ability(): Promise<FaxAbilityView> {
    const { settings, store } = this.#deps;
    const reason = await this.#whyNot();
    return { able: reason === '', reason, lines: settings.lines, ...(await store.counts()) };
  }

  /**
   * Queues a fax to a number; it is sent as soon as a line is free.
   * @throws UserError validation-failed, number-not-allowed, no-trunk, not-found (no such item), not-reachable (no fax)
   */
  async send(to: string, order: FaxOrder): Promise<FaxView> {
    const { settings, lines } = this.#deps;
    const known = await this.#known(order);
    if (known) return known;
    if (!settings.hasTrunk)
      throw new UserError('no-trunk', 'No trunk is configured, so nothing can be faxed yet.');
    const number = dialableNumber(to, settings.policy);
    await this.#demandAble();
    const fax = await this.#add(number, order);
    await this.#plan(fax.faxId, this.#deps.now());
    void lines
      .work()
      .catch((error: unknown) => this.#deps.logger.warn({ err: error }, 'fax lines not served'));
    return fax;
  }

  /**
   * To the fax machine that called: the caller has pressed start, his leg carries the fax. Resolves when it is
   * over; the leg is still there, so the flow goes on. The same requestId again waits for the same fax.
   * @returns 'no-line' when all lines are taken: nothing is queued then
   */
  async sendOnCall(
    leg: { readonly switchId: SwitchId; readonly legId: LegId },
    order: FaxOrder & { readonly requestId: string },
  ): Promise<'sent' | 'failed' | 'no-line'> {
    await this.#demandAble();
    const fax = (await this.#known(order)) ?? (await this.#add(null, order));
    if (fax.state === 'queued' && !(await this.#deps.lines.sendOnLeg(fax.faxId, leg.switchId, leg.legId))) {
      const now = await this.#deps.store.get(fax.faxId);
      if (now?.state === 'queued') {
        await this.#deps.store.cancel(fax.faxId, this.#deps.now());
        return 'no-line';
      }
    }
    return this.#untilOver(fax.faxId);
  }

  async get(faxId: string): Promise<FaxView> {
    const fax = await this.#deps.store.get(faxId);
    if (!fax) throw new UserError('not-found', 'There is no such fax.');
    return fax;
  }

  list(query: FaxQuery): Promise<Page<FaxSummary>> {
    return this.#deps.store.list(query);
  }

  /** The pages as they are sent: a TIFF. */
  async document(faxId: string): Promise<Buffer> {
    const tiff = await this.#deps.store.document(faxId);
    if (!tiff) throw new UserError('not-found', 'There is no such fax.');
    return tiff;
  }

  /** @throws UserError conflict when it is neither given up nor cancelled, or was for a call */
  async retry(faxId: string): Promise<FaxView> {
    const fax = await this.get(faxId);
    const { now, store, lines } = this.#deps;
    if (fax.to === null || !(await store.retry(faxId, now()))) {
      throw new UserError(
        'conflict',
        'Only a fax to a number that was given up or cancelled can be sent again.',
      );
    }
    await this.#plan(faxId, now());
    void lines
      .work()
      .catch((error: unknown) => this.#deps.logger.warn({ err: error }, 'fax lines not served'));
    return this.get(faxId);
  }

  /** One that is being sent is hung up. @throws UserError conflict when it is over */
  async cancel(faxId: string): Promise<FaxView> {
    await this.get(faxId);
    const { store, now, jobs, switches } = this.#deps;
    const done = await store.cancel(faxId, now());
    if (done === 'too-late' || done === null) throw new UserError('conflict', 'This fax is over already.');
    await jobs.cancel(DUE, faxId);
    if (done !== 'cancelled') {
      await switches()
        .find((each) => each.id === done.switchId)
        ?.endFaxLeg(done.legId);
    }
    return this.get(faxId);
  }

  /** For FaxLines: an attempt is over and stored. */
  async onSettled(settled: SettledFax): Promise<void> {
    const { state, outcome, faxId, nextAttemptAt } = settled;
    if (state === 'failed' && nextAttemptAt !== null) await this.#plan(faxId, nextAttemptAt);
    const fax = await this.#deps.store.get(faxId);
    if (!fax) return;
    await this.#tell(state === 'sent' ? 'fax.sent' : 'fax.attempt-failed', fax, { outcome });
    if (state === 'given-up') await this.#tellGivenUp(fax);
  }

  async #tellGivenUp(fax: FaxView): Promise<void> {
    try {
      // On a call the caller was told by the flow: no task of it.
      if (fax.to !== null) await this.#deps.onGivenUp(fax);
      await this.#deps.store.told(fax.faxId, this.#deps.now());
      await this.#tell('fax.given-up', fax, { outcome: fax.lastOutcome });
    } catch (error) {
      this.#deps.logger.warn({ err: error, faxId: fax.faxId }, 'given-up fax not told yet');
    }
  }

  async #known({ requestId }: FaxOrder): Promise<FaxView | null> {
    return requestId === undefined ? null : this.#deps.store.findByRequest(requestId);
  }

  async #add(to: string | null, order: FaxOrder): Promise<FaxView> {
    const { store, renderer, now } = this.#deps;
    const { title, source } = await this.#source(order.document);
    const { tiff, pages } = await renderer.render(source);
    const { fax, isNew } = await store.add(
      {
        faxId: randomUUID(),
        requestId: order.requestId ?? null,
        to,
        title,
        tiff,
        pages,
        requestedBy: order.requestedBy,
        callId: order.callId ?? null,
        customerId: order.customerId ?? null,
      },
      now(),
    );
    if (isNew) await this.#tell('fax.queued', fax, {});
    return fax;
  }

  async #source(document: FaxDocument): Promise<{ title: string; source: FaxSource }> {
    switch (document.kind) {
      case 'text':
        return { title: document.title, source: document };
      case 'file':
        return { title: document.title, source: document };
      case 'information': {
        const item = await this.#deps.information.find(document.itemId, document.language);
        if (!item) throw new UserError('not-found', 'There is no such information item.');
        return { title: item.title, source: { kind: 'text', ...item } };
      }
    }
  }

  async #untilOver(faxId: string): Promise<'sent' | 'failed'> {
    for (;;) {
      const { state } = await this.get(faxId);
      if (state === 'sent') return 'sent';
      if (state !== 'queued' && state !== 'sending') return 'failed';
      await sleep(ASK_AGAIN_MS);
    }
  }

  #plan(faxId: string, dueAt: number): Promise<void> {
    return this.#deps.jobs.plan({ kind: DUE, id: faxId, dueAt, data: { faxId } });
  }

  async #demandAble(): Promise<void> {
    const reason = await this.#whyNot();
    if (reason !== '') throw new UserError('not-reachable', reason);
  }

  async #whyNot(): Promise<string> {
    const { settings, switches } = this.#deps;
    if (settings.offBecause !== '') return settings.offBecause;
    let reason = 'The switch is not reachable at the moment.';
    for (const each of switches().filter((one) => one.isUp())) {
      const ability = await each.ability().catch((error: unknown) => {
        if (error instanceof OperationalError) return { able: false, reason } as const;
        throw error;
      });
      if (ability.able) return '';
      reason = ability.reason;
    }
    return reason;
  }

  async #tell(type: EventType, fax: FaxView, data: Readonly<Record<string, unknown>>): Promise<void> {
    const { faxId, to, pages, callId } = fax;
    await this.#deps.events.append({
      type,
      ...(callId === null ? {} : { callId }),
      data: { faxId, number: to, pages, ...data },
    });
  }
}
