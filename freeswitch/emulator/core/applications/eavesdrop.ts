import type { FrameSource } from '../../ports';
import type { Session } from '../sessions/session';
import type { SwitchContext } from '../switch-context';
import type { Application } from './application';

/** 0 listen, 1 the partner hears, 2 the target hears (whisper), 3 both (barge); * ends (switch_ivr_async.c:2574). */
type Mode = '0' | '1' | '2' | '3';
const isMode = (text: string): text is Mode => ['0', '1', '2', '3'].includes(text);

/**
 * `eavesdrop <uuid>`: hears both sides of another leg, and speaks into it as told by `sendevent` with an
 * eavesdrop-command. As in FreeSWITCH it goes on in silence when the target has hung up.
 */
export const eavesdrop: Application = async (session, data, context) => {
  const target = context.sessions.get(data.trim());
  const { leg } = session.endpoint;
  if (target === undefined || target === session || leg === null) return;
  const listening = new Listening(session, target, context);
  let over = false;
  session.control = (command) => {
    if (command === '*') over = true;
    else if (isMode(command)) listening.speak(command);
    session.signal.notify();
  };
  await session.signal.until(() => over || session.breaking || !session.isReady);
  session.breaking = false;
  session.control = null;
  listening.end();
};

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
    const listeners: Session[] = [];
    if (mode === '2' || mode === '3') listeners.push(this.target);
    const partner = this.target.bridge?.otherOf(this.target);
    if ((mode === '1' || mode === '3') && partner !== undefined) listeners.push(partner);
    for (const listener of listeners) this.speakTo(listener);
  }

  end(): void {
    this.beQuiet();
    for (const undo of this.undo) undo();
    this.session.output.setBase(null);
  }

  private speakTo(listener: Session): void {
    const { leg } = this.session.endpoint;
    if (leg === null) return;
    const voice: FrameSource & { write(frame: Int16Array): void } = this.context.media.pipe();
    const stop = leg.onFrame((frame) => {
      voice.write(frame);
    });
    listener.output.mix(this.name, voice);
    this.quiet.push(() => {
      stop();
      listener.output.remove(this.name);
    });
  }

  private beQuiet(): void {
    for (const undo of this.quiet) undo();
    this.quiet = [];
  }
}
