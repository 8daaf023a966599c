import { randomUUID } from 'node:crypto';
import type { FaxEvent, FaxListener, FaxSwitch } from '../calls/fax-switch';
import { legId as toLegId, type LegId, type SwitchId } from '../contract/ids';
import { OperationalError } from '../errors';
import type { Logger } from '../logging';
import type { AttemptEnd } from './fax-outcome';
import { outcomeOf } from './fax-outcome';
import type { FaxSpool } from './fax-spool';
import type { ClaimedFax, ClaimTerms, FaxStore, NextStep, OpenAttempt, SettledFax } from './fax-store';
import { modeFor, pauseAfter, type RetryPolicy } from './retry-policy';

export interface FaxLineSettings {
  /** Faxes under way at once, of all servers together. */
  readonly lines: number;
  readonly header: string;
  readonly ident: string;
  readonly callerNumber: string;
  readonly ringTimeoutS: number;
  readonly allowT38: boolean;
  readonly retryPolicy: RetryPolicy;
}

export interface FaxLinesDeps {
  readonly store: FaxStore;
  readonly switches: () => readonly FaxSwitch[];
  readonly spool: FaxSpool;
  readonly settings: FaxLineSettings;
  /** An attempt has ended and what follows is stored. */
  readonly onSettled: (fax: SettledFax) => Promise<void>;
  readonly now: () => number;
  readonly logger: Logger;
}

/**
 * A leg that is not there this long after its attempt began is gone; who has not sent his command by half of it
 * does not send it any more. So no attempt is both written off and sent.
 */
const COMMAND_WITHIN_MS = 20_000;
/** T.30 alone may take this long, and a page in the worst case this long: beyond it the leg hangs. */
const [LONGEST_START_MS, LONGEST_PAGE_MS] = [300_000, 180_000];
const longestMs = (pages: number): number => LONGEST_START_MS + pages * LONGEST_PAGE_MS;

/**
 * The fax lines of the centre. What is due gets a line in the store, is sent through a switch, and its end is
 * settled in the store by whichever server hears of it; nothing that matters is kept here.
 */
export class FaxLines implements FaxListener {
  readonly #deps: FaxLinesDeps;
  #working: Promise<void> | null = null;
  #again = false;
  #hearing: Promise<void> = Promise.resolve();

  constructor(deps: FaxLinesDeps) {
    this.#deps = deps;
  }

  /** Sends what is due while lines are free. Called again meanwhile, it looks once more. */
  work(): Promise<void> {
    this.#again = true;
    this.#working ??= this.#workOff().finally(() => (this.#working = null));
    return this.#working;
  }

  /**
   * To the machine at the other end of a caller's leg, now.
   * @returns false when no line is free or the fax does not wait any more
   * @throws OperationalError when the switch or the database is away
   */
  async sendOnLeg(faxId: string, switchId: SwitchId, legId: LegId): Promise<boolean> {
    const target = this.#deps.switches().find((each) => each.id === switchId);
    if (target === undefined)
      throw new OperationalError('switch-unavailable', 'No such switch is configured');
    // An earlier fax on the same leg may have left its note.
    await target.forget(legId);
    const claimed = await this.#deps.store.claim(faxId, this.#terms(switchId, legId));
    if (claimed === null) return false;
    await this.#begin(claimed, target);
    return true;
  }

  onFaxEvent(event: FaxEvent): void {
    // One after the other: the end of a leg says more than the result of its originate, which follows at once.
    this.#hearing = this.#hearing
      .then(() => this.#heard(event))
      .catch((error: unknown) => {
        const { legId, kind } = event;
        this.#deps.logger.error({ err: error, legId, kind }, 'fax event not handled');
      });
  }

  onFaxSwitchUp(): void {
    void this.sweep();
  }

  /** Attempts whose end nobody told: resolved by what the switch says of their legs. Never throws. */
  async sweep(): Promise<void> {
    try {
      for (const attempt of await this.#deps.store.openAttempts()) await this.#resolve(attempt);
      await this.work();
    } catch (error) {
      this.#deps.logger.warn({ err: error }, 'faxes not looked after');
    }
  }

  /** Resolves when what was heard is stored and nothing is being begun. */
  async idle(): Promise<void> {
    await this.#hearing;
    await this.#working;
  }

  async #workOff(): Promise<void> {
    while (this.#again) {
      this.#again = false;
      while (await this.#sendNext());
    }
  }

  /** @returns whether there may be more to send */
  async #sendNext(): Promise<boolean> {
    const target = await this.#ableSwitch();
    if (target === null) return false;
    const legId = toLegId(randomUUID());
    const claimed = await this.#deps.store.claimNext(this.#terms(target.id, legId));
    if (claimed === null) return false;
    await this.#begin(claimed, target);
    return true;
  }

  async #ableSwitch(): Promise<FaxSwitch | null> {
    for (const each of this.#deps.switches()) {
      if (each.isUp() && (await isAble(each))) return each;
    }
    return null;
  }

