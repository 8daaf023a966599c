import {
  createGuestCall,
  GuestCallError,
  type GuestCallDeps,
  type OutgoingListener,
} from '../../../../softphone/phone/guest-call';
import { next, type GuestCallEvent } from '../../../../softphone/phone/guest-call.machine';

/** A phone whose switch is the test. */
function aPhone(more: Partial<GuestCallDeps<string>> = {}) {
  const done: string[] = [];
  const listeners: OutgoingListener[] = [];
  let clock = 1000;
  const call = createGuestCall<string>({
    openAccount: (name) => Promise.resolve(`account of ${name}`),
    openMicrophone: () => Promise.resolve(),
    closeMicrophone: () => void done.push('microphone closed'),
    placeCall: (account, listener) => {
      done.push(`placed with ${account}`);
      listeners.push(listener);
      return Promise.resolve({
        hangUp: () => void done.push('hung up'),
        setMuted: (muted) => void done.push(muted ? 'muted' : 'unmuted'),
        sendKey: (key) => done.push(`key ${key}`) > 0,
        sample: () => Promise.resolve(null),
      });
    },
    now: () => clock,
    ...more,
  });
  return { call, done, listeners, later: (ms: number) => (clock += ms) };
}

describe('a guest’s call', () => {
  it('goes from the button through ringing to a talk, with keys and mute, to the other side’s goodbye', async () => {
    const { call, done, listeners, later } = aPhone();
    const calling = call.call('Carol');
    expect(call.state.get()).toEqual({ name: 'preparing' });
    await calling;
    expect(call.state.get()).toEqual({ name: 'connecting' });
    listeners[0]?.ringing();
    expect(call.state.get()).toEqual({ name: 'ringing' });
    listeners[0]?.answered();
    expect(call.state.get()).toEqual({ name: 'talking', since: 1000, muted: false });
    expect(call.sendKey('0')).toBe(true);
    call.setMuted(true);
    call.setMuted(true);
    later(5000);
    listeners[0]?.ended('hung-up');
    expect(call.state.get()).toEqual({ name: 'ended', reason: 'hung-up', talkedMs: 5000 });
    expect(call.sendKey('1')).toBe(false);
    expect(done).toEqual(['placed with account of Carol', 'key 0', 'muted', 'hung up', 'microphone closed']);
  });

  it('tells why it could not begin, and asks for no microphone on a link that is not valid', async () => {
    const openMicrophone = jest.fn(() => Promise.resolve());
    const wrong = aPhone({
      openAccount: () => Promise.reject(new GuestCallError('wrong-link')),
      openMicrophone,
    });
    await wrong.call.call('');
    expect(wrong.call.state.get()).toEqual({ name: 'ended', reason: 'wrong-link', talkedMs: null });
    expect(openMicrophone).not.toHaveBeenCalled();
    const deaf = aPhone({ openMicrophone: () => Promise.reject(new GuestCallError('microphone-missing')) });
    await deaf.call.call('');
    expect(deaf.call.state.get()).toMatchObject({ reason: 'microphone-missing' });
    const broken = aPhone({ placeCall: () => Promise.reject(new Error('chunk not loaded')) });
    await broken.call.call('');
    expect(broken.call.state.get()).toMatchObject({ reason: 'unavailable' });
  });

  it('is not placed when he gave up while the browser asked for the microphone', async () => {
    let allow: () => void = () => undefined;
    const { call, done } = aPhone({
      openMicrophone: () => new Promise((resolve) => (allow = resolve)),
    });
    const calling = call.call('');
    await Promise.resolve();
    await Promise.resolve();
    call.hangUp();
    allow();
    await calling;
    expect(call.state.get()).toMatchObject({ name: 'ended', reason: 'left' });
    expect(done).toEqual(['microphone closed', 'microphone closed']);
  });

  it('is hung up when he gave up while it was being placed', async () => {
    let place: () => void = () => undefined;
    const hangUp = jest.fn();
    const { call } = aPhone({
      placeCall: () =>
        new Promise((resolve) => {
          place = () =>
            resolve({
              hangUp,
              setMuted: () => undefined,
              sendKey: () => false,
              sample: () => Promise.resolve(null),
            });
        }),
    });
    const calling = call.call('');
    await new Promise((resolve) => setImmediate(resolve));
    call.hangUp();
    place();
    await calling;
    expect(hangUp).toHaveBeenCalledTimes(1);
  });

  it('hears nothing of an earlier call', async () => {
    const { call, listeners } = aPhone();
    await call.call('');
    listeners[0]?.answered();
    call.hangUp();
    await call.call('');
    listeners[0]?.ended('media-failed');
    expect(call.state.get()).toEqual({ name: 'connecting' });
    await call.call('');
    expect(listeners).toHaveLength(2);
  });
});

describe('its states', () => {
  it.each<[string, GuestCallEvent]>([
    ['idle', { type: 'answered', at: 0 }],
    ['idle', { type: 'ended', reason: 'left', at: 0 }],
    ['ended', { type: 'ended', reason: 'hung-up', at: 0 }],
    ['ended', { type: 'mute' }],
  ])('take nothing that comes too late or too early: in %s %j', (name, event) => {
    const state =
      name === 'idle'
        ? ({ name: 'idle' } as const)
        : ({ name: 'ended', reason: 'left', talkedMs: null } as const);
    expect(next(state, event)).toBeNull();
  });
});
