import { createPhone } from '../../../../softphone/phone/phone.service';
import { AnswerError, type IncomingLeg } from '../../../../softphone/phone/phone-line';

class FakeLeg implements IncomingLeg {
  readonly callerNumber = '13800138000';
  readonly callerName = 'Carol';
  readonly done: string[] = [];
  failure: Error | null = null;

  constructor(
    readonly callId: string | null = 'call-1',
    readonly autoAnswer = false,
  ) {}

  answer(): Promise<void> {
    this.done.push('answer');
    return this.failure ? Promise.reject(this.failure) : Promise.resolve();
  }
  reject = () => void this.done.push('reject');
  hangUp = () => void this.done.push('hang up');
  setMuted = (muted: boolean) => void this.done.push(`muted ${String(muted)}`);
  sample = () => Promise.resolve(null);
  sendKey = (key: string) => {
    this.done.push(`key ${key}`);
    return true;
  };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

function ringingPhone(leg = new FakeLeg()) {
  const phone = createPhone();
  const hears = phone.listener.incoming(leg);
  if (!hears) throw new Error('the leg was refused');
  return { phone, leg, hears };
}

describe('phone', () => {
  it('rings, answers, mutes and ends with the caller', () => {
    const { phone, leg, hears } = ringingPhone();
    expect(phone.call.get().name).toBe('ringing');
    phone.answer();
    hears.answered();
    phone.setMuted(true);
    expect(phone.call.get()).toMatchObject({ name: 'active', muted: true });
    hears.ended('hung-up');
    expect(phone.call.get()).toMatchObject({ name: 'ended', reason: 'hung-up' });
    expect(leg.done).toEqual(['answer', 'muted true']);
  });

  it('answers by itself a call the agent dialled', async () => {
    const { phone, leg } = ringingPhone(new FakeLeg('call-1', true));
    await settle();
    expect(leg.done).toEqual(['answer']);
    expect(phone.call.get().name).toBe('answering');
  });

  it('stays muted in the same call on another leg, and not in the next call', () => {
    const { phone, hears } = ringingPhone();
    phone.answer();
    hears.answered();
    phone.setMuted(true);
    hears.ended('media-failed');
    const back = new FakeLeg('call-1', true);
    const again = phone.listener.incoming(back);
    phone.answer();
    again?.answered();
    expect(phone.call.get()).toMatchObject({ name: 'active', muted: true });
    expect(back.done).toEqual(['answer', 'muted true']);
    again?.ended('hung-up');
    phone.listener.incoming(new FakeLeg('call-2'));
    phone.answer();
    expect(phone.call.get()).toMatchObject({ name: 'answering' });
  });

  it('answers once although the button is pressed twice', () => {
    const { phone, leg } = ringingPhone();
    phone.answer();
    phone.answer();
    expect(leg.done).toEqual(['answer']);
  });

  it('says that the microphone was refused, and lets the caller go', async () => {
    const leg = new FakeLeg();
    leg.failure = new AnswerError('microphone-refused');
    const { phone } = ringingPhone(leg);
    phone.answer();
    await settle();
    expect(phone.call.get()).toMatchObject({ name: 'ended', reason: 'microphone-refused' });
    expect(leg.done).toContain('hang up');
  });

  it('stops ringing at once on a decline, and refuses the leg after the server was told', async () => {
    const { phone, leg } = ringingPhone();
    let told: () => void = () => undefined;
    phone.decline(new Promise<void>((resolve) => (told = resolve)));
    expect(phone.call.get()).toMatchObject({ name: 'ended', reason: 'declined' });
    expect(leg.done).toEqual([]);
    told();
    await settle();
    expect(leg.done).toEqual(['reject']);
  });

  it('refuses the leg although the server could not be told', async () => {
    const { phone, leg } = ringingPhone();
    phone.decline(Promise.reject(new Error('network')));
    await settle();
    expect(leg.done).toEqual(['reject']);
  });

  describe('a second call', () => {
    beforeEach(() => {
      jest.useFakeTimers();
    });
    afterEach(() => {
      jest.useRealTimers();
    });

    it('is refused when the first one goes on', () => {
      const { phone } = ringingPhone();
      const second = new FakeLeg('call-2');
      expect(phone.listener.incoming(second)).not.toBeNull();
      expect(phone.listener.incoming(new FakeLeg('call-3'))).toBeNull();
      jest.runAllTimers();
      expect(second.done).toEqual(['reject']);
      expect(phone.call.get()).toMatchObject({ name: 'ringing', callId: 'call-1' });
    });

    it('rings when it has only overtaken the end of the first one', () => {
      const { phone, hears } = ringingPhone();
      const second = new FakeLeg('call-2');
      const hearsSecond = phone.listener.incoming(second);
      hears.ended('hung-up');
      expect(phone.call.get()).toMatchObject({ name: 'ringing', callId: 'call-2' });
      jest.runAllTimers();
      phone.answer();
      hearsSecond?.answered();
      expect(phone.call.get()).toMatchObject({ name: 'active', callId: 'call-2' });
      expect(second.done).toEqual(['answer']);
    });

    it('is forgotten when its caller gives up meanwhile', () => {
      const { phone, hears } = ringingPhone();
      const second = new FakeLeg('call-2');
      phone.listener.incoming(second)?.ended('withdrawn');
      jest.runAllTimers();
      hears.ended('hung-up');
      expect(phone.call.get()).toMatchObject({ name: 'ended', callId: 'call-1' });
      expect(second.done).toEqual([]);
    });

    it('is refused without waiting when it is nobody’s call of ours', () => {
      const { phone } = ringingPhone();
      expect(phone.listener.incoming(new FakeLeg(null))).toBeNull();
    });
  });

  it('takes a new leg of the same call, and hears no more of the old one', () => {
    const { phone, leg, hears } = ringingPhone();
    phone.answer();
    hears.answered();
    const again = new FakeLeg('call-1');
    expect(phone.listener.incoming(again)).not.toBeNull();
    hears.ended('hung-up');
    expect(phone.call.get().name).toBe('ringing');
    expect(leg.done).toContain('hang up');
  });

  it.each(['before', 'after'])(
    'answers again by itself when its answer was lost %s it was up',
    async (when) => {
      const { phone, leg, hears } = ringingPhone();
      phone.answer();
      if (when === 'after') hears.answered();
      const again = new FakeLeg();
      phone.listener.incoming(again);
      await settle();
      expect(phone.call.get().name).toBe('answering');
      expect([leg.done, again.done]).toEqual([['answer', 'hang up'], ['answer']]);
    },
  );

  it('rings again, and waits for him, when the leg was lost before he answered', async () => {
    const { phone, hears } = ringingPhone();
    hears.ended('withdrawn');
    const again = new FakeLeg();
    phone.listener.incoming(again);
    await settle();
    expect(phone.call.get().name).toBe('ringing');
    expect(again.done).toEqual([]);
  });

  it('rings again after an ended call nobody cleared', () => {
    const { phone, hears } = ringingPhone();
    hears.ended('withdrawn');
    expect(phone.listener.incoming(new FakeLeg('call-2'))).not.toBeNull();
    expect(phone.call.get()).toMatchObject({ name: 'ringing', callId: 'call-2' });
  });
});
