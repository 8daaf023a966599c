import fc from 'fast-check';
import { foldAgent, nothingTold, type AgentInterval } from '../../../db/projection/fold-agent';
import type { StoredEvent } from '../../../db/projection/stored-event';

const FROM = 1_763_800_000_000;

function anEvent(seq: number, at: number, change: Readonly<Record<string, unknown>>): StoredEvent {
  const type = 'presence' in change ? 'agent.presence-changed' : 'agent.state-changed';
  const callId = change['state'] === undefined || change['state'] === 'idle' ? null : 'c1';
  const subject = { agentId: '1001', callId, queueId: null, legId: null };
  const position = { eventId: `${FROM}-${seq}`, streamMs: String(FROM), streamSeq: String(seq) };
  return { ...position, ...subject, type, at: new Date(FROM + at), data: { ...change } };
}

const short = ({ presence, reason, state, productive, fromAt, untilAt }: AgentInterval) =>
  [
    presence,
    reason,
    state,
    productive,
    fromAt.getTime() - FROM,
    untilAt && untilAt.getTime() - FROM,
  ] as const;

describe('foldAgent', () => {
  it('tells a working day', () => {
    const { closed, open } = foldAgent('1001', nothingTold, [
      anEvent(1, 0, { presence: 'break', reason: null }),
      anEvent(2, 0, { state: 'idle' }),
      anEvent(3, 10, { presence: 'ready', reason: null }),
      anEvent(4, 20, { state: 'offered' }),
      anEvent(5, 25, { state: 'on-call' }),
      anEvent(6, 60, { state: 'wrap-up' }),
      anEvent(7, 70, { state: 'idle' }),
      anEvent(8, 70, { presence: 'break', reason: 'training', productive: true }),
      anEvent(9, 90, { presence: 'not-responding', reason: 'missed' }),
      anEvent(10, 95, { presence: 'logged-out', reason: null }),
    ]);
    expect(open).toBeNull();
    expect(closed.map(short)).toEqual([
      ['break', null, 'idle', false, 0, 10],
      ['ready', null, 'idle', true, 10, 20],
      ['ready', null, 'offered', true, 20, 25],
      ['ready', null, 'on-call', true, 25, 60],
      ['ready', null, 'wrap-up', true, 60, 70],
      ['break', 'training', 'idle', true, 70, 90],
      ['not-responding', 'missed', 'idle', false, 90, 95],
    ]);
    expect(closed.map(({ callId }) => callId)).toEqual([null, null, 'c1', 'c1', 'c1', null, null]);
  });

  it('takes no notice of what it cannot read', () => {
    const { closed, open } = foldAgent('1001', nothingTold, [
      anEvent(1, 0, { state: 'on-call' }),
      anEvent(2, 1, { presence: 'asleep' }),
      anEvent(3, 2, { presence: 'ready', reason: null }),
      anEvent(4, 3, { state: 7 }),
    ]);
    expect(closed).toEqual([]);
    expect(open).toMatchObject({ presence: 'ready', state: 'idle', fromAt: new Date(FROM + 2) });
  });

  it('has nothing overlap when the clock stepped back while he was logged out', () => {
    const { closed, open } = foldAgent('1001', nothingTold, [
      anEvent(1, 0, { presence: 'ready' }),
      anEvent(2, 10, { presence: 'logged-out' }),
      anEvent(3, 4, { presence: 'ready' }),
      anEvent(4, 12, { state: 'offered' }),
    ]);
    expect(closed.map(({ fromAt, untilAt }) => [Number(fromAt) - FROM, Number(untilAt) - FROM])).toEqual([
      [0, 10],
      [10, 12],
    ]);
    expect(open?.state).toBe('offered');
  });

  const change = fc.oneof(
    fc.constantFrom('break', 'ready', 'not-responding', 'logged-out').map((presence) => ({ presence })),
    fc.constantFrom('idle', 'offered', 'on-call', 'wrap-up').map((state) => ({ state })),
  );
  /** Clocks step back now and then. */
  const histories = fc
    .array(fc.tuple(fc.integer({ min: -3, max: 10 }), change), { maxLength: 40 })
    .map((steps) => {
      let at = 0;
      return steps.map(([passes, changed], seq) => anEvent(seq, (at += passes), changed));
    });

  it('leaves no gap and no overlap while he is logged in, whatever happens', () => {
    fc.assert(
      fc.property(histories, (events) => {
        const { closed, open } = foldAgent('1001', nothingTold, events);
        for (const [i, { fromAt, untilAt }] of closed.entries()) {
          expect(untilAt!.getTime()).toBeGreaterThan(fromAt.getTime());
          const following = closed[i + 1] ?? open;
          if (following) expect(following.fromAt.getTime()).toBeGreaterThanOrEqual(untilAt!.getTime());
        }
        if (events.some(({ data }) => data['presence'] === 'logged-out')) return;
        const all = [...closed.map(({ fromAt, untilAt }) => [fromAt, untilAt]), [open?.fromAt, null]];
        for (const [i, [, untilAt]] of all.slice(0, -1).entries()) expect(all[i + 1]?.[0]).toEqual(untilAt);
      }),
      { numRuns: 1000 },
    );
  });

  it('is the same for events in any order, and folded in any two pieces', () => {
    fc.assert(
      fc.property(
        histories,
        fc.nat(40),
        fc.infiniteStream(fc.double({ noNaN: true })),
        (events, cut, random) => {
          const whole = foldAgent('1001', nothingTold, events);
          const shuffled = events
            .map((event) => [random.next().value ?? 0, event] as const)
            .sort(([one], [other]) => one - other)
            .map(([, event]) => event);
          expect(foldAgent('1001', nothingTold, shuffled)).toEqual(whole);
          const first = foldAgent('1001', nothingTold, events.slice(0, cut));
          const second = foldAgent('1001', first, events.slice(cut));
          expect({ ...second, closed: [...first.closed, ...second.closed] }).toEqual(whole);
        },
      ),
    );
  });
});
