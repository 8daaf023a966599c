import fc from 'fast-check';
import type { DomainEvent } from '../../../server/contract/events';
import { foldCall, type CallFacts } from '../../../db/projection/fold-call';
import { toStored } from '../../../db/projection/stored-event';
import { aCallId, aLegId, eventsOf, lives } from '../../support/call-events';

const FROM = 1_763_800_000_000;
const id = aCallId(1);
const fold = (events: readonly DomainEvent[]): CallFacts | null =>
  foldCall(
    id,
    events.map(toStored).filter((event) => event !== null),
  );
const foldLife = (name: string): CallFacts | null => fold(eventsOf(id, FROM, lives[name] ?? []));

const quality = {
  seconds: 60,
  mos: 4.2,
  worstMos: 3,
  lossPercent: 0.2,
  jitterMs: 3.5,
  roundTripMs: 30,
  warnings: ['jitter'],
};

describe('foldCall', () => {
  it.each([
    ['answered', 'answered'],
    ['abandoned', 'abandoned'],
    ['self-served', 'self-served'],
    ['not-reached', 'not-reached'],
    ['lost', 'lost'],
    ['in-progress', 'in-progress'],
    ['answered twice', 'answered'],
    ['never heard', 'abandoned'],
    ['parked', 'answered'],
    ['connected by an agent', 'answered'],
    ['connected by the flow', 'self-served'],
    ['never seen starting', 'abandoned'],
    ['malformed', 'answered'],
  ])('%s: outcome %s', (life, outcome) => {
    expect(foldLife(life)?.outcome).toBe(outcome);
  });

  it('knows of no talk and no agent when the two were never bridged', () => {
    expect(foldLife('never heard')).toMatchObject({ agentId: null, talkMs: null, waitMs: 5000 });
  });

  it('a caller left to the colleague who was asked has had both, and talked with each', () => {
    const facts = foldLife('left to a colleague');
    expect(facts).toMatchObject({ agentId: '1002', waitMs: 4000, talkMs: 5000, outcome: 'answered' });
    expect(facts?.legs.map(({ role, agentId }) => [role, agentId])).toEqual([
      ['agent', '1001'],
      ['agent', '1002'],
    ]);
  });

  it('tells the whole of an answered call', () => {
    expect(foldLife('answered')).toMatchObject({
      direction: 'inbound',
      switchId: 'fs1',
      callerNumber: '13900000001',
      dialedNumber: '1000',
      customerId: '00000000-0000-4000-8000-020000000001',
      agentId: '1001',
      queueId: 'general',
      topic: 'bill',
      waitMs: 4000,
      talkMs: 3000,
      dispositionCode: 'resolved',
      note: 'done',
      startedAt: new Date(FROM),
      endedAt: new Date(FROM + 14_000),
      legs: [
        {
          legId: aLegId(1),
          role: 'customer',
          number: '13900000001',
          hangupCause: 'NORMAL_CLEARING',
          sipStatus: 200,
        },
        { legId: aLegId(2), role: 'agent', agentId: '1001', number: null, sipStatus: null },
      ],
    });
  });

  it('keeps the talk apart from the time caller and far party had by themselves', () => {
    expect(foldLife('connected by an agent')).toMatchObject({
      agentId: '1001',
      talkMs: 4000,
      connectedMs: 2000,
      legs: [{ legId: aLegId(3), role: 'far-party', number: '13900000077' }],
    });
    expect(foldLife('connected by the flow')).toMatchObject({
      agentId: null,
      talkMs: null,
      connectedMs: 1000,
    });
    expect(foldLife('answered')?.connectedMs).toBeNull();
  });

  it('adds up talk over two agents, and waits until the first', () => {
    expect(foldLife('answered twice')).toMatchObject({ agentId: '1002', waitMs: 4000, talkMs: 1000 + 2000 });
  });

  it('takes the waiting time of an abandoned call from its event', () => {
    expect(foldLife('abandoned')).toMatchObject({
      waitMs: 900,
      talkMs: null,
      agentId: null,
      queueId: 'faults',
    });
  });

  it('names who dialled when nobody was reached', () => {
    expect(foldLife('not-reached')).toMatchObject({ direction: 'outbound', agentId: '1002', waitMs: null });
  });

  it('makes what it can of a call it never saw start', () => {
    expect(foldLife('never seen starting')).toMatchObject({
      callerNumber: '',
      queueId: 'business',
      startedAt: new Date(FROM),
      waitMs: 2000,
      legs: [{ role: 'customer', startedAt: new Date(FROM + 1000), hangupCause: 'NO_ANSWER' }],
    });
  });

  it('keeps how the worst of the agent’s legs sounded, and nothing that is no measurement', () => {
    const measured = (mos: unknown) => ['call.quality-measured', { data: { ...quality, mos } }] as const;
    const life = [...(lives['answered'] ?? []), measured(4.2), measured(3.1), measured('x')];
    expect(fold(eventsOf(id, FROM, life))?.quality).toEqual({ ...quality, mos: 3.1 });
    expect(foldLife('answered')?.quality).toBeNull();
  });

  it('keeps what is well-formed of malformed data', () => {
    expect(foldLife('malformed')).toMatchObject({
      direction: 'inbound',
      callerNumber: '',
      callerName: "ab\ufffdc'; DROP TABLE calls; --",
      customerId: null,
      waitMs: null,
      dispositionCode: null,
      note: '',
      legs: [],
    });
  });

  it('does not count hold as an end of talk, nor a clock that stepped back as negative', () => {
    const [started, talking, ended] = eventsOf(id, FROM, [
      ['call.started'],
      ['call.talking'],
      ['call.ended'],
    ]);
    const facts = fold([started!, talking!, { ...ended!, at: FROM - 60_000 }]);
    expect(facts).toMatchObject({ talkMs: 0, outcome: 'answered' });
  });

  it('says nothing of a call with timeline events only', () => {
    expect(fold(eventsOf(id, FROM, [['ivr.entered'], ['offer.made']]))).toBeNull();
  });

  it('does not depend on the order of arrival', () => {
    for (const steps of Object.values(lives)) {
      const events = eventsOf(id, FROM, steps);
      const expected = fold(events);
      fc.assert(
        fc.property(fc.shuffledSubarray(events, { minLength: events.length }), (shuffled) => {
          expect(fold(shuffled)).toEqual(expected);
        }),
        { numRuns: 20 },
      );
    }
  });
});

describe('toStored', () => {
  it.each([
    ['x', FROM],
    ['1-', FROM],
    ['99999999999999999999-1', FROM],
    ['007-1', FROM],
    ['1-1', Number.NaN],
    ['1-1', 9e15],
  ])('refuses id %j at %d', (eventId, at) => {
    expect(toStored({ id: eventId, at, type: 'call.ended', data: {} })).toBeNull();
  });

  it('spells the ids of one call in one way', () => {
    expect(
      toStored({ id: '1-1', at: FROM, type: 'call.ended', callId: id.toUpperCase(), data: {} })?.callId,
    ).toBe(id);
  });
});
