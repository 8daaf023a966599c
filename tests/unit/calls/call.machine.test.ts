import {
  allowedFrom,
  callStates,
  next,
  type CallMove,
  type CallState,
} from '../../../server/calls/call.machine';

const legal: Readonly<Record<CallMove, Readonly<Partial<Record<CallState, CallState>>>>> = {
  enqueue: {
    'in-ivr': 'queued',
    talking: 'queued',
    held: 'queued',
    consulting: 'queued',
    connecting: 'queued',
    parked: 'queued',
  },
  offer: {
    queued: 'offered',
    'in-ivr': 'offered',
    talking: 'offered',
    held: 'offered',
    consulting: 'offered',
    connecting: 'offered',
    parked: 'offered',
  },
  'offer-lost': { offered: 'queued' },
  'leave-queue': { queued: 'in-ivr', offered: 'in-ivr' },
  'dial-back': { offered: 'dialing' },
  reach: { dialing: 'in-ivr' },
  talk: { offered: 'talking', dialing: 'talking' },
  hold: { talking: 'held' },
  resume: { held: 'talking' },
  consult: { talking: 'consulting', held: 'consulting' },
  'consult-ended': { consulting: 'talking' },
  'dial-on': { 'in-ivr': 'connecting' },
  'dial-on-failed': { connecting: 'in-ivr' },
  transfer: { talking: 'connecting', held: 'connecting' },
  connect: { consulting: 'connected', connecting: 'connected' },
  pass: { consulting: 'talking' },
  'take-over': { talking: 'talking', held: 'talking' },
  return: { talking: 'in-ivr', held: 'in-ivr' },
  park: { talking: 'parked', held: 'parked' },
  'pick-up': { parked: 'offered' },
  end: {
    'in-ivr': 'ended',
    queued: 'ended',
    offered: 'ended',
    dialing: 'ended',
    talking: 'ended',
    held: 'ended',
    consulting: 'ended',
    connecting: 'ended',
    connected: 'ended',
    parked: 'ended',
  },
};
const moves = Object.keys(legal) as CallMove[];

describe('call machine', () => {
  it.each(moves.flatMap((move) => callStates.map((state) => [state, move] as const)))(
    '%s --%s-->',
    (state, move) => {
      expect(next(state, move)).toBe(legal[move][state] ?? null);
    },
  );

  it('gives the scripts the same list of states a move may start from', () => {
    for (const move of moves) expect([...allowedFrom(move)].sort()).toEqual(Object.keys(legal[move]).sort());
  });

  it('lets nothing leave "ended"', () => {
    for (const move of moves) expect(next('ended', move)).toBeNull();
  });
});
