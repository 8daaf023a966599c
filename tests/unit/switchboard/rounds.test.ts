import type { LegSnapshot } from '../../../server/calls/switch';
import { callId, legId, switchId } from '../../../server/contract/ids';
import { createLogger } from '../../../server/logging';
import { Rounds } from '../../../server/switchboard/rounds';
import { aCall, AGENT, aLeg, CALLER } from './a-call';

const FS1 = switchId('fs1');
const agentLeg = aLeg({
  legId: AGENT,
  tag: { role: 'agent', callId: callId('call') },
  bridgedTo: CALLER,
});

/** A switch and a live state that are what the test says. */
class Hall {
  calls = [aCall()];
  legs: LegSnapshot[] = [aLeg({ bridgedTo: AGENT }), agentLeg];
  readonly asked: string[][] = [];
  readonly counted: string[] = [];
  readonly mended: string[] = [];

  readonly rounds = new Rounds({
    acd: {} as never,
    supervision: { check: () => Promise.resolve() },
    repairs: {
      count: ({ kind }: { kind: string }) => this.counted.push(kind),
      mendCall: (_call: unknown, { kind }: { kind: string }) => this.#mend(kind),
      mendLeg: (_id: unknown, _leg: unknown, kind: string) => this.#mend(kind),
    } as never,
    calls: {
      list: () => Promise.resolve(this.calls),
      get: (id: string) => Promise.resolve(this.calls.find((call) => call.callId === id) ?? null),
    } as never,
    agents: { list: () => Promise.resolve([]) } as never,
    acdStore: { liveOffers: () => Promise.resolve([]) } as never,
    switches: {
      of: () => ({
        overview: () => Promise.resolve({ legIds: this.legs.map((leg) => leg.legId), registrations: [] }),
        look: (ids: readonly string[]) => {
          this.asked.push([...ids]);
          return Promise.resolve(this.legs.filter((leg) => ids.includes(leg.legId)));
        },
      }),
    } as never,
    logger: createLogger({ level: 'silent', pretty: false }),
  });

  #mend(kind: string): Promise<void> {
    this.mended.push(kind);
    return Promise.resolve();
  }

  round(): Promise<void> {
    return this.rounds.round(FS1, (_id, task) => task());
  }
}

describe('a round', () => {
  it('finds nothing where nothing is wrong', async () => {
    const hall = new Hall();
    for (let n = 0; n < 3; n += 1) await hall.round();
    expect(hall.counted).toEqual([]);
  });

  it('mends what it has seen twice, and counts it', async () => {
    const hall = new Hall();
    hall.legs = [agentLeg];
    await hall.round();
    expect(hall.mended).toEqual([]);
    await hall.round();
    expect(hall.mended).toEqual(['caller-gone']);
    expect(hall.counted).toEqual(['caller-gone']);
  });

  it('leaves alone what was gone in between, or is another matter by now', async () => {
    const hall = new Hall();
    const bridged = hall.legs;
    const apart = [aLeg(), { ...agentLeg, bridgedTo: null }];
    for (const legs of [apart, bridged, apart]) {
      hall.legs = legs;
      await hall.round();
    }
    hall.calls = [aCall({ state: 'held' })];
    await hall.round();
    expect(hall.counted).toEqual([]);
  });

  it('looks once more in the call’s turn: an event may have put it right', async () => {
    const hall = new Hall();
    hall.legs = [agentLeg];
    await hall.round();
    await hall.rounds.round(FS1, (_id, task) => {
      hall.calls = [];
      return task();
    });
    expect(hall.counted).toEqual([]);
  });

  it('asks few legs, and all of them in turn', async () => {
    const hall = new Hall();
    const names = Array.from({ length: 120 }, (_, index) => String(index).padStart(3, '0'));
    hall.calls = names.map((name) =>
      aCall({ callId: callId(name), customerLegId: legId(`c${name}`), agentLegId: legId(`a${name}`) }),
    );
    hall.legs = names.flatMap((name) => [
      aLeg({ legId: legId(`c${name}`), tag: { role: 'customer', callId: callId(name) } }),
      aLeg({
        ...{ legId: legId(`a${name}`), bridgedTo: legId(`c${name}`) },
        tag: { role: 'agent', callId: callId(name) },
      }),
    ]);
    for (let n = 0; n < 3; n += 1) await hall.round();
    expect(hall.asked.every((ids) => ids.length <= 50)).toBe(true);
    expect(new Set(hall.asked.flat()).size).toBe(120);
  });
});
