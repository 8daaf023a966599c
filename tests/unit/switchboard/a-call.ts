import type { LiveAgent } from '../../../server/agents/agent-store';
import type { LiveCall } from '../../../server/calls/call-store';
import type { LegSnapshot } from '../../../server/calls/switch';
import { agentId, callId, legId, switchId } from '../../../server/contract/ids';

export const CALLER = legId('caller');
export const AGENT = legId('agent');
export const FAR = legId('far');
export const ALICE = agentId('1001');

/** A caller who talks with Alice. */
export const aCall = (over: Partial<LiveCall> = {}): LiveCall => ({
  callId: callId('call'),
  direction: 'inbound',
  state: 'talking',
  switchId: switchId('fs1'),
  customerLegId: CALLER,
  agentLegId: AGENT,
  heardLegId: null,
  agentId: ALICE,
  callerNumber: '13900000001',
  callerName: '',
  dialedNumber: '1000',
  customerId: null,
  customerKind: null,
  language: 'en-US',
  queueId: null,
  topic: null,
  ivrState: null,
  startedAt: 0,
  queuedAt: null,
  talkingAt: 0,
  awaySince: null,
  awayAgentId: null,
  awayLegId: null,
  farParty: null,
  lastAgentId: null,
  entry: null,
  callbackId: null,
  recording: null,
  parked: null,
  pickUpOfferId: null,
  attempt: null,
  marked: null,
  packId: null,
  ...over,
});

export const aLeg = (over: Partial<LegSnapshot> = {}): LegSnapshot => ({
  legId: CALLER,
  tag: { role: 'customer', callId: callId('call') },
  direction: 'inbound',
  answered: true,
  bridgedTo: null,
  joinedTo: null,
  parked: true,
  callerNumber: '13900000001',
  callerName: '',
  dialedNumber: '1000',
  ...over,
});

export const anAgent = (over: Partial<LiveAgent> = {}): LiveAgent => ({
  agentId: ALICE,
  displayName: 'Alice',
  presence: 'ready',
  reason: null,
  presenceSince: 0,
  breakUntil: null,
  next: null,
  leavesAt: null,
  state: 'idle',
  stateSince: 0,
  reachable: true,
  registeredOn: switchId('fs1'),
  sipUser: 's1001',
  sessionId: 'one',
  lastLogOut: null,
  callId: null,
  offerId: null,
  wrapUpUntil: null,
  prolonged: 0,
  missedInARow: 0,
  idleSince: 0,
  ...over,
});
