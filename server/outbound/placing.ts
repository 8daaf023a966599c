import type { CallEnding } from '../calls/call-ending';
import type { CallStore } from '../calls/call-store';
import type { Switch } from '../calls/switch';
import { unlessGone } from '../calls/switches';
import type { Campaign } from '../contract/campaigns';
import { campaignId as toCampaignId, type CallId, type CampaignId } from '../contract/ids';
import { describeError, OperationalError } from '../errors';
import type { Logger } from '../logging';
import { attemptOf, limitsOf, type AttemptSettings } from './attempt-of';
import type { AttemptStore, NewAttempt, StartAttemptResult } from './attempt-store';
import type { ContactStore, DueContact } from './campaign-store';
import { LOST_CAUSE } from './dial-result';
import { givenVariables } from './given-variables';
import type { Evidence } from './may-dial';

interface PlacingDeps {
  readonly contacts: Pick<ContactStore, 'claim' | 'release'>;
  readonly attempts: Pick<AttemptStore, 'start'>;
  readonly calls: Pick<CallStore, 'get'>;
  readonly ending: Pick<CallEnding, 'endById'>;
  readonly settings: AttemptSettings;
  readonly logger: Logger;
}

export interface Placement {
  readonly campaign: Campaign;
  readonly contact: DueContact;
  readonly target: Switch;
  /** As it goes on the wire. */
  readonly number: string;
  /** Unix ms. */
  readonly at: number;
  readonly evidence: Evidence;
}

/** Of no list: nobody has to be claimed. */
export interface TestPlacement extends Pick<Placement, 'campaign' | 'target' | 'number'> {
  readonly contact: CalledContact;
  /** Under which name it is counted. */
  readonly countedAs: CampaignId;
}

type CalledContact = Pick<DueContact, 'contactId' | 'customerId' | 'name' | 'variables'>;

export type PlacedTest =
  | { readonly kind: 'placed'; readonly callId: CallId; readonly told: Promise<void> }
  | { readonly kind: 'stopped' | 'limit' };

export type Placed =
  /** Resolves when the switch has been told. */
  | { readonly kind: 'placed'; readonly told: Promise<void> }
  /** Somebody else has him, or calls his number, this moment. */
  | { readonly kind: 'taken' }
  /** Dialling was stopped, or all servers together are at a limit. */
  | { readonly kind: 'full' };

/**
 * Places one call: claimed in the database, begun in Redis, told to the switch, in this order. Of several servers one claims;
 * a claim whose server died before the call began is found by Settlement, a call whose leg never came to be by the rounds.
 */
export class Placing {
  readonly #deps: PlacingDeps;

  constructor(deps: PlacingDeps) {
    this.#deps = deps;
  }

  async place(placement: Placement): Promise<Placed> {
    const { contacts } = this.#deps;
    const { campaign, at, evidence } = placement;
    const attempt = this.#attemptOf(placement, toCampaignId(campaign.campaignId));
    const { attemptId, callId, contactId } = attempt;
    if (!(await contacts.claim({ attemptId, callId, contactId, at, evidence, cap: campaign.cap })))
      return { kind: 'taken' };
    const started = await this.#start(attempt, campaign);
    if (started.kind === 'stopped' || started.kind === 'limit') {
      await contacts.release(attemptId);
      return { kind: 'full' };
    }
    // We stood still so long that the claim was given up: he is somebody else's by now.
    if (started.kind === 'void') return { kind: 'taken' };
    return { kind: 'placed', told: this.#tell(attempt, placement) };
  }

  /** The same call, for somebody who wants to hear the flow. */
  async placeTest(placement: TestPlacement): Promise<PlacedTest> {
    const attempt = this.#attemptOf(placement, placement.countedAs);
    const { kind } = await this.#start(attempt, placement.campaign);
    if (kind === 'stopped' || kind === 'limit') return { kind };
    return { kind: 'placed', callId: attempt.callId, told: this.#tell(attempt, placement) };
  }

  #start(attempt: NewAttempt, campaign: Campaign): Promise<StartAttemptResult> {
    const { attempts, settings } = this.#deps;
    return attempts.start(attempt, limitsOf(campaign, settings));
  }

  #attemptOf(
    { campaign, contact, target, number }: Omit<TestPlacement, 'countedAs'>,
    countedAs: CampaignId,
  ): NewAttempt {
    const { contactId, customerId } = contact;
    const called = { campaign, countedAs, contactId, customerId, switchId: target.id, number };
    return {
      ...attemptOf(called, this.#deps.settings),
      ...(campaign.answerer.detect ? { detection: { machineHears: campaign.answerer.machineHears } } : {}),
      entry: {
        name: campaign.flow.entry,
        variables: { ...contact.variables, ...givenVariables(campaign, contact.name) },
      },
    };
  }

  async #tell(
    { callId, customerLegId, callerNumber }: NewAttempt,
    { campaign, target, number }: Pick<Placement, 'campaign' | 'target' | 'number'>,
  ): Promise<void> {
    const { calls, ending, logger } = this.#deps;
    try {
      const leg = { legId: customerLegId, callId, number, callerNumber, timeoutS: campaign.ringS };
      await target.callCustomer(leg);
      // Stopped or withdrawn while the switch was being told: nobody else knew of a leg then.
      const now = await calls.get(callId);
      if (now?.state === 'ended' || now?.attempt?.isWithdrawn)
        await unlessGone(target.hangUp(customerLegId, 'ORIGINATOR_CANCEL'));
    } catch (error) {
      logger.warn({ callId, reason: describeError(error) }, 'a campaign’s call was not placed');
      const cause = mayRing(error) ? LOST_CAUSE : 'NORMAL_TEMPORARY_FAILURE';
      await ending.endById(callId, { by: 'system', cause }).catch((fault: unknown) => {
        logger.warn({ callId, reason: describeError(fault) }, 'left to the rounds');
      });
    }
  }
}

/** Whether the switch was told is not known. */
const mayRing = (error: unknown): boolean =>
  error instanceof OperationalError && error.code === 'switch-timeout';
