import type { PhoneAccount } from '../../../../server/contract/rest';
import { createPreflight, PreflightError, type PreflightDeps } from '../../../../softphone/app/preflight';
import { createValue } from '../../../../softphone/core/observable';
import type { MicrophoneState } from '../../../../softphone/media/microphone';
import { noCall, type PhoneCallState } from '../../../../softphone/phone/phone-call.machine';
import type { Registration } from '../../../../softphone/phone/phone-line';

const account = { uri: 'sip:1001@x', user: '1001' } as PhoneAccount;
const heard = { path: 'heard', roundTripMs: 12 } as const;

function aDesk(more: Partial<PreflightDeps> = {}) {
  const registration = createValue<Registration>({ name: 'registered' });
  const call = createValue<PhoneCallState>(noCall);
  const tryPath = jest.fn(() => Promise.resolve<Awaited<ReturnType<PreflightDeps['tryPath']>>>(heard));
  const preflight = createPreflight({
    microphone: {
      open: () => Promise.resolve(true),
      state: createValue<MicrophoneState>({ name: 'open' }),
      stream: () => ({}) as MediaStream,
    },
    phone: { call, registration },
    account: () => Promise.resolve(account),
    tryPath,
    listen: () => Promise.resolve(0.2),
    ...more,
  });
  const verdicts = () =>
    Object.fromEntries(preflight.state.get().lines.map(({ check, verdict }) => [check, verdict]));
  return { preflight, registration, call, tryPath, verdicts };
}

const never = <T>() => new Promise<T>(() => undefined);

describe('going ready', () => {
  afterEach(() => jest.useRealTimers());

  it('is checked the first time of a login, and not again', async () => {
    const { preflight, tryPath, verdicts } = aDesk();
    await preflight.beforeReady();
    expect(Object.values(verdicts())).toEqual(Array(5).fill('ok'));
    await preflight.beforeReady();
    expect(tryPath).toHaveBeenCalledTimes(1);
    preflight.forget();
    await preflight.beforeReady();
    expect(tryPath).toHaveBeenCalledTimes(2);
  });

  it('is refused without a phone, and checked again then', async () => {
    const { preflight, registration, tryPath, verdicts } = aDesk();
    registration.set({ name: 'off' });
    await expect(preflight.beforeReady()).rejects.toBeInstanceOf(PreflightError);
    expect(verdicts()).toMatchObject({ microphone: 'ok', registration: 'fail', path: 'unknown' });
    expect(tryPath).not.toHaveBeenCalled();
    registration.set({ name: 'registered' });
    await preflight.beforeReady();
    expect(tryPath).toHaveBeenCalledTimes(1);
  });

  it('waits for a phone that is signing on, and not for ever', async () => {
    jest.useFakeTimers();
    const { preflight, registration } = aDesk();
    registration.set({ name: 'connecting' });
    const first = preflight.beforeReady();
    await jest.advanceTimersByTimeAsync(500);
    registration.set({ name: 'registered' });
    await first;
    preflight.forget();
    registration.set({ name: 'reconnecting', attempt: 2 });
    const second = expect(preflight.beforeReady()).rejects.toBeInstanceOf(PreflightError);
    await jest.advanceTimersByTimeAsync(1500);
    await second;
  });

  it('goes on with a warning that he can read', async () => {
    const { preflight } = aDesk({ tryPath: () => Promise.resolve({ path: 'silent', roundTripMs: 900 }) });
    await preflight.beforeReady();
    expect(preflight.warned.get()).toBe(true);
  });

  it.each([
    ['breaks', () => Promise.reject(new Error('broken'))],
    ['never ends', () => never()],
  ] as const)('is not kept back by a check that %s', async (_, broken) => {
    jest.useFakeTimers();
    const { preflight, verdicts } = aDesk({ account: broken as never, listen: broken as never });
    const ready = preflight.beforeReady();
    await jest.advanceTimersByTimeAsync(6000);
    await ready;
    expect(verdicts()).toMatchObject({ level: 'unknown', path: 'unknown', 'round-trip': 'unknown' });
    expect(preflight.warned.get()).toBe(false);
  });

  it('warns of a path that could not be tried in time', async () => {
    jest.useFakeTimers();
    const { preflight, verdicts } = aDesk({ tryPath: () => never() as never });
    const ready = preflight.beforeReady();
    await jest.advanceTimersByTimeAsync(6000);
    await ready;
    expect(verdicts()).toMatchObject({ path: 'warn', 'round-trip': 'unknown' });
    expect(preflight.warned.get()).toBe(true);
  });

  it('is not checked in a call', async () => {
    const { preflight, call, tryPath } = aDesk();
    call.set({ name: 'active' } as PhoneCallState);
    await preflight.beforeReady();
    expect(tryPath).not.toHaveBeenCalled();
  });
});
