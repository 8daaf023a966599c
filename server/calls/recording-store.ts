import type { AgentId, CallId } from '../contract/ids';
import type { LiveCall } from './call-store';

/** Who has it begun: the rule of the call's queue, or its agent on demand. */
export type RecordingStarter = 'rule' | 'agent';
/** 'next-agent': a pause ends when somebody else has the caller. */
export type RecordingChanger = 'agent' | 'rule' | 'next-agent';
/** What is said loudly: the switch refused, or its file ended before the talk did. */
export const recordingFaults = ['not-started', 'broken-off'] as const;
export type RecordingFault = (typeof recordingFaults)[number];

export type RecordingChange =
  | { readonly kind: 'changed'; readonly recordingId: string }
  /** It is so already. */
  | { readonly kind: 'repeated' }
  | { readonly kind: 'not-recording' }
  | { readonly kind: 'not-allowed' }
  | { readonly kind: 'gone' };

/** What is recorded of a call, as it stands with the call. Each method is one Lua script: check, change and event together. */
export interface RecordingStore {
  /** 'exists': one runs. `agentId` must have the call. */
  start(recording: {
    readonly callId: CallId;
    readonly recordingId: string;
    readonly agentId: AgentId;
    readonly by: RecordingStarter;
  }): Promise<
    | { readonly kind: 'started'; readonly recordingId: string }
    | { readonly kind: 'exists' | 'not-allowed' | 'gone' }
  >;
  /** `agentId` must have the call; null: nobody asks, it follows from what the call does. */
  change(change: {
    readonly callId: CallId;
    readonly agentId: AgentId | null;
    readonly to: 'on' | 'paused' | 'stopped';
    readonly by: RecordingChanger;
  }): Promise<RecordingChange>;
  /** Its file is closed; also of a call that has ended. 'unknown': none of this call's talks. */
  finish(
    call: Pick<LiveCall, 'callId'>,
    recordingId: string,
    facts: { readonly ms: number; readonly fault: RecordingFault | null },
  ): Promise<'finished' | 'failed' | 'unknown'>;
}
