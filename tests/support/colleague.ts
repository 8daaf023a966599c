import { agentId } from '../../server/contract/ids';
import type { CallRoomsBench } from './call-rooms';
import { eventually } from './eventually';
import { SipParty, type PartyCall } from './sip-party';
import { AGENTS } from './switch-under-test';

export const BOB = agentId('1002');

/** A second agent on the bench, on a break until he is asked to be ready. */
export class Colleague {
  private constructor(
    private readonly bench: CallRoomsBench,
    readonly phone: SipParty,
  ) {}

  static async join(bench: CallRoomsBench): Promise<Colleague> {
    const phone = await SipParty.open(1200);
    phone.speaksAtOnce = true;
    const login = { displayName: 'Bob', sessionId: 'two', sipUser: '1002', takeOver: false };
    await bench.stores.agents.logIn({ agentId: BOB, ...login });
    const bob = new Colleague(bench, phone);
    await bob.returns();
    return bob;
  }

  /** His phone is signed on. */
  async returns(): Promise<void> {
    await this.signsOn();
    await eventually('Bob is reachable', async () => (await this.bench.stores.agents.get(BOB))?.reachable);
  }

  /** Whether or not there is a server that hears of it. */
  signsOn(): Promise<void> {
    return this.#register(600);
  }

  /** His phone is gone; he is still logged in. */
  leaves(): Promise<void> {
    return this.#register(0);
  }

  async #register(seconds: number): Promise<void> {
    const account = { user: '1002', password: AGENTS['1002'], domain: this.bench.under.domain };
    await this.phone.register(this.bench.under.agentSide, account, seconds);
  }

  ready(): Promise<void> {
    return this.bench.rooms.actions.setPresence(BOB, { presence: 'ready' });
  }

  /** The call at his phone. */
  call(): Promise<PartyCall> {
    return eventually('Bob’s phone is called', () => this.phone.calls.findLast((one) => !one.ended));
  }

  async state(): Promise<string | undefined> {
    return (await this.bench.stores.agents.get(BOB))?.state;
  }

  close(): void {
    this.phone.close();
  }

  /** After a test: nothing is left of it, and nothing stands in Redis that must not; else it is swept away for the next one. */
  async allAtRest(): Promise<void> {
    try {
      await this.bench.quiet();
      await this.rest();
      expect(await this.bench.stores.acd.brokenInvariants()).toEqual([]);
    } catch (error) {
      await this.bench.sweep();
      await this.rest().catch(() => undefined);
      throw error;
    }
  }

  /** Idle and on a break again. */
  async rest(): Promise<void> {
    if ((await this.state()) === 'wrap-up') await this.bench.rooms.actions.finishWrapUp(BOB);
    await eventually('Bob is idle', async () => (await this.state()) === 'idle');
    await this.bench.rooms.actions.setPresence(BOB, { presence: 'break', reason: null });
    this.phone.behaviours.clear();
  }
}
