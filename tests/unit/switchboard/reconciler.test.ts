import type { LiveCall } from '../../../server/calls/call-store';
import type { LegSnapshot } from '../../../server/calls/switch';
import { switchId } from '../../../server/contract/ids';
import { createLogger } from '../../../server/logging';
import { Reconciler } from '../../../server/switchboard/reconciler';
import { aCall, AGENT, aLeg, CALLER } from './a-call';

const inMenu = aCall({ state: 'in-ivr', agentLegId: null, agentId: null });

/** What is done, when the snapshot says one thing and the switch, a moment later, another. */
async function done(
  calls: readonly LiveCall[],
  snapshot: readonly LegSnapshot[],
  now: readonly LegSnapshot[],
): Promise<readonly string[]> {
  const acts: string[] = [];
  const act = (what: string) => {
    acts.push(what);
    return Promise.resolve();
  };
  const reconciler = new Reconciler({
    acd: { comfortWaiting: () => act('music') } as never,
    away: {} as never,
    parking: { goOn: () => act('parking goes on') } as never,
    supervision: { goOn: () => Promise.resolve() },
    talk: {} as never,
    recording: { goOn: () => act('recording goes on') } as never,
    callee: { goOn: () => act('listening goes on') },
    ivr: { resume: () => act('flow goes on') } as never,
    repairs: {
      count: () => undefined,
      mendCall: (_call: unknown, { kind }: { kind: string }) => act(kind),
      mendLeg: (_id: unknown, _leg: unknown, kind: string) => act(kind),
    } as never,
    calls: {
      list: () => Promise.resolve(calls),
      get: (id: string) => Promise.resolve(calls.find((call) => call.callId === id) ?? null),
    } as never,
    agents: { list: () => Promise.resolve([]) } as never,
    acdStore: { liveOffers: () => Promise.resolve([]) } as never,
    switches: {
      list: () => [],
      of: () => ({
        stopPlaying: () => Promise.resolve(),
        look: (ids: readonly string[]) => Promise.resolve(now.filter((leg) => ids.includes(leg.legId))),
      }),
    } as never,
    logger: createLogger({ level: 'silent', pretty: false }),
  });
  await reconciler.reconcile(switchId('fs1'), { legs: snapshot, registrations: [] }, (_id, task) => task());
  return acts;
}

describe('after a gap', () => {
  it('a call whose caller is gone is ended, any other goes on', async () => {
    expect(await done([inMenu], [], [])).toEqual(['caller-gone']);
    expect(await done([inMenu], [aLeg()], [aLeg()])).toEqual(['flow goes on']);
  });

  it('whoever is listened to goes on with who listened, and not with the flow', async () => {
    const listened = { ...inMenu, entry: { name: 'arrears', variables: {} } };
    const isListenedTo = { ...listened, attempt: { isListenedTo: true } as LiveCall['attempt'] };
    expect(await done([isListenedTo], [aLeg()], [aLeg()])).toEqual(['listening goes on']);
    expect(await done([listened], [aLeg()], [aLeg()])).toEqual(['entry-not-begun']);
  });

  it('a call that arrived after the snapshot is left alone: its events come to us', async () => {
    expect(await done([inMenu], [], [aLeg()])).toEqual([]);
  });

  it('a caller is parted from whom he has left before he hears anything', async () => {
    const agent = aLeg({ legId: AGENT, tag: { role: 'agent', callId: inMenu.callId } });
    const legs = [aLeg(), agent];
    expect(await done([inMenu], legs, legs)).toEqual(['leg-left-over', 'flow goes on']);
    const waiting = { ...inMenu, state: 'queued' } as const;
    expect(await done([waiting], legs, legs)).toEqual(['leg-left-over', 'music']);
  });

  it('a caller whom nobody has claimed is served, unless his guard has taken him away meanwhile', async () => {
    const arrived = aLeg({ legId: CALLER, tag: { role: 'customer' } });
    expect(await done([], [arrived], [arrived])).toEqual(['caller-not-claimed']);
    expect(await done([], [arrived], [{ ...arrived, parked: false }])).toEqual([]);
  });
});
