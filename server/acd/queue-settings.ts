import type { AgentId, QueueId } from '../contract/ids';
import type { QueueConfigQueue, QueueStep } from '../contract/queue-config';

/** A set of waiting calls with the same requirement, by name: `general`, after its step at 30 s `general/30`. */
export interface Lane {
  readonly name: string;
  readonly queueId: QueueId;
  /** Who may answer its calls, in the order of top-down and round-robin. */
  readonly agentIds: readonly AgentId[];
}

/** A step of a queue as the live ACD takes it: everything said outright, nothing left "as before". */
export interface LaneStep {
  /** Since the call entered the queue. */
  readonly afterMs: number;
  /** Where the call waits from now on; the lane it was in when the step changes nothing about who may answer. */
  readonly lane: string;
  /** Off its score. */
  readonly bonusMs: number;
  /** A prompt of the pack, over the music. */
  readonly announce: number | null;
  readonly offerCallback: boolean;
  /** As it stands in the configuration: told with the call when it takes the step. */
  readonly change: Omit<QueueStep, 'afterS'>;
}

type AsConfigured = Omit<QueueConfigQueue, 'queueId' | 'steps'>;

/** A queue as the running centre uses it: what its configuration says, with who may answer made into lanes. */
export interface QueueSettings extends Readonly<AsConfigured> {
  readonly queueId: QueueId;
  /** Where its calls wait at first. */
  readonly lane: string;
  /** In the order of their times. */
  readonly steps: readonly LaneStep[];
  /** Everybody who may ever answer its calls, in the order of top-down and round-robin. */
  readonly order: readonly AgentId[];
}

/** Also of a call without a queue, which an agent dialled. */
export const prolongRule = (queue: QueueSettings | undefined): QueueSettings['wrapUpProlong'] =>
  queue?.wrapUpProlong ?? { times: 2, byS: 60 };

/** A whole queue configuration, ready to be applied. */
export interface CompiledQueues {
  /** In the order of the configuration. */
  readonly queues: readonly QueueSettings[];
  readonly lanes: readonly Lane[];
}
