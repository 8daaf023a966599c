import { rulingQueue } from '../calls/own-call';
import type { CallEnding } from '../calls/call-ending';
import type { CallStore, FlowEntry, LiveCall } from '../calls/call-store';
import { unlessGone, type Switches } from '../calls/switches';
import type { TalkRecording } from '../calls/talk-recording';
import type { AgentId, QueueId } from '../contract/ids';
import type { IvrService } from '../ivr/ivr.service';
import type { Logger } from '../logging';

export interface FlowReturnDeps {
  readonly calls: CallStore;
  readonly switches: Switches;
  readonly ivr: Pick<IvrService, 'enter' | 'hasEntry'>;
  readonly recording: Pick<TalkRecording, 'onFlow'>;
  readonly ending: CallEnding;
  /** Milliseconds of wrap-up the queue asks for; null = a call without a queue. */
  readonly wrapUpMs: (queueId: QueueId | null) => number;
  /** Share of the queue's calls asked after the talk, 0 to 1. */
  readonly surveyShare: (queueId: QueueId) => number;
  readonly onAgentFreed: (agentId: AgentId) => Promise<void>;
  readonly random: () => number;
  readonly fallbackS: number;
  readonly logger: Logger;
}

/** Where the flow may ask how satisfied a caller is. */
const AFTER_TALK = 'afterTalk';

/** A caller who has an agent goes back into the flow; the agent wraps up. */
export class FlowReturn {
  readonly #deps: FlowReturnDeps;

  constructor(deps: FlowReturnDeps) {
    this.#deps = deps;
  }

  /** The agent is done. @returns false when nothing is to be asked: the call is to be ended */
  async afterTalk(call: LiveCall): Promise<boolean> {
    if (call.direction !== 'inbound' || !call.queueId || !call.agentId) return false;
    if (call.state !== 'talking' && call.state !== 'held') return false;
    if (this.#deps.random() >= this.#deps.surveyShare(call.queueId)) return false;
    return this.return(call, { name: AFTER_TALK, variables: { agentId: call.agentId } });
  }

  /** @returns false when the pack has no such entry, or the call has moved on: nothing was done */
  async return(call: LiveCall, entry: FlowEntry): Promise<boolean> {
    const { calls, ivr, wrapUpMs, onAgentFreed, switches } = this.#deps;
    if (!call.agentId || !ivr.hasEntry(call, entry.name)) return false;
    const { agentId } = call;
    const moved = await calls.returnToFlow(call.callId, {
      agentId,
      entry,
      wrapUpMs: wrapUpMs(rulingQueue(call)),
    });
    if (moved.kind !== 'moved') return false;
    await this.enter(call);
    if (moved.agentLegId) {
      await unlessGone(switches.of(call.switchId).hangUp(moved.agentLegId, 'NORMAL_CLEARING'));
    }
    await onAgentFreed(agentId);
    return true;
  }

  /** Begins at the entry that is written on the call; safe to repeat after a crash. */
  async enter({ callId }: Pick<LiveCall, 'callId'>): Promise<void> {
    const { calls, ivr, recording, switches, fallbackS, ending, logger } = this.#deps;
    const call = await calls.get(callId);
    if (call?.state !== 'in-ivr' || !call.entry) return;
    const target = switches.of(call.switchId);
    await recording.onFlow(call);
    await unlessGone(target.unbridge(call.customerLegId));
    await unlessGone(target.armFallback(call.customerLegId, fallbackS));
    if (!(await ivr.enter(call, call.entry.name, call.entry.variables))) {
      logger.error({ callId, entry: call.entry.name }, 'the flow has lost an entry');
      return ending.end(call, { by: 'system', cause: 'NORMAL_CLEARING' });
    }
    await calls.patch(callId, { entry: null }, []);
  }
}
