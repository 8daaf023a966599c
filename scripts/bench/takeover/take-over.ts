import { eventually } from '../../../tests/support/eventually';
import type { ServerProcess } from '../../../tests/support/server-process';
import type { PartyCall } from '../../../tests/support/sip-party';
import { heard, type TakeoverCentre } from './takeover-centre';

export type Fault = 'SIGKILL' | 'SIGSTOP';

/** What one takeover did. Times from the signal, ms. */
export interface Takeover {
  /** → a caller who came after it is answered. */
  readonly answeredMs: number;
  /** → an agent whose caller hung up after it is called for the next one. */
  readonly offeredMs: number;
  readonly talking: number;
  readonly waiting: number;
  /** Calls that were there before and are not, whose caller did not hang up. */
  readonly ended: number;
  /** Talks in which one did not hear the other afterwards. */
  readonly deaf: number;
  /** The longest time anybody heard nothing. */
  readonly gapMs: number;
}

/** The server that reads the switch is killed, or stands still; then one caller comes, and one who talks hangs up. */
export async function takeOver(centre: TakeoverCentre, fault: Fault): Promise<Takeover> {
  const { owner } = await centre.owner();
  const talks = centre.talks();
  const before = centre.callers();
  const leaving = talks[0]?.caller;
  if (leaving === undefined) throw new Error('nobody talks');
  const staying = before.filter((call) => call !== leaving);
  centre.ears.forget();
  const at = performance.now();
  const dead = strike(owner, fault);
  const coming = await centre.comes();
  void leaving.hangUp();
  await eventually('the new caller is answered', () => coming.answered, 20_000);
  await eventually('an agent is called for the next caller', () => centre.lastRang() > at, 20_000);
  await dead;
  await eventually('every agent talks again', () => centre.talks().length === talks.length, 10_000);
  const figures = {
    answeredMs: Math.round(coming.answeredAt - at),
    offeredMs: Math.round(centre.lastRang() - at),
    talking: talks.length,
    waiting: before.length - talks.length,
    gapMs: centre.ears.longestGap(staying.filter((call) => !call.ended)),
  };
  if (fault === 'SIGKILL') await centre.replace(owner);
  else await goesOn(owner);
  return { ...figures, ...(await afterwards(staying, talks.slice(1))) };
}

/** The one that stood still: it must do nothing with what it knew. */
async function goesOn(stopped: ServerProcess): Promise<void> {
  stopped.goOn();
  await eventually('it stands by', async () => {
    const readiness = await stopped.readiness();
    return readiness?.status === 'ready' && readiness.switches.every(({ state }) => state === 'standby');
  });
}

async function strike(server: ServerProcess, fault: Fault): Promise<void> {
  if (fault === 'SIGKILL') await server.end('SIGKILL');
  else server.stand();
}

async function afterwards(
  staying: readonly PartyCall[],
  talks: readonly { readonly caller: PartyCall; readonly agent: PartyCall }[],
): Promise<Pick<Takeover, 'ended' | 'deaf'>> {
  const everybody = [...staying, ...talks.map(({ agent }) => agent)];
  for (const { caller, agent } of talks) [caller, agent].forEach(({ media }) => media.forget());
  await eventually('half a second is heard', () =>
    talks.every(({ caller }) => caller.media.samples(500).length >= 4000),
  );
  const hears = ({ media }: PartyCall, hertz: number) =>
    Math.abs((media.tone(300)?.hertz ?? 0) - hertz) <= 20;
  const deaf = talks.filter(
    ({ caller, agent }) => !hears(caller, heard.agent) || !hears(agent, heard.caller),
  );
  return { ended: everybody.filter((call) => call.ended).length, deaf: deaf.length };
}
