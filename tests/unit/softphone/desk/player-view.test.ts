import type { TimelineEntry } from '../../../../server/contract/rest';
import { maskedSpans, playerMarks, seekByKey, waveformPaths } from '../../../../softphone/desk/player-view';

const FROM = Date.parse('2026-11-29T08:00:00.000Z');
const at = (ms: number) => new Date(FROM + ms).toISOString();
const entry = (type: string, ms: number): TimelineEntry => ({
  ...{
    eventId: `${String(ms)}-${type}`,
    at: at(ms),
    type,
    agentId: null,
    queueId: null,
    legId: null,
    data: {},
  },
});
const call = (...timeline: TimelineEntry[]) => ({ startedAt: at(0), timeline });
const recording = { startedAt: at(10_000), ms: 100_000 };

describe('marks on a recording', () => {
  const texts = (...timeline: TimelineEntry[]) =>
    playerMarks(call(...timeline), recording).map(({ atMs, steps }) => [
      atMs,
      ...steps.map(({ text }) => text),
    ]);

  it('are the steps of the call within it, by their place in it', () => {
    expect(
      texts(
        entry('call.queued', 5000),
        entry('call.talking', 9000),
        entry('call.held', 60_000),
        entry('call.ended', 110_700),
        entry('wrap-up.finished', 130_000),
      ),
    ).toEqual([
      [0, 'call-talking'],
      [50_000, 'call-held'],
      [100_000, 'call-ended'],
    ]);
  });

  it('are one where they would lie on each other, and never what was done with the recording', () => {
    expect(
      texts(
        entry('call.held', 20_000),
        entry('call.resumed', 22_000),
        entry('call.recording-played', 50_000),
      ),
    ).toEqual([[10_000, 'call-held', 'call-resumed']]);
  });

  it('are none while nobody knows how long it is', () => {
    expect(playerMarks(call(entry('call.held', 20_000)), { ...recording, ms: null })).toEqual([]);
  });
});

it('spans that were silenced are shares of the whole; one that nobody ended goes to its end', () => {
  const paused = [
    { fromMs: 10_000, toMs: 20_000 },
    { fromMs: 90_000, toMs: null },
    { fromMs: 120_000, toMs: 130_000 },
  ];
  expect(maskedSpans({ paused, ms: 100_000 })).toEqual([
    { from: 0.1, to: 0.2 },
    { from: 0.9, to: 1 },
  ]);
  expect(maskedSpans({ paused, ms: null })).toEqual([]);
});

it.each([
  ['ArrowRight', 7000],
  ['ArrowLeft', 0],
  ['PageUp', 32_000],
  ['PageDown', 0],
  ['End', 60_000],
  ['Home', 0],
  ['Enter', null],
])('%s leads to %p', (key, expected) => {
  expect(seekByKey(key, 2000, 60_000)).toBe(expected);
});

it('no key leads beyond the end', () => {
  expect(seekByKey('PageUp', 50_000, 60_000)).toBe(60_000);
});

describe('the picture of a recording', () => {
  it('has the caller above the line and the agent below, the loudest as high as there is room', () => {
    expect(waveformPaths({ left: [0, 64], right: [16, 0] }, 10)).toEqual({
      caller: 'M0.5 1v-0.020M1.5 1v-1.000',
      agent: 'M0.5 1v0.500M1.5 1v0.020',
      count: 2,
    });
  });

  it('has no more bars than there is room for, and loses no peak by it', () => {
    const left = Array.from({ length: 1000 }, (_, index) => (index === 503 ? 255 : 0));
    const { caller, count } = waveformPaths({ left, right: left }, 100);
    expect(count).toBe(100);
    expect(caller.match(/v-1\.000/g)).toHaveLength(1);
    expect(caller).toContain('M50.5 1v-1.000');
  });

  it('of silence is a line', () => {
    expect(waveformPaths({ left: [0], right: [0] }, 10).caller).toBe('M0.5 1v-0.020');
  });
});
