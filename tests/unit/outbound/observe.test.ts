import type { LiveCall } from '../../../server/calls/call-store';
import { campaignSchema } from '../../../server/contract/campaigns';
import type { DomainEvent } from '../../../server/contract/events';
import type { AgentSeen } from '../../../server/outbound/paced/floor';
import { agentsOfShare, observe, type Seen } from '../../../server/outbound/paced/observe';
import { PacedDialling } from '../../../server/outbound/paced/paced-dialling';
import { ReachedNow } from '../../../server/outbound/paced/reached-now';
import { emptyRecord } from '../../../server/outbound/pacing/reached-record';
import { Switches } from '../../../server/calls/switches';
import { silentLogger } from '../../support/redis';

const NOW = 1_000_000;
const campaign = campaignSchema.parse({
  ...{ campaignId: 'one', name: 'One', flow: { pack: 'outbound', entry: 'agent' }, hours: { week: {} } },
  ...{ mode: 'progressive', queue: 'sales' },
});

const call = (over: Partial<Record<keyof LiveCall, unknown>>, campaignId: string | null = 'one'): LiveCall =>
  ({
    ...{ callId: String(Math.random()), state: 'dialing', startedAt: NOW - 4000, queuedAt: null },
    ...{ talkingAt: null, lastAgentId: null, callbackId: null, queueId: null },
    attempt: campaignId && { attemptId: String(Math.random()), campaignId, isListenedTo: false },
    ...over,
  }) as LiveCall;

const agents: AgentSeen[] = [
  { agentId: '1', doing: 'free', since: NOW - 9000 },
  { agentId: '2', doing: 'talking', since: NOW - 5000 },
  { agentId: '3', doing: 'wrapping-up', since: NOW - 1000 },
  { agentId: '4', doing: 'free', since: NOW - 10 },
];

const look = (over: Partial<Seen> = {}) =>
  observe({
    ...{ now: NOW, campaign, share: { index: 0, of: 1 }, agents, calls: [], served: ['sales', 'general'] },
    ...{ sharedBy: new Set(['one']), arrivalsPerS: 0.2, reached: emptyRecord(100), ...over },
  });

describe('what a pace is decided on', () => {
  it('counts agents by what they do, and the campaign’s own calls by how far they are', () => {
    const calls = [
      call({}),
      call({ state: 'in-ivr', attempt: { campaignId: 'one', attemptId: 'a', isListenedTo: true } }),
      call({
        state: 'in-ivr',
        attempt: { campaignId: 'one', attemptId: 'm', isListenedTo: true, isMachine: true },
      }),
      call({ state: 'in-ivr' }),
      call({ state: 'queued', queuedAt: NOW, queueId: 'sales' }),
      call({ state: 'offered', queuedAt: NOW, queueId: 'sales' }),
      call({ state: 'talking', talkingAt: NOW }),
      call({ state: 'in-ivr', queuedAt: NOW }),
      call({}, 'two'),
      call({ state: 'queued', queueId: 'general' }, null),
      call({ state: 'queued', queueId: 'elsewhere' }, null),
    ];
    expect(look({ calls })).toMatchObject({
      agents: { free: 2, talking: [5000], wrappingUp: [1000] },
      calls: { ringing: [4000], listening: 1, waiting: 2 },
      inbound: { waiting: 1, arrivalsPerS: 0.2 },
    });
  });

  it('never counts one agent for two campaigns, and gives each its turn when there are more of them than agents', () => {
    const sharing = [0, 1, 2].map((index) => agentsOfShare(agents, { index, of: 3 }, NOW));
    expect(
      sharing
        .flat()
        .map(({ agentId }) => agentId)
        .sort(),
    ).toEqual(['1', '2', '3', '4']);
    const single = agents.slice(0, 1);
    const turns = [0, 1, 2].map((minute) =>
      [0, 1, 2].map((index) => agentsOfShare(single, { index, of: 3 }, minute * 60_000).length),
    );
    expect(turns.map((turn) => turn.indexOf(1)).sort()).toEqual([0, 1, 2]);
    expect(turns.flat().filter((count) => count > 0)).toHaveLength(3);
  });

  it('knows who was reached before the database does, and counts nobody twice', () => {
    const reached = new ReachedNow();
    const ended = (attemptId: string, over: Record<string, unknown>): DomainEvent =>
      ({
        ...{ type: 'attempt.ended', at: NOW },
        data: {
          ...{ attemptId, campaignId: 'one', by: 'customer', cause: 'NORMAL_CLEARING', sipStatus: null },
          ...{ reached: true, queued: true, talked: false, withdrawn: false, ...over },
        },
      }) as unknown as DomainEvent;
    const [known, fresh, silent] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()];
    reached.note(ended(known, {}));
    reached.note(ended(fresh, {}));
    reached.note(ended(silent, { reached: false, queued: false, sipStatus: 486 }));
    const live = [
      call({ state: 'talking', talkingAt: NOW }),
      call({ state: 'in-ivr', queuedAt: NOW }),
      call({ state: 'queued', queuedAt: NOW }),
    ];
    const stored = { reached: 10, abandoned: [2, 10], newest: [known] };
    expect(reached.record(campaign, 100, stored, live)).toEqual({
      ...{ size: 100, reached: 13, abandoned: [2, 10, 11, 13] },
    });
  });
});

