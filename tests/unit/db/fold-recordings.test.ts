import { foldCall } from '../../../db/projection/fold-call';
import type { StoredEvent } from '../../../db/projection/stored-event';
import { toStored } from '../../../db/projection/stored-event';
import { aCallId, eventsOf, lives } from '../../support/call-events';

const FROM = 1_763_800_000_000;
const [FIRST, SECOND] = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'];

type Step = (typeof lives)[string] extends readonly (infer Each)[] ? Each : never;

const recorded = (...steps: readonly (readonly [string, number, Record<string, unknown>])[]) => {
  const stored = steps.map(([type, at, data], index) =>
    toStored({
      id: `${FROM + at}-${index}`,
      type: `call.recording-${type}` as never,
      at: FROM + at,
      callId: aCallId(1),
      data,
    }),
  );
  return foldCall(aCallId(1), stored as StoredEvent[])?.recordings;
};

describe('the recordings in the record of a call', () => {
  it('have their length and the spans that were silenced', () => {
    expect(
      recorded(
        ['started', 1000, { recordingId: FIRST, by: 'rule' }],
        ['paused', 3000, { recordingId: FIRST }],
        ['resumed', 9000, { recordingId: FIRST }],
        ['paused', 12_000, { recordingId: FIRST }],
        ['finished', 21_000, { recordingId: FIRST, ms: 19_980 }],
      ),
    ).toEqual([
      {
        recordingId: FIRST,
        kind: 'talk',
        startedAt: new Date(FROM + 1000).toISOString(),
        ms: 19_980,
        paused: [
          { fromMs: 2000, toMs: 8000 },
          { fromMs: 11_000, toMs: null },
        ],
        fault: null,
      },
    ]);
  });

  it('are as many as were begun, each with its own end', () => {
    expect(
      recorded(
        ['started', 0, { recordingId: FIRST, by: 'agent' }],
        ['failed', 10, { recordingId: FIRST, reason: 'not-started' }],
        ['started', 5000, { recordingId: SECOND, by: 'agent' }],
      ),
    ).toMatchObject([
      { recordingId: FIRST, ms: null, fault: 'not-started', paused: [] },
      { recordingId: SECOND, ms: null, fault: null, paused: [] },
    ]);
  });

  it('are as long as the events say when a server died over their end', () => {
    expect(
      recorded(['started', 1000, { recordingId: FIRST }], ['stopped', 6000, { recordingId: FIRST }]),
    ).toMatchObject([{ ms: 5000 }]);
    const started = toStored({
      ...{ id: `${FROM}-1`, type: 'call.recording-started', at: FROM, callId: aCallId(1) },
      data: { recordingId: FIRST },
    });
    const ended = toStored({
      ...{ id: `${FROM + 9000}-1`, type: 'call.ended', at: FROM + 9000, callId: aCallId(1), data: {} },
    });
    expect(foldCall(aCallId(1), [ended, started] as StoredEvent[])?.recordings).toMatchObject([{ ms: 9000 }]);
  });

  it('are none of a call that was not recorded, and none without a usable id', () => {
    const steps = lives['answered'] as readonly Step[];
    const events = eventsOf(aCallId(1), FROM, steps).map(toStored) as StoredEvent[];
    expect(foldCall(aCallId(1), events)?.recordings).toEqual([]);
    expect(recorded(['started', 0, { recordingId: 'x' }])).toEqual([]);
  });
});

describe('what the row of a recording’s file begins with', () => {
  const at = (ms: number) => new Date(FROM + ms);
  const filesOf = (steps: readonly Step[]) =>
    foldCall(aCallId(1), eventsOf(aCallId(1), FROM, steps).map((event) => toStored(event)) as StoredEvent[])
      ?.files;
  const queued = (queueId: string): Step => ['call.queued', { queueId }];
  const begun: Step = ['call.recording-started', { data: { recordingId: FIRST } }];
  const done = (type: 'finished' | 'failed'): Step => [
    `call.recording-${type}`,
    { data: { recordingId: FIRST } },
  ];
  const base = { recordingId: FIRST, kind: 'talk', packId: null, startedAt: at(1000) };

  it.each([
    [
      'of whose calls it was',
      [queued('a'), begun, queued('b'), done('finished')],
      { queueId: 'a', closesAt: at(3000) },
    ],
    ['that it is written', [queued('a'), begun], { queueId: 'a', closesAt: null }],
    [
      'that an agent dialled',
      [['call.started'], begun, done('failed')],
      { queueId: null, closesAt: at(2000) },
    ],
    [
      'when its end was not told',
      [['call.started'], begun, ['call.ended']],
      { queueId: null, closesAt: at(62_000) },
    ],
  ] as const)('says %s', (_, steps, expected) => {
    expect(filesOf(steps as unknown as readonly Step[])).toEqual([{ ...base, ...expected }]);
  });

  it('are messages, too, from their beginning on, with the pack that took them', () => {
    const left = (at: number, data: Record<string, unknown>) =>
      toStored({
        ...{ id: `${FROM + at}-1`, type: 'ivr.message-recorded', at: FROM + at, callId: aCallId(1) },
        data: { node: 'say', pack: 'town', ...data },
      });
    const facts = foldCall(aCallId(1), [
      left(9000, { messageId: FIRST, ms: 4000 }),
      left(20_000, { messageId: SECOND, hungUp: true }),
    ] as StoredEvent[]);
    const at = (ms: number) => new Date(FROM + ms);
    expect(facts?.recordings).toMatchObject([
      { recordingId: FIRST, kind: 'message', startedAt: at(5000).toISOString(), ms: 4000, paused: [] },
      { recordingId: SECOND, kind: 'message', startedAt: at(20_000).toISOString(), ms: null, fault: null },
    ]);
    const of = { kind: 'message', packId: 'town', queueId: null };
    expect(facts?.files).toEqual([
      { ...of, recordingId: FIRST, startedAt: at(5000), closesAt: at(9000) },
      { ...of, recordingId: SECOND, startedAt: at(20_000), closesAt: at(80_000) },
    ]);
  });
});
