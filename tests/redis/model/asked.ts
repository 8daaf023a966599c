import type { Presence } from '../../../server/agents/agent.machine';
import type { ModelAgent } from './model-agents';
import type { ModelCall } from './model-calls';

/** What it takes of the model. */
interface People {
  readonly now: number;
  agent(agentId: string): ModelAgent;
  becomeIdle(agent: ModelAgent): void;
  settle(agent: ModelAgent): void;
  setReachable(agent: ModelAgent, reachable: boolean): void;
  setPresence(agent: ModelAgent, presence: Presence): void;
  endTalk(agent: ModelAgent, call: ModelCall, wrapUpMs: number): void;
}

export function ask(call: ModelCall, colleague: ModelAgent): void {
  Object.assign(call, { state: 'consulting', askedId: colleague.agentId, askedTalks: false });
  Object.assign(colleague, { state: 'on-call', callId: call.callId });
}

/** A colleague who is asked, if there is one, is free again. */
export function freeAsked(people: People, call: ModelCall, loss: 'missed' | 'failed' | null): void {
  if (call.askedId === null) return;
  const colleague = people.agent(call.askedId);
  if (call.askedTalks) colleague.idleSince = people.now;
  people.becomeIdle(colleague);
  if (loss === 'failed') people.setReachable(colleague, false);
  if (loss === 'missed' && colleague.presence === 'ready') people.setPresence(colleague, 'not-responding');
  people.settle(colleague);
  Object.assign(call, { askedId: null, askedTalks: false });
}

/** He has the caller now. */
export function passToAsked(people: People, call: ModelCall, legId: string, wrapUpMs: number): void {
  if (call.askedId === null || call.agentId === null) return;
  const colleague = people.agent(call.askedId);
  people.endTalk(people.agent(call.agentId), call, wrapUpMs);
  Object.assign(call, { state: 'talking', agentId: colleague.agentId, agentLegId: legId });
  Object.assign(call, { talkingAt: people.now, askedId: null, askedTalks: false });
  colleague.calls += 1;
}