describe('carrying out a pace', () => {
  const dialling = (pace: { start: number; withdraw: number }, calls: readonly LiveCall[] = []) => {
    const clock = { now: NOW };
    const hungUp: string[] = [];
    const asked = { times: 0 };
    const switches = new Switches();
    switches.add({
      id: 'fs1',
      isUp: () => true,
      hangUp: (legId: string, cause: string) => Promise.resolve(hungUp.push(`${legId} ${cause}`)),
    } as never);
    const paced = new PacedDialling({
      pacer: {
        look: () => {
          asked.times += 1;
          return Promise.resolve(new Map([['one', { observed: look(), pace: pace as never }]]));
        },
      },
      attempts: {
        withdraw: (callId) => Promise.resolve(callId === 'answered' ? 'not-ringing' : 'withdrawn'),
      },
      calls: { list: () => Promise.resolve(calls) },
      ...{ switches, now: () => clock.now, logger: silentLogger },
    });
    return { paced, clock, hungUp, asked };
  };

  it('asks after news, ten times a second at the most, and once a second without', async () => {
    const { paced, clock, asked } = dialling({ start: 3, withdraw: 0 });
    expect(await paced.startsNow([campaign], [])).toEqual(new Map([['one', 3]]));
    expect(await paced.startsNow([campaign], [])).toEqual(new Map());
    paced.note({ type: 'call.recording-started' });
    expect(await paced.startsNow([campaign], [])).toEqual(new Map());
    paced.note({ type: 'agent.state-changed' });
    expect(await paced.startsNow([campaign], [])).toEqual(new Map());
    clock.now += 100;
    expect((await paced.startsNow([campaign], [])).size).toBe(1);
    clock.now += 999;
    expect(await paced.startsNow([campaign], [])).toEqual(new Map());
    clock.now += 1;
    expect((await paced.startsNow([campaign], [])).size).toBe(1);
    expect(asked.times).toBe(3);
    clock.now += 100;
    paced.note({ type: 'agent.leaving' });
    expect((await paced.startsNow([campaign], [])).size).toBe(1);
    expect(asked.times).toBe(4);
    expect(await paced.startsNow([{ ...campaign, mode: 'automatic' }], [])).toEqual(new Map());
    expect(asked.times).toBe(4);
  });

  it('withdraws those that have rung longest, and nobody who has answered by then', async () => {
    const ringing = (callId: string, ms: number) =>
      call({ callId, customerLegId: `leg-${callId}`, switchId: 'fs1', startedAt: NOW - ms });
    const { paced, hungUp } = dialling({ start: 0, withdraw: 2 }, [
      ...[ringing('young', 1000), ringing('old', 9000), ringing('answered', 8000), ringing('older', 7000)],
      call({ callId: 'talks', state: 'talking', startedAt: NOW - 60_000 }),
    ]);
    await paced.startsNow([campaign], []);
    expect(hungUp).toEqual(['leg-old ORIGINATOR_CANCEL']);
  });

  it('begins nothing for a campaign that dials no more, and withdraws what rings for nobody', async () => {
    const ringing = call({ callId: 'old', customerLegId: 'leg-old', switchId: 'fs1' });
    const { paced, hungUp } = dialling({ start: 3, withdraw: 1 }, [ringing]);
    expect(await paced.startsNow([], [campaign])).toEqual(new Map());
    expect(hungUp).toEqual(['leg-old ORIGINATOR_CANCEL']);
  });
});
