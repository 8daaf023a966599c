import { connectComeBack } from '../../../../softphone/app/come-back';
import { createValue } from '../../../../softphone/core/observable';
import { noCall, type PhoneCallState } from '../../../../softphone/phone/phone-call.machine';
import type { Registration } from '../../../../softphone/phone/phone-line';
import type { Desk } from '../../../../server/contract/rest';
import { aCall, aDesk } from '../desk/a-desk';

describe('coming back into a call', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  function at(desk: Desk | null) {
    const parts = {
      desk: createValue<Desk | null>(desk),
      call: createValue<PhoneCallState>(noCall),
      registration: createValue<Registration>({ name: 'connecting' }),
    };
    const asked: string[] = [];
    connectComeBack({
      desk: { desk: parts.desk },
      phone: { call: parts.call, registration: parts.registration },
      comeBack: (callId) => {
        asked.push(callId);
        return Promise.resolve();
      },
    });
    return { ...parts, asked };
  }
  const talking = aDesk({ state: 'on-call' }, aCall({ callId: 'call-1' }));
  const ringing = { callId: 'call-1', callerNumber: '1', callerName: '', autoAnswer: true } as const;

  it('asks once the phone is registered and no leg has come, and again until one does', () => {
    const { registration, call, asked } = at(talking);
    jest.advanceTimersByTime(5000);
    expect(asked).toEqual([]);
    registration.set({ name: 'registered' });
    jest.advanceTimersByTime(500);
    expect(asked).toEqual(['call-1']);
    jest.advanceTimersByTime(3000);
    expect(asked).toEqual(['call-1', 'call-1']);
    call.set({ name: 'ringing', ...ringing });
    jest.advanceTimersByTime(10_000);
    expect(asked).toHaveLength(2);
  });

  it('asks for nothing when the server has called by then', () => {
    const { registration, call, asked } = at(talking);
    registration.set({ name: 'registered' });
    call.set({ name: 'answering', ...ringing });
    jest.advanceTimersByTime(10_000);
    expect(asked).toEqual([]);
  });

  it('asks for nothing after a hang-up that the desk learns of a moment later', () => {
    const { registration, call, desk, asked } = at(talking);
    call.set({ name: 'active', muted: false, ...ringing });
    registration.set({ name: 'registered' });
    call.set({ name: 'ended', reason: 'hung-up', ...ringing });
    desk.set(aDesk({ state: 'wrap-up' }, aCall({ callId: 'call-1', state: 'ended' })));
    jest.advanceTimersByTime(10_000);
    expect(asked).toEqual([]);
  });

  it('asks when the audio path died in the call', () => {
    const { registration, call, asked } = at(talking);
    call.set({ name: 'active', muted: false, ...ringing });
    registration.set({ name: 'registered' });
    call.set({ name: 'ended', reason: 'media-failed', ...ringing });
    jest.advanceTimersByTime(1000);
    expect(asked).toEqual(['call-1']);
  });
});