  #terms(switchId: SwitchId, legId: LegId): ClaimTerms {
    const { now, settings } = this.#deps;
    return {
      now: now(),
      lines: settings.lines,
      switchId,
      attemptId: randomUUID(),
      legId,
      modeFor: (outcomes) => modeFor(outcomes, settings.allowT38),
    };
  }

  async #begin(claimed: ClaimedFax, target: FaxSwitch): Promise<void> {
    const { spool, store, settings, logger, now } = this.#deps;
    const begun = now();
    const { faxId, attemptId, legId, mode } = claimed;
    logger.info({ faxId, attemptId, legId, ...mode, pages: claimed.pages }, 'fax begins');
    try {
      const tiff = await store.document(faxId);
      if (tiff === null) throw new OperationalError('part-failed', 'The document of a fax is gone');
      const file = await spool.put(attemptId, tiff);
      if (now() - begun > COMMAND_WITHIN_MS / 2)
        throw new OperationalError('switch-timeout', 'Too late to send');
      const { header, ident, callerNumber, ringTimeoutS: timeoutS } = settings;
      const transmission = { legId, file, header, ident, ...mode };
      if (claimed.to === null) await target.sendFaxOnLeg(transmission);
      else {
        const longestS = longestMs(claimed.pages) / 1000;
        await target.sendFax({ ...transmission, number: claimed.to, callerNumber, timeoutS, longestS });
      }
    } catch (error) {
      logger.warn({ err: error, faxId, attemptId }, 'fax did not begin');
      // Unanswered commands may have been obeyed: the sweep asks the switch before anything is sent again.
      if (error instanceof OperationalError && error.code === 'switch-timeout') return;
      await this.#settle(target, legId, { result: null, cause: 'LOST', sipStatus: null });
    }
  }

  async #heard(event: FaxEvent): Promise<void> {
    if (event.kind === 'fax-answered') return;
    const target = this.#deps.switches().find((each) => each.id === event.switchId);
    if (target === undefined) return;
    if (event.kind === 'fax-finished') {
      await this.#settle(target, event.legId, { result: event.result, cause: null, sipStatus: null });
      return;
    }
    const { result, cause, sipStatus = null } = event;
    await this.#settle(target, event.legId, { result, cause, sipStatus });
  }

  async #resolve(attempt: OpenAttempt): Promise<void> {
    const target = this.#deps.switches().find((each) => each.id === attempt.switchId);
    const age = this.#deps.now() - attempt.startedAt;
    if (target?.isUp() !== true || age < COMMAND_WITHIN_MS) return;
    const { legId } = attempt;
    if (await target.wasSent(legId)) {
      this.#deps.logger.warn({ faxId: attempt.faxId, legId }, 'fax was sent while nobody listened');
      await this.#settle(target, legId, { result: sentUnheard(attempt), cause: null, sipStatus: null });
      return;
    }
    const tooLong = age > longestMs(attempt.pages);
    if ((await target.legExists(legId)) && !tooLong) return;
    this.#deps.logger.warn({ faxId: attempt.faxId, legId, tooLong }, 'fax attempt was lost');
    await this.#settle(target, legId, { result: null, cause: 'LOST', sipStatus: null });
  }

  async #settle(target: FaxSwitch, legId: LegId, end: AttemptEnd): Promise<void> {
    const { store, settings, now, logger, spool, onSettled } = this.#deps;
    let onOwnLeg = true;
    const settled = await store.settle(legId, end, now(), (earlier, isCancelled, onCall) => {
      onOwnLeg = !onCall;
      return nextStep(end, earlier, { isCancelled, onCall, now: now(), policy: settings.retryPolicy });
    });
    if (settled === null) return;
    const { faxId, state, outcome } = settled;
    logger.info({ faxId, legId, state, outcome, pages: end.result?.pagesSent }, 'fax attempt ended');
    // Only now that it is stored: whoever asks between gets the same answer from the switch.
    await cleanUp(target, legId, onOwnLeg).catch((error: unknown) =>
      logger.warn({ err: error }, 'fax leg not ended'),
    );
    await spool.drop(settled.attemptId);
    await onSettled(settled);
    // Not awaited: this may be part of that very work.
    this.work().catch((error: unknown) => logger.warn({ err: error }, 'fax lines not served'));
  }
}

async function cleanUp(target: FaxSwitch, legId: LegId, isOwnLeg: boolean): Promise<void> {
  // A caller's leg belongs to his call, and the flow goes on with it.
  if (isOwnLeg) await target.endFaxLeg(legId);
  await target.forget(legId);
}

/** One that has just gone away is none to send with; what is due stays due. */
async function isAble(target: FaxSwitch): Promise<boolean> {
  try {
    return (await target.ability()).able;
  } catch (error) {
    if (error instanceof OperationalError) return false;
    throw error;
  }
}

const sentUnheard = ({ pages }: OpenAttempt) => ({
  success: true,
  code: 0,
  text: '',
  pagesSent: pages,
  pagesTotal: pages,
  rate: 0,
  ecm: false,
  t38: false,
});

interface StepFacts {
  readonly isCancelled: boolean;
  readonly onCall: boolean;
  readonly now: number;
  readonly policy: RetryPolicy;
}

function nextStep(end: AttemptEnd, earlier: readonly NextStep['outcome'][], facts: StepFacts): NextStep {
  const outcome = outcomeOf(end);
  if (outcome === 'sent') return { outcome, state: 'sent', nextAttemptAt: null };
  if (facts.isCancelled) return { outcome, state: 'cancelled', nextAttemptAt: null };
  // The caller is at his machine and hears how it went; he presses again himself.
  const pause = facts.onCall ? null : pauseAfter([...earlier, outcome], facts.policy);
  if (pause === null) return { outcome, state: 'given-up', nextAttemptAt: null };
  return { outcome, state: 'failed', nextAttemptAt: facts.now + pause };
}
