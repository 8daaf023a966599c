import {
  gradeOf,
  isMicrophoneSilent,
  mosOf,
  secondBetween,
  summaryOf,
  warningsAfter,
  type QualitySample,
  type QualitySecond,
} from '../../../../softphone/desk/call-quality';

const sample = (over: Partial<QualitySample> = {}): QualitySample => ({
  at: 0,
  received: 0,
  lost: 0,
  jitterMs: 2,
  roundTripMs: 20,
  microphone: 0.1,
  heard: 0.1,
  ...over,
});
const second = (over: Partial<QualitySecond> = {}): QualitySecond => {
  const facts = { lossPercent: 0, jitterMs: 2, roundTripMs: 20, ...over };
  return { ...facts, mos: over.mos ?? mosOf(facts) };
};
const times = <Item>(count: number, item: Item): Item[] => Array.from({ length: count }, () => item);

describe('the estimate of how it sounds', () => {
  it('is that of a good line when nothing is lost, and falls with loss, delay and jitter', () => {
    const good = mosOf({ lossPercent: 0, jitterMs: 2, roundTripMs: 20 });
    expect(good).toBeGreaterThan(4.3);
    expect(mosOf({ lossPercent: 5, jitterMs: 2, roundTripMs: 20 })).toBeLessThan(good - 0.3);
    expect(mosOf({ lossPercent: 0, jitterMs: 2, roundTripMs: 700 })).toBeLessThan(good - 0.5);
    expect(mosOf({ lossPercent: 0, jitterMs: 150, roundTripMs: 20 })).toBeLessThan(good - 0.3);
    expect(mosOf({ lossPercent: 100, jitterMs: 900, roundTripMs: 5000 })).toBe(1);
  });

  it('is of the packets between two looks', () => {
    const before = sample({ received: 100, lost: 4 });
    expect(secondBetween(before, sample({ received: 145, lost: 9 }))).toMatchObject({ lossPercent: 10 });
    expect(secondBetween(before, before)).toBeNull();
    // A late packet is counted as lost no more.
    expect(secondBetween(before, sample({ received: 150, lost: 2 }))).toMatchObject({ lossPercent: 0 });
  });
});

describe('warnings', () => {
  it('are raised by three bad seconds of five, and cleared by five good ones', () => {
    const bad = second({ jitterMs: 45 });
    const good = second();
    expect(warningsAfter([], [good, good, good, bad, bad])).toEqual([]);
    expect(warningsAfter([], [good, good, bad, bad, bad])).toEqual(['jitter']);
    expect(warningsAfter(['jitter'], [bad, bad, good, good, good, good])).toEqual(['jitter']);
    expect(warningsAfter(['jitter'], [bad, ...times(5, good)])).toEqual([]);
  });

  it.each([
    ['mos', second({ mos: 2.9 })],
    ['loss', second({ lossPercent: 1.5 })],
    ['round-trip', second({ roundTripMs: 450 })],
  ] as const)('tell of %s', (warning, bad) => {
    expect(warningsAfter([], times(5, bad))).toContain(warning);
  });

  it('tell of a line that loses much in few seconds', () => {
    const burst = [...times(5, second()), second({ lossPercent: 20 }), second({ lossPercent: 8 })];
    expect(warningsAfter([], burst)).toContain('loss');
  });

  it('grade the line: fair with one of them, poor when hardly to be understood', () => {
    expect(gradeOf(times(5, second()), [])).toBe('good');
    expect(gradeOf(times(5, second()), ['jitter'])).toBe('fair');
    expect(gradeOf(times(5, second({ mos: 2 })), ['mos', 'loss'])).toBe('poor');
    // The line is good, only nobody speaks on it.
    expect(gradeOf(times(5, second()), ['microphone-silent'])).toBe('good');
  });
});

describe('a silent microphone', () => {
  it('is one that gives nothing at all from the beginning', () => {
    expect(isMicrophoneSilent(times(7, 0))).toBe(false);
    expect(isMicrophoneSilent(times(8, 0))).toBe(true);
    expect(isMicrophoneSilent([...times(7, 0), 0.002])).toBe(false);
  });

  it('is one that falls silent for long, not one whose owner listens', () => {
    expect(isMicrophoneSilent([0.2, ...times(39, 0)])).toBe(false);
    expect(isMicrophoneSilent([0.2, ...times(40, 0)])).toBe(true);
  });

  it('is never claimed where the browser does not tell the level', () => {
    expect(isMicrophoneSilent(times(60, null))).toBe(false);
  });
});

describe('the summary of a leg', () => {
  it('counts packets over all and names the worst five seconds', () => {
    const seconds = [...times(10, second()), ...times(5, second({ mos: 2 }))];
    const summary = summaryOf(
      seconds,
      sample({ at: 1000, received: 10, lost: 0 }),
      sample({ at: 16_000, received: 740, lost: 20 }),
      new Set(['mos']),
    );
    expect(summary).toMatchObject({ seconds: 15, worstMos: 2, lossPercent: 2.67, warnings: ['mos'] });
    expect(summary?.mos).toBeGreaterThan(3);
  });

  it('is none of a leg on which nothing was heard', () => {
    expect(summaryOf([], null, null, new Set())).toBeNull();
  });
});
