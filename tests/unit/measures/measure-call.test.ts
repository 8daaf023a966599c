import type { EventType } from '../../../server/contract/events';
import { measureCall } from '../../../server/measures/measure-call';
import type { MeasuredEvent } from '../../../server/measures/measured-event';
import { countsOfVisit, queueRates, type QueueCounts } from '../../../server/measures/queue-counts';
import { addTo, zeros } from '../../../server/measures/counts';
import { queueCountNames } from '../../../server/measures/queue-counts';

type Told = readonly [
  atS: number,
  type: EventType,
  facts?: Partial<Pick<MeasuredEvent, 'agentId' | 'queueId' | 'data'>>,
];
const events = (...told: readonly Told[]): MeasuredEvent[] =>
  told.map(([atS, type, facts]) => ({
    ...{ type, at: new Date(atS * 1000), agentId: null, queueId: null, data: {} },
    ...facts,
  }));
const alice = { agentId: '1001', queueId: 'general' };
const bob = { agentId: '1002', queueId: 'general' };
const queued: Told = [0, 'call.queued', { queueId: 'general' }];

const sumOf = (...calls: readonly MeasuredEvent[][]): QueueCounts => {
  const sums = zeros(queueCountNames);
  const judgement = { answerWithinMs: 20_000, shortMs: 5000, isKnown: true, isRepeated: false };
  for (const call of calls)
    for (const visit of measureCall(call).visits) addTo(sums, countsOfVisit(visit, judgement));
  return sums;
};

