import {
  next,
  noCall,
  type EndReason,
  type PhoneCallEvent,
  type PhoneCallState,
} from '../../../../softphone/phone/phone-call.machine';

const facts = { callId: 'call-1', callerNumber: '13800138000', callerName: 'Carol', autoAnswer: false };

const states: Record<string, PhoneCallState> = {
  none: noCall,
  ringing: { name: 'ringing', ...facts },
  answering: { name: 'answering', ...facts },
  active: { name: 'active', ...facts, muted: false },
  'active, muted': { name: 'active', ...facts, muted: true },
  ended: { name: 'ended', ...facts, reason: 'hung-up' },
};

const events: Record<string, PhoneCallEvent> = {
  invited: { type: 'invited', ...facts },
  answer: { type: 'answer' },
  answered: { type: 'answered' },
  mute: { type: 'mute' },
  unmute: { type: 'unmute' },
  'passed-on': { type: 'passed-on', callId: 'call-2' },
  ended: { type: 'ended', reason: 'hung-up' },
  clear: { type: 'clear' },
};

/** Every legal move; all others must be refused. */
const legal: Record<string, Record<string, string>> = {
  none: { invited: 'ringing' },
  ringing: { answer: 'answering', ended: 'ended' },
  answering: { answered: 'active', ended: 'ended' },
  active: { mute: 'active', 'passed-on': 'active', ended: 'ended' },
  'active, muted': { unmute: 'active', 'passed-on': 'active', ended: 'ended' },
  ended: { invited: 'ringing', clear: 'none' },
};

describe('phone call machine', () => {
  const cases = Object.keys(states).flatMap((state) =>
    Object.keys(events).map((event) => [state, event] as const),
  );

  it.each(cases)('in %s, takes or refuses %s as the table says', (state, event) => {
    const from = states[state];
    const what = events[event];
    if (!from || !what) throw new Error('unknown case');
    expect(next(from, what)?.name ?? null).toBe(legal[state]?.[event] ?? null);
  });

  it('starts every call unmuted, whatever the last one was', () => {
    const muted = next({ name: 'answering', ...facts }, { type: 'answered' });
    expect(muted).toEqual({ name: 'active', ...facts, muted: false });
  });

  it('stays as it is when it becomes another call’s', () => {
    const state: PhoneCallState = { name: 'active', ...facts, muted: true };
    expect(next(state, { type: 'passed-on', callId: 'call-2' })).toEqual({ ...state, callId: 'call-2' });
  });

  it('keeps who called until the end, and why it ended', () => {
    const reasons: EndReason[] = ['hung-up', 'withdrawn', 'declined', 'microphone-refused', 'media-failed'];
    for (const reason of reasons) {
      expect(next({ name: 'ringing', ...facts }, { type: 'ended', reason })).toEqual({
        name: 'ended',
        ...facts,
        reason,
      });
    }
  });

  it('forgets the mute flag of a call that ended', () => {
    const ended = next({ name: 'active', ...facts, muted: true }, { type: 'ended', reason: 'hung-up' });
    expect(ended).not.toHaveProperty('muted');
  });
});
