import type { CallState } from '../../../server/calls/call.machine';

export interface ModelCall {
  readonly callId: string;
  state: CallState | 'unplaced';
  /** Whom it talks with or who dialled it. */
  agentId: string | null;
  agentLegId: string | null;
  queueId: string | null;
  score: number;
  /** When it first entered a queue since it came from the flow. */
  enteredAt: number | null;
  atHead: boolean;
  talkingAt: number;
  stepMs: number;
  stepsFrom: number;
  stepDueAt: number | null;
  /** The agent it waits for alone. */
  personal: string | null;
  /** It may ring at somebody yet, or at somebody else as well. */
  wants: boolean;
  /** How many may ring at once; null: one at a time. */
  ring: number | null;
  ringDueAt: number | null;
  ringing: string[];
  /** The colleague its agent asks, and whether he has answered. */
  askedId: string | null;
  askedTalks: boolean;
}

export const aModelCall = (callId: string, dialledBy: string | null): ModelCall => ({
  callId,
  state: dialledBy === null ? 'in-ivr' : 'dialing',
  agentId: dialledBy,
  agentLegId: dialledBy === null ? null : `a-${callId}`,
  queueId: null,
  score: 0,
  enteredAt: null,
  atHead: false,
  talkingAt: 0,
  stepMs: 0,
  stepsFrom: 0,
  stepDueAt: null,
  personal: null,
  wants: false,
  ring: null,
  ringDueAt: null,
  ringing: [],
  askedId: null,
  askedTalks: false,
});

export interface ModelOffer {
  readonly callId: string;
  readonly agentId: string;
}

export interface Entry {
  readonly queueId: string;
  readonly bonusMs: number;
  readonly isKeyAccount: boolean;
  readonly sticky: string | null;
}

/** It is on its way to nobody. */
export const unplaced = () => ({
  ...{ wants: false, stepDueAt: null, ringDueAt: null, personal: null, ring: null },
  ringing: [],
});

export const wantsMore = ({ state, ring, ringing }: ModelCall): boolean =>
  state !== 'offered' || (ring !== null && ringing.length < ring);
