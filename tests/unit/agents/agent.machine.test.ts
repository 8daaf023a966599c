import {
  agentStates,
  canBeOffered,
  next,
  presences,
  type AgentMove,
  type AgentState,
} from '../../../server/agents/agent.machine';

const legal: Readonly<Record<AgentMove, Readonly<Partial<Record<AgentState, AgentState>>>>> = {
  offer: { idle: 'offered' },
  'offer-lost': { offered: 'idle' },
  talk: { offered: 'on-call' },
  asked: { idle: 'on-call' },
  dial: { idle: 'on-call', 'wrap-up': 'on-call' },
  'talk-ended': { 'on-call': 'wrap-up' },
  'dial-failed': { 'on-call': 'wrap-up' },
  freed: { 'on-call': 'idle', offered: 'idle' },
  'wrap-up-ended': { 'wrap-up': 'idle' },
  supervise: { idle: 'supervising' },
  supervised: { supervising: 'idle' },
  'take-over': { supervising: 'on-call' },
};
const moves = Object.keys(legal) as AgentMove[];

describe('agent machine', () => {
  it.each(moves.flatMap((move) => agentStates.map((state) => [state, move] as const)))(
    '%s --%s-->',
    (state, move) => {
      expect(next(state, move)).toBe(legal[move][state] ?? null);
    },
  );

  it('offers calls only to an agent who is ready, idle and reachable', () => {
    for (const presence of presences)
      for (const state of agentStates)
        for (const reachable of [true, false])
          expect(canBeOffered({ presence, state, reachable })).toBe(
            presence === 'ready' && state === 'idle' && reachable,
          );
  });
});