describe('figures that others get wrong', () => {
  it('two colleagues who talk are no call of either of them', () => {
    const talk = events(
      [0, 'call.started', { agentId: '1001', data: { direction: 'internal' } }],
      [3, 'call.talking', { agentId: '1001' }],
      [60, 'call.ended', { data: { by: 'agent' } }],
    );
    expect(measureCall(talk)).toEqual({ visits: [], stints: [] });
  });

  it('answered is not shown as abandoned when the caller gives up after his agent was lost (issabel callcenter 41)', () => {
    const { visits } = measureCall(
      events(
        queued,
        [3, 'call.talking', alice],
        [60, 'call.agent-lost', { ...alice, data: { agentLegId: 'a' } }],
        [60, 'call.queued', { queueId: 'general', data: { again: true } }],
        [90, 'call.abandoned', { queueId: 'general' }],
        [90, 'call.ended', { data: { by: 'customer' } }],
      ),
    );
    expect(visits).toMatchObject([{ outcome: 'answered', agentId: '1001', waitMs: 3000, talkMs: 57_000 }]);
  });

  it('a caller whom a supervisor takes over counts for both, and is handed on by the first', () => {
    const { stints } = measureCall(
      events(
        queued,
        [3, 'call.talking', alice],
        [60, 'call.taken-over', { ...alice, data: { byAgentId: '1002' } }],
        [60, 'call.talking', bob],
        [90, 'call.ended', { data: { by: 'agent' } }],
      ),
    );
    expect(stints).toMatchObject([
      { agentId: '1001', kind: 'answered', talkMs: 57_000, handedOn: true },
      { agentId: '1002', kind: 'answered', talkMs: 30_000, handedOn: false },
    ]);
  });

  it('an agent who was gone before the two heard each other has answered nobody', () => {
    const { visits, stints } = measureCall(
      events(
        queued,
        [3, 'call.talking', alice],
        [4, 'call.agent-lost', { ...alice, data: { neverHeard: true } }],
        [4, 'call.queued', { queueId: 'general', data: { again: true } }],
        [30, 'call.talking', bob],
        [40, 'call.ended', { data: { by: 'customer' } }],
      ),
    );
    expect(visits).toMatchObject([{ outcome: 'answered', agentId: '1002', waitMs: 30_000, talkMs: 10_000 }]);
    expect(stints.map(({ agentId, kind }) => [agentId, kind])).toEqual([
      ['1001', 'declined'],
      ['1002', 'answered'],
    ]);
  });

  it('a mean wait is the sum of waits through their number, and of answered callers alone (qpanel 144, 203)', () => {
    const answeredAfter = (s: number) => events(queued, [s, 'call.talking', alice], [s + 60, 'call.ended']);
    const gaveUp = events(queued, [600, 'call.abandoned'], [600, 'call.ended']);
    const rates = queueRates(sumOf(answeredAfter(10), answeredAfter(40), gaveUp));
    expect(rates.averageAnswerMs).toBe(25_000);
    expect(rates.connectionRate).toBe(2 / 3);
  });

  it('no wait and no talk is negative, also when a clock stepped back (erlang 7)', () => {
    const { visits } = measureCall(
      events(
        [10, 'call.queued', { queueId: 'general' }],
        [7, 'call.talking', alice],
        [5, 'call.ended', { data: { by: 'customer' } }],
      ),
    );
    expect(visits).toMatchObject([{ waitMs: 0, talkMs: 0 }]);
  });

  it('nothing to divide by is no figure, and not 0 % or NaN', () => {
    expect(new Set(Object.values(queueRates(zeros(queueCountNames))))).toEqual(new Set([null]));
  });

  it('a caller who hangs up at once counts apart and does not spoil the service level', () => {
    const short = events(queued, [4.999, 'call.abandoned'], [5, 'call.ended']);
    const long = events(queued, [5, 'call.abandoned'], [5, 'call.ended']);
    const intime = events(queued, [20, 'call.talking', alice], [60, 'call.ended']);
    const late = events(queued, [20.001, 'call.talking', alice], [60, 'call.ended']);
    const rates = queueRates(sumOf(short, intime));
    expect(rates).toMatchObject({ serviceLevel: 1, abandonmentRate: 0, connectionRate: 1 / 2 });
    expect(queueRates(sumOf(long, intime, late))).toMatchObject({
      ...{ serviceLevel: 1 / 3, serviceLevelOfAnswered: 1 / 2, abandonmentRate: 1 / 3 },
    });
  });

  it('overflow is one visit, a transfer to another queue a second one, each with its own wait and talk', () => {
    const { visits, stints } = measureCall(
      events(
        queued,
        [30, 'call.step-reached', { queueId: 'general' }],
        [40, 'call.talking', alice],
        [100, 'call.transferred', { ...alice, data: { to: 'queue' } }],
        [100, 'call.queued', { queueId: 'faults' }],
        [100, 'wrap-up.started', { agentId: '1001' }],
        [110, 'wrap-up.finished', { agentId: '1001' }],
        [105, 'call.talking', { agentId: '1002', queueId: 'faults' }],
        [125, 'call.ended', { data: { by: 'customer' } }],
      ),
    );
    expect(visits).toMatchObject([
      { queueId: 'general', waitMs: 40_000, talkMs: 60_000, wrapUpMs: 10_000 },
      { queueId: 'faults', waitMs: 5000, talkMs: 20_000, wrapUpMs: 0 },
    ]);
    expect(stints).toMatchObject([{ handedOn: true }, { handedOn: false }]);
  });

  it('a wrap-up ends when it ends, not with the call, and is in the reports (asterisk 1006, 1377)', () => {
    const { stints } = measureCall(
      events(
        queued,
        [1, 'call.talking', alice],
        [61, 'call.ended', { data: { by: 'customer' } }],
        [61, 'wrap-up.started', { agentId: '1001' }],
        [91, 'wrap-up.finished', { agentId: '1001' }],
      ),
    );
    expect(stints).toMatchObject([{ talkMs: 60_000, wrapUpMs: 30_000 }]);
  });

  it('a callback is no caller who waited for a day', () => {
    const sums = sumOf(
      events(queued, [30, 'call.left-queue', { queueId: 'general', data: { why: 'callback' } }]),
      events(
        [0, 'call.started', { data: { direction: 'outbound' } }],
        [0, 'call.queued', { queueId: 'general', data: { callbackId: 'c' } }],
        [86_400, 'offer.accepted', alice],
        [86_420, 'call.talking', alice],
        [86_480, 'call.ended'],
      ),
    );
    expect(sums).toMatchObject({
      ...{ offered: 1, leftForCallback: 1, answered: 0, answeredWaitMs: 0 },
      ...{ callbacks: 1, callbacksReached: 1, talkMs: 60_000 },
    });
  });
});
