import type { AgentId } from '../contract/ids';
import type { Desk } from '../contract/rest';
import type { DomainEvent } from '../contract/events';
import { describeError } from '../errors';
import type { Logger } from '../logging';

export interface DeskPusherDeps {
  readonly desk: (agentId: AgentId) => Promise<Desk>;
  readonly push: (agentId: AgentId, desk: Desk) => void;
  readonly logger: Logger;
  /** After a failure: how long until it is tried again. */
  readonly retryMs: number;
}

interface Watched {
  /** His call, and any an event has named with him since the last picture. */
  readonly callIds: Set<string>;
  /** At whose ear he is: what happens there is on his desk, too. */
  supervises: string | null;
  isComputing: boolean;
  /** Counts what happened to him; `made` is the count the last computation began at. */
  happened: number;
  made: number;
  retry: NodeJS.Timeout | null;
}

/**
 * Keeps the desks of connected agents up to date: at most one computation per agent at a time, and always
 * one that began after the last event.
 */
export class DeskPusher {
  private readonly agents = new Map<AgentId, Watched>();

  constructor(private readonly deps: DeskPusherDeps) {}

  watch(agentId: AgentId): void {
    if (!this.agents.has(agentId)) {
      this.agents.set(agentId, {
        callIds: new Set(),
        supervises: null,
        isComputing: false,
        happened: 0,
        made: 0,
        retry: null,
      });
    }
    this.refresh(agentId);
  }

  unwatch(agentId: AgentId): void {
    const retry = this.agents.get(agentId)?.retry;
    if (retry) clearTimeout(retry);
    this.agents.delete(agentId);
  }

  onEvent(event: DomainEvent): void {
    for (const [agentId, watched] of this.agents) {
      const isAboutAgent = event.agentId === agentId || isAtHisEar(event, agentId);
      const isAboutCall = event.callId !== undefined && watched.callIds.has(event.callId);
      const isBesideHim = event.agentId !== undefined && event.agentId === watched.supervises;
      if (!isAboutAgent && !isAboutCall && !isBesideHim) continue;
      // Before the new picture is there, an event may name the new call without the agent.
      if (isAboutAgent && event.callId !== undefined) watched.callIds.add(event.callId);
      this.refresh(agentId);
    }
  }

  stop(): void {
    for (const agentId of [...this.agents.keys()]) this.unwatch(agentId);
  }

  private refresh(agentId: AgentId): void {
    const watched = this.agents.get(agentId);
    if (!watched) return;
    watched.happened += 1;
    if (!watched.isComputing && watched.retry === null) void this.compute(agentId, watched);
  }

  private async compute(agentId: AgentId, watched: Watched): Promise<void> {
    watched.isComputing = true;
    try {
      while (watched.made !== watched.happened && this.agents.get(agentId) === watched) {
        watched.made = watched.happened;
        const desk = await this.deps.desk(agentId);
        if (this.agents.get(agentId) !== watched) return;
        // What events have named since then stays until there is a picture newer than they are.
        if (watched.made === watched.happened) watched.callIds.clear();
        if (desk.call) watched.callIds.add(desk.call.callId);
        if (desk.supervision?.call) watched.callIds.add(desk.supervision.call.callId);
        watched.supervises = desk.supervision?.agent.agentId ?? null;
        for (const { callId } of desk.waiting) watched.callIds.add(callId);
        this.deps.push(agentId, desk);
      }
    } catch (error) {
      this.deps.logger.warn(
        { agentId, reason: describeError(error) },
        'desk could not be made, trying again',
      );
      this.retryLater(agentId, watched);
    } finally {
      watched.isComputing = false;
    }
  }

  private retryLater(agentId: AgentId, watched: Watched): void {
    if (this.agents.get(agentId) !== watched) return;
    watched.retry = setTimeout(() => {
      watched.retry = null;
      this.refresh(agentId);
    }, this.deps.retryMs);
  }
}

/** Somebody begins to supervise him, or leaves him. */
const isAtHisEar = ({ type, data }: DomainEvent, agentId: AgentId): boolean =>
  type.startsWith('supervision.') && (data['toAgentId'] === agentId || data['fromAgentId'] === agentId);
