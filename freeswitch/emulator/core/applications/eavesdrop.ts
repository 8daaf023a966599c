import type { FrameSource } from '../../ports';
import type { Session } from '../sessions/session';
import type { SwitchContext } from '../switch-context';

/** 0 listen, 1 the partner hears, 2 the target hears (whisper), 3 both (barge); * ends (switch_ivr_async.c:2574). */
type Mode = '0' | '1' | '2' | '3';
const isMode = (text: string): text is Mode => ['0', '1', '2', '3'].includes(text);

/**
 * `eavesdrop <uuid>`: hears both sides of another leg, and speaks into it as its variables say at the beginning, and
 * then `sendevent` with an eavesdrop-command, until either ends. As in FreeSWITCH it looks at no break.
 */
export async function eavesdrop(session: Session, data: string, context: SwitchContext): Promise<void> {
  const target = context.sessions.get(data.trim());
  const { leg } = session.endpoint;
  if (target === undefined || target === session || leg === null) return;
  const listening = new Listening(session, target, context);
  listening.speak(firstMode(session));
  let over = false;
  const obey = (): void => {
    for (const command of session.steering.splice(0)) {
      if (command === '*') over = true;
      else if (isMode(command)) listening.speak(command);
    }
  };
  const look = session.output.tap(() => {
    if (!target.isUp) session.signal.notify();
  });
  await session.signal.until(() => {
    obey();
    return over || !session.isReady || !target.isUp;
  });
  look();
  session.breaking = false;
  listening.end();
}

/** aleg is the target's read side, which its partner hears (mod_dptools.c, eavesdrop_function). */
function firstMode({ channel }: Session): Mode {
  const partnerHears = channel.isTrue('eavesdrop_whisper_aleg');
  if (channel.isTrue('eavesdrop_whisper_bleg')) return partnerHears ? '3' : '2';
  return partnerHears ? '1' : '0';
}

class Listening {
  private readonly undo: (() => void)[] = [];
  private quiet: (() => void)[] = [];
  private readonly name: string;

  constructor(
    private readonly session: Session,
    private readonly target: Session,
    private readonly context: SwitchContext,
  ) {
    this.name = `eavesdrop ${session.uuid}`;
    const [said, heard] = [context.media.pipe(), context.media.pipe()];
    const targetLeg = target.endpoint.leg;
    if (targetLeg !== null) this.undo.push(targetLeg.onFrame((frame) => said.write(frame)));
    this.undo.push(target.output.tap((frame) => heard.write(frame)));
    session.output.setBase(context.media.mix([said, heard]));
  }

  speak(mode: Mode): void {
    this.beQuiet();
    if (mode === '2' || mode === '3') this.speakTo(() => this.target);
    if (mode === '1' || mode === '3') this.speakTo(() => this.target.bridge?.otherOf(this.target) ?? null);
  }

  end(): void {
    this.beQuiet();
    for (const undo of this.undo) undo();
    this.session.output.setBase(null);
  }

  /** @param listener asked at every frame: the target may be bridged with another leg by then */
  private speakTo(listener: () => Session | null): void {
    const { leg } = this.session.endpoint;
    if (leg === null) return;
    let hearing: Session | null = null;
    let voice: (FrameSource & { write(frame: Int16Array): void }) | null = null;
    const hear = (session: Session | null): void => {
      if (session === hearing) return;
      hearing?.output.remove(this.name);
      hearing = session;
      voice = session === null ? null : this.context.media.pipe();
      if (voice !== null) session?.output.mix(this.name, voice);
    };
    const stop = leg.onFrame((frame) => {
      hear(listener());
      voice?.write(frame);
    });
    this.quiet.push(() => {
      stop();
      hear(null);
    });
  }

  private beQuiet(): void {
    for (const undo of this.quiet) undo();
    this.quiet = [];
  }
}
