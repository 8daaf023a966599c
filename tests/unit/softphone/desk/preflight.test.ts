import {
  preflightLines,
  verdictOf,
  type PreflightCheck,
  type PreflightFindings,
} from '../../../../softphone/desk/preflight';

const healthy: PreflightFindings = {
  microphone: 'open',
  level: 0.1,
  registration: 'registered',
  path: 'heard',
  roundTripMs: 30,
};
const lineOf = (check: PreflightCheck, found: PreflightFindings) =>
  preflightLines(found).find((line) => line.check === check);

describe('the check before Ready', () => {
  it('passes when everything is as it should be', () => {
    const lines = preflightLines(healthy);
    expect(lines.map(({ verdict }) => verdict)).toEqual(Array(5).fill('ok'));
    expect(verdictOf(lines)).toBe('passed');
  });

  it.each([
    ['microphone', { microphone: 'missing' }, 'missing'],
    ['microphone', { microphone: 'refused' }, 'refused'],
    ['registration', { registration: 'reconnecting' }, 'away'],
    ['registration', { registration: 'refused' }, 'refused'],
  ] as const)('keeps him from calls for his %s: %j', (check, broken, why) => {
    const found = { ...healthy, ...broken };
    expect(lineOf(check, found)).toEqual({ check, verdict: 'fail', why });
    expect(verdictOf(preflightLines(found))).toBe('failed');
  });

  it.each([
    ['level', { level: 0 }, 'quiet'],
    ['path', { path: 'silent' }, 'silent'],
    ['path', { path: 'not-connected' }, 'not-connected'],
    ['round-trip', { roundTripMs: 401 }, 'slow'],
  ] as const)('only warns of his %s: %j', (check, poor, why) => {
    const found = { ...healthy, ...poor };
    expect(lineOf(check, found)).toEqual({ check, verdict: 'warn', why });
    expect(verdictOf(preflightLines(found))).toBe('warned');
  });

  it('lets him pass with what was not found out', () => {
    expect(verdictOf(preflightLines({}))).toBe('passed');
    expect(lineOf('round-trip', { ...healthy, roundTripMs: null })?.verdict).toBe('unknown');
  });

  it('takes a phone in another tab for signed on', () => {
    expect(lineOf('registration', { registration: 'other-tab' })?.verdict).toBe('ok');
  });
});
