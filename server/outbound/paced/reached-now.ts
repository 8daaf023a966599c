import { z } from 'zod';
import type { LiveCall } from '../../calls/call-store';
import type { DomainEvent } from '../../contract/events';
import { dialResultOf } from '../dial-result';
import { noteReached, type ReachedRecord } from '../pacing/reached-record';
import { attemptEndOf } from '../settlement';
import type { StoredReached } from './campaign-past';
import { hadAgent, phaseOf } from './observe';
import type { Campaign } from '../../contract/campaigns';

interface Noted {
  readonly attemptId: string;
  readonly campaignId: string;
  readonly wasAbandoned: boolean;
  readonly at: number;
}

/** By then they stand in the database; see StoredReached.newest. */
const KEPT_MS = 120_000;
const campaignSchema = z.object({ campaignId: z.string() });

/**
 * Persons reached who are not in the database yet: those with an agent now, those who hear that nobody is free, and those whose
 * call ended a moment ago. With them a record is as new as the events are.
 */
export class ReachedNow {
  #noted: Noted[] = [];

  note({ type, data, at }: DomainEvent): void {
    if (type !== 'attempt.ended') return;
    const end = attemptEndOf(data);
    const campaign = campaignSchema.safeParse(data);
    if (end === null || !campaign.success) return;
    const result = dialResultOf(end);
    this.#noted = this.#noted.filter((noted) => noted.at > at - KEPT_MS);
    if (result !== 'reached' && result !== 'abandoned') return;
    const { campaignId } = campaign.data;
    this.#noted.push({ attemptId: end.attemptId, campaignId, wasAbandoned: result === 'abandoned', at });
  }

  record(campaign: Campaign, size: number, stored: StoredReached, calls: readonly LiveCall[]): ReachedRecord {
    const known = new Set(stored.newest);
    let record: ReachedRecord = { size, reached: stored.reached, abandoned: stored.abandoned };
    const add = (attemptId: string, wasAbandoned: boolean) => {
      if (known.has(attemptId)) return;
      known.add(attemptId);
      record = noteReached(record, wasAbandoned);
    };
    for (const { attemptId, campaignId, wasAbandoned } of this.#noted)
      if (campaignId === campaign.campaignId) add(attemptId, wasAbandoned);
    for (const call of calls) {
      if (call.attempt?.campaignId !== campaign.campaignId) continue;
      if (hadAgent(call)) add(call.attempt.attemptId, false);
      else if (call.queuedAt !== null && phaseOf(call, campaign) === 'in-flow')
        add(call.attempt.attemptId, true);
    }
    return record;
  }
}
