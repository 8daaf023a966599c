import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Desk, PhoneAccount } from '../../server/contract/rest';
import { ApiClient } from '../../tests/support/api-client';
import { startBrowserRelay, type BrowserRelay } from '../../tests/support/browser-relay';
import { PASSWORD } from '../../tests/support/centre';
import { SipParty, type PartyCall, type SipAddress } from '../../tests/support/sip-party';
import type { Dice } from './dice';
import { AGENTS, FAR_NUMBER, type SoakCentre } from './soak-centre';
import type { Tally } from './tally';

/** Ports of WebRTC's sound, three for each agent's relay. */
const FIRST_RTP_PORT = 16_100;
const LOOK_MS = 300;

/** An agent with a telephone and a login, who works until told to go. */
export class SoakAgent {
  #isWorking = true;
  #isAway = false;
  #breakUntil = 0;
  readonly #taken = new Set<PartyCall>();

  private constructor(
    private readonly agentId: string,
    private readonly api: ApiClient,
    private readonly phone: SipParty,
    private readonly relay: BrowserRelay | null,
    private readonly switchSide: SipAddress,
    private readonly account: PhoneAccount,
    private readonly dice: Dice,
    private readonly tally: Tally,
  ) {}

  static async logIn(soak: SoakCentre, agentId: string, dice: Dice, tally: Tally): Promise<SoakAgent> {
    const api = new ApiClient(soak.centre.url);
    await api.login(agentId, PASSWORD);
    const account = await api.get<PhoneAccount>('/me/phone');
    const phone = await SipParty.open(1000);
    phone.speaksAtOnce = true;
    phone.behaviours.set(account.user, 'ring');
    const port = FIRST_RTP_PORT + 10 * AGENTS.findIndex((each) => each === agentId);
    const relay = soak.kind === 'embedded' ? await startBrowserRelay(account.webSocketUrl, port) : null;
    const side = relay?.address ?? { host: soak.centre.sip.host, port: soak.centre.webrtcSipPort };
    const agent = new SoakAgent(agentId, api, phone, relay, side, account, dice.of(agentId), tally);
    if ((await agent.#register(600)) !== 200) throw new Error(`${agentId}'s phone could not sign on`);
    return agent;
  }

  async work(): Promise<void> {
    const calls = this.#answerCalls();
    while (this.#isWorking) {
      await this.#atDesk().catch(() => undefined);
      await sleep(LOOK_MS);
    }
    await calls;
  }

  /** When the call he is in is over. */
  goHome(): void {
    this.#isWorking = false;
  }

  desk(): Promise<Desk> {
    return this.api.desk();
  }

  close(): void {
    this.phone.close();
    this.relay?.close();
  }

  async #answerCalls(): Promise<void> {
    while (this.#isWorking || this.#taken.size > 0) {
      for (const call of [...this.phone.calls]) {
        if (call.ended || this.#taken.has(call)) continue;
        this.#taken.add(call);
        void this.#take(call)
          .catch(() => undefined)
          .finally(() => this.#taken.delete(call));
      }
      this.phone.forgetEnded();
      await sleep(40);
    }
  }

  /** Ready when he is not, unless he is on a break; no longer than needed in a wrap-up. */
  async #atDesk(): Promise<void> {
    const { agent } = await this.desk();
    if (agent.state === 'wrap-up' && this.dice.isWithin(0.3)) await this.#post('/me/wrap-up/finish');
    // While no server was there nobody could sign on.
    if (!agent.reachable && !this.#isAway) await this.#register(600);
    if (agent.presence === 'ready' || Date.now() < this.#breakUntil) return;
    await this.#presence({ presence: 'ready' });
  }

  async #take(call: PartyCall): Promise<void> {
    const chance = this.dice.next();
    if (chance < 0.07) {
      this.tally.did('declined');
      call.refuse(486);
      return;
    }
    if (chance < 0.14) {
      this.tally.did('missed');
      return this.#until(call, () => false, 15_000);
    }
    await this.#until(call, () => false, this.dice.between(50, 1800));
    if (call.ended) return;
    call.pickUp();
    call.speak();
    await this.#talk(call);
    if (this.dice.isWithin(0.12)) await this.#takeBreak();
  }

  async #talk(call: PartyCall): Promise<void> {
    const number = /sip:(\d+)@/.exec(call.invited?.header('From') ?? '')?.[1] ?? '';
    const talk = this.tally.talk(this.agentId, number);
    try {
      await this.#until(call, () => false, this.dice.between(500, 4000));
      if (!call.ended) await this.#doSomething(call, number).catch(() => undefined);
      await this.#until(call, () => false, this.dice.between(300, 3000));
      if (!call.ended) await this.#takeLeave(call, number);
    } finally {
      talk.until = Date.now();
    }
  }

  async #doSomething(call: PartyCall, number: string): Promise<void> {
    const chance = this.dice.next();
    if (chance < 0.2) return this.#hold(call);
    if (chance < 0.35) return this.#consult(call, number);
    if (chance < 0.42) await this.#vanish(call);
  }

  async #hold(call: PartyCall): Promise<void> {
    const callId = callIdOf(call);
    await this.#post(`/calls/${callId}/hold`);
    this.tally.did('held');
    await this.#until(call, () => false, this.dice.between(300, 2500));
    if (!call.ended) await this.#post(`/calls/${callId}/resume`);
  }

