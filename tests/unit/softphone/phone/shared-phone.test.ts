import type { IncomingLeg } from '../../../../softphone/phone/phone-line';
import { createPhone } from '../../../../softphone/phone/phone.service';
import { createSharedPhone, type TabChannel } from '../../../../softphone/phone/shared-phone';

/** What one tab says all others hear, at once. */
function createAir() {
  const tabs: { readonly hears: (data: unknown) => void }[] = [];
  return (): TabChannel => {
    let hears: (data: unknown) => void = () => undefined;
    const tab = { hears: (data: unknown) => hears(data) };
    tabs.push(tab);
    return {
      postMessage: (data: unknown) => {
        for (const other of tabs) if (other !== tab) other.hears(structuredClone(data));
      },
      addEventListener: (_type: string, listener: unknown) => {
        hears = (data) => (listener as (event: { data: unknown }) => void)({ data });
      },
      close: () => void tabs.splice(tabs.indexOf(tab), 1),
    };
  };
}

function twoTabs() {
  const air = createAir();
  const [ownPhone, otherPhone] = [createPhone(), createPhone()];
  const [owner, mirror] = [createSharedPhone(ownPhone), createSharedPhone(otherPhone)];
  owner.share(air());
  mirror.share(air());
  ownPhone.setRegistration({ name: 'registered' });
  otherPhone.setRegistration({ name: 'other-tab' });
  const done: string[] = [];
  const leg: IncomingLeg = {
    callId: 'call-1',
    callerNumber: '13800138000',
    callerName: 'Carol',
    autoAnswer: false,
    answer: () => {
      done.push('answer');
      return Promise.resolve();
    },
    reject: () => void done.push('reject'),
    hangUp: () => void done.push('hang up'),
    setMuted: (muted) => void done.push(`muted ${String(muted)}`),
    sample: () => Promise.resolve(null),
    sendKey: (key) => {
      done.push(`key ${key}`);
      return true;
    },
  };
  const rings = () => ownPhone.listener.incoming(leg);
  return { owner, mirror, ownPhone, otherPhone, done, rings, air };
}

describe('a phone shared by tabs', () => {
  it('is shown by every tab, and answered, muted and hung up from any of them', () => {
    const { mirror, done, rings } = twoTabs();
    const hears = rings();
    expect(mirror.call.get()).toMatchObject({ name: 'ringing', callId: 'call-1', callerName: 'Carol' });
    mirror.answer();
    hears?.answered();
    expect(mirror.call.get()).toMatchObject({ name: 'active', muted: false });
    mirror.setMuted(true);
    expect(mirror.call.get()).toMatchObject({ name: 'active', muted: true });
    expect(mirror.sendKey('5')).toBe(true);
    mirror.hangUp();
    expect(mirror.call.get()).toMatchObject({ name: 'ended' });
    expect(done).toEqual(['answer', 'muted true', 'key 5', 'hang up']);
  });

  it('is shown by a tab that comes during a call', () => {
    const { rings, air } = twoTabs();
    rings();
    const late = createPhone();
    const tab = createSharedPhone(late);
    tab.share(air());
    late.setRegistration({ name: 'other-tab' });
    expect(tab.call.get()).toMatchObject({ name: 'ringing', callId: 'call-1' });
  });

  it('is the tab’s own once it has the phone: nothing of the former one is shown', () => {
    const { mirror, otherPhone, rings } = twoTabs();
    rings();
    otherPhone.setRegistration({ name: 'connecting' });
    expect(mirror.call.get()).toEqual({ name: 'none' });
  });

  it('is refused from another tab only when the server has been told', async () => {
    const { mirror, done, rings } = twoTabs();
    rings();
    let told: () => void = () => undefined;
    mirror.decline(new Promise<void>((resolve) => (told = resolve)));
    await new Promise((resolve) => setImmediate(resolve));
    expect(done).toEqual([]);
    told();
    await new Promise((resolve) => setImmediate(resolve));
    expect(done).toEqual(['reject']);
  });
});
