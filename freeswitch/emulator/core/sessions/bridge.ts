import type { MediaFactory } from '../../ports';
import type { Session } from './session';

/**
 * Two legs on the way to each other, then together, then apart (switch_ivr_uuid_bridge). The first one named
 * leads: it tells of the bridge and of its end. Each leg's thread arrives by itself, so that what it was doing
 * has ended before anybody is heard.
 */
export class Bridge {
  private readonly arrived = new Set<Session>();
  private state: 'joining' | 'joined' | 'ended' = 'joining';
  private untap: (() => void)[] = [];

  constructor(
    readonly leader: Session,
    readonly follower: Session,
    private readonly media: MediaFactory,
  ) {}

  get isJoined(): boolean {
    return this.state === 'joined';
  }

  get isEnded(): boolean {
    return this.state === 'ended';
  }

  otherOf(session: Session): Session {
    return session === this.leader ? this.follower : this.leader;
  }

  arrive(session: Session): void {
    this.arrived.add(session);
    if (this.state === 'joining' && this.arrived.size === 2) {
      this.state = 'joined';
      this.connect(this.leader, this.follower);
      this.connect(this.follower, this.leader);
    }
    this.wake();
  }

  /** Safe to call twice; the legs go on by themselves. */
  end(): void {
    if (this.state === 'ended') return;
    const wasJoined = this.isJoined;
    this.state = 'ended';
    for (const untap of this.untap) untap();
    this.untap = [];
    if (wasJoined) {
      for (const session of [this.leader, this.follower]) session.output.setBase(null);
    }
    this.wake();
  }

  private connect(from: Session, to: Session): void {
    const leg = from.endpoint.leg;
    if (leg === null) return;
    const pipe = this.media.pipe();
    this.untap.push(
      leg.onFrame((frame) => {
        pipe.write(frame);
      }),
    );
    to.output.setBase(pipe);
  }

  private wake(): void {
    this.leader.signal.notify();
    this.follower.signal.notify();
  }
}