  async #consult(call: PartyCall, number: string): Promise<void> {
    const callId = callIdOf(call);
    await this.#post(`/desk/calls/${callId}/consult`, {
      requestId: randomUUID(),
      to: { kind: 'number', number: FAR_NUMBER },
    });
    await this.#until(call, () => false, this.dice.between(500, 3000));
    const connects = this.dice.isWithin(0.4);
    this.tally.did(connects ? 'connected with somebody else' : 'consulted');
    // He may be released before the answer to this comes.
    if (connects) this.tally.letGo(number);
    await this.#post(`/desk/calls/${callId}/consult/${connects ? 'complete' : 'cancel'}`);
  }

  /** His browser closes: the caller goes back to the head of the queue. */
  async #vanish(call: PartyCall): Promise<void> {
    this.tally.did('vanished');
    this.#isAway = true;
    await this.#register(0);
    await this.#until(call, () => false, this.dice.between(1000, 4000));
    this.#isAway = false;
  }

  async #takeLeave(call: PartyCall, number: string): Promise<void> {
    this.tally.letGo(number);
    if (this.dice.isWithin(0.4)) {
      await this.#post(`/calls/${callIdOf(call)}/hang-up`).catch(() => undefined);
      await this.#until(call, () => false, 2000);
    }
    await call.hangUp();
  }

  async #takeBreak(): Promise<void> {
    const lastsMs = this.dice.between(1000, 5000);
    this.#breakUntil = Date.now() + lastsMs;
    this.tally.did('took a break');
    await this.#presence({ presence: 'break', reason: null }).catch(() => undefined);
  }

  #register(expires: number): Promise<number> {
    return this.phone.register(this.switchSide, this.account, expires);
  }

  async #presence(body: { presence: string; reason?: null }): Promise<void> {
    await this.#must(await this.api.send('PUT', '/me/presence', body));
  }

  async #post(path: string, body?: unknown): Promise<void> {
    await this.#must(await this.api.send('POST', path, body));
  }

  async #must(response: Response): Promise<void> {
    if (!response.ok) throw new Error(await response.text());
  }

  async #until(call: PartyCall, isSo: () => boolean, mostMs: number): Promise<void> {
    const endMs = Date.now() + mostMs;
    while (!call.ended && !isSo() && Date.now() < endMs) await sleep(40);
  }
}

const callIdOf = (call: PartyCall): string => call.invited?.header('X-Kiloline-Call') ?? '';
