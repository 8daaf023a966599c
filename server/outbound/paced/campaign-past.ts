import type { CampaignId } from '../../contract/ids';
import type { Recent } from '../pacing/observed';

/** Persons reached, the newest of them, as the database has them. */
export interface StoredReached {
  /** At most as many as were asked for. */
  readonly reached: number;
  /** Which of these were abandoned; the oldest of them is 1. */
  readonly abandoned: readonly number[];
  /** Attempts of the last minutes among them: what is known from elsewhere, too, is not to be counted twice. */
  readonly newest: readonly string[];
}

export interface CampaignSpeed {
  /** Calls begun in the last three minutes, or since its first one, per minute. */
  readonly callsPerMinute: number;
  /** Contacts done with in the last quarter of an hour, or since the first call of it, per minute. */
  readonly donePerMinute: number;
  /** Contacts that are not done. */
  readonly left: number;
}

/** Of whom the queue's agents speak with. */
export interface QueuePast {
  readonly handled: Recent['handled'];
  /** Callers of these queues whom no campaign called, a second. */
  readonly arrivalsPerS: number;
}

/** What a pace rests on: read from the attempts and calls that are stored, so that a restart loses nothing of it. */
export interface CampaignPast {
  attempts(campaignId: CampaignId, limit: number): Promise<Recent['attempts']>;
  /** @param size the newest so many persons reached */
  reached(campaignId: CampaignId, size: number): Promise<StoredReached>;
  speed(campaignId: CampaignId, now: number): Promise<CampaignSpeed>;
  /** Whether somebody is to be called by now. */
  hasDue(campaignId: CampaignId, now: number): Promise<boolean>;
  /**
   * @param servedBesides all queues whose callers the same agents take
   * @param wrapUpMs 0: its agents have no wrap-up
   */
  queue(
    queue: { readonly queueId: string; readonly servedBesides: readonly string[]; readonly wrapUpMs: number },
    now: number,
    limit: number,
  ): Promise<QueuePast>;
}
