/**
 * A centre that dials, by events: calls ring, persons answer, wait two seconds for an agent and are abandoned, agents talk,
 * wrap up and go. The same seed makes the same people; what happens to them depends on the way of dialling.
 */
import { Dice } from '../../soak/dice';
import { exponential, logNormal } from './chance';
import type { Dialer, View } from './dialer';
import { CapWatch, type Result } from './result';
import {
  AGENT_WITHIN_MS,
  ENDINGS,
  REACTION_MS,
  RING,
  TALK_SPREAD,
  WRAP_UP_MS,
  WRAP_UP_SPREAD,
  type Conditions,
  type Scenario,
} from './scenario';
import { Timeline } from './timeline';

const DECIDED_EVERY_MS = 1000;
/** Decisions are not made more often than this: events that come closer together are taken together. */
const APART_MS = 100;
const WARM_UP_SHARE = 1 / 3;

interface Agent {
  state: 'free' | 'talking' | 'wrap-up' | 'gone';
  since: number;
  /** Goes as soon as he may. */
  leaving: boolean;
}
interface Ringing {
  readonly startedAt: number;
  over: boolean;
  isWithdrawn: boolean;
}

export class Simulation {
  readonly #line = new Timeline();
  readonly #dice;
  readonly #agents: Agent[] = [];
  readonly #ringing = new Set<Ringing>();
  readonly #waiting: { over: boolean }[] = [];
  readonly #inbound: { at: number }[] = [];
  readonly #watch;
  #conditions: Conditions;
  #decidedAt = -APART_MS;
  #isPlanned = false;
  #busyMs = 0;
  #presentMs = 0;
  #accountedAt = 0;

  constructor(
    private readonly scenario: Scenario,
    private readonly dialer: Dialer,
    cap: number,
    window: number,
  ) {
    this.#dice = new Dice(scenario.seed);
    this.#conditions = scenario;
    this.#watch = new CapWatch(cap, window);
  }

  run(): Result {
    const line = this.#line;
    const hour = 3_600_000;
    this.#staffTo(this.scenario.agents);
    for (const { atHour, become } of this.scenario.shocks)
      line.after(atHour * hour, () => {
        this.#conditions = { ...this.#conditions, ...become };
        this.#staffTo(this.#conditions.agents);
        if (become.inboundPerHour !== undefined) this.#planInbound();
      });
    if (this.scenario.inboundPerHour > 0) this.#planInbound();
    const tick = () => {
      this.#decideSoon();
      line.after(DECIDED_EVERY_MS, tick);
    };
    tick();
    const end = this.scenario.hours * hour;
    line.runUntil(end * WARM_UP_SHARE);
    this.#account();
    const warm = { busyMs: this.#busyMs, presentMs: this.#presentMs, ...this.#watch.counts };
    line.runUntil(end);
    this.#account();
    return this.#watch.result({
      busyMs: this.#busyMs,
      presentMs: this.#presentMs,
      warm,
    });
  }

  // ---- agents

  #staffTo(wanted: number): void {
    this.#account();
    const here = this.#agents.filter((agent) => agent.state !== 'gone' && !agent.leaving);
    for (let index = here.length; index < wanted; index += 1) this.#agents.push(this.#newAgent());
    for (const agent of here.slice(wanted)) {
      agent.leaving = true;
      // Who is free stays until calls that count on him are withdrawn.
      this.#line.after(REACTION_MS, () => {
        if (agent.state === 'free') this.#setState(agent, 'gone');
      });
    }
    this.#decideSoon();
  }

  #newAgent(): Agent {
    const agent: Agent = { state: 'free', since: this.#line.now, leaving: false };
    this.#line.after(0, () => this.#becomeFree(agent));
    return agent;
  }

  #setState(agent: Agent, state: Agent['state']): void {
    this.#account();
    agent.state = state;
    agent.since = this.#line.now;
  }

  /** Counts the time since the last change: who was there, and who was not free. */
  #account(): void {
    const passed = this.#line.now - this.#accountedAt;
    this.#accountedAt = this.#line.now;
    if (passed === 0) return;
    for (const { state } of this.#agents) {
      if (state === 'gone') continue;
      this.#presentMs += passed;
      if (state !== 'free') this.#busyMs += passed;
    }
  }

  #becomeFree(agent: Agent): void {
    this.#setState(agent, agent.leaving ? 'gone' : 'free');
    if (agent.state === 'free') this.#serveWaiting();
    this.#decideSoon();
  }

  #freeAgent(): Agent | undefined {
    return this.#agents.find(({ state }) => state === 'free');
  }

  #talk(agent: Agent): void {
    this.#setState(agent, 'talking');
    const talkMs = Math.max(2000, logNormal(this.#dice, this.#conditions.talkS * 1000, TALK_SPREAD));
    const wrapUpMs = logNormal(this.#dice, WRAP_UP_MS, WRAP_UP_SPREAD);
    this.#line.after(talkMs, () => {
      this.#setState(agent, 'wrap-up');
      this.#decideSoon();
      this.#line.after(wrapUpMs, () => {
        this.dialer.handled({ talkMs, wrapUpMs });
        this.#becomeFree(agent);
      });
    });
  }

  // ---- persons

  #serveWaiting(): void {
    for (let agent = this.#freeAgent(); agent !== undefined; agent = this.#freeAgent()) {
      const caller = this.#inbound[0];
      if (caller !== undefined && this.#line.now - caller.at >= REACTION_MS) {
        this.#inbound.shift();
        this.#talk(agent);
        continue;
      }
      const person = this.#waiting.shift();
      if (person === undefined) return;
      person.over = true;
      this.#personReached(false);
      this.#talk(agent);
    }
  }

  #personReached(wasAbandoned: boolean): void {
    this.#watch.reached(wasAbandoned);
    this.dialer.reached(wasAbandoned);
  }

  #planInbound(): void {
    const { inboundPerHour } = this.#conditions;
    if (inboundPerHour <= 0) return;
    const conditions = this.#conditions;
    this.#line.after(exponential(this.#dice, 3_600_000 / inboundPerHour), () => {
      if (this.#conditions.inboundPerHour !== conditions.inboundPerHour) return;
      this.#inbound.push({ at: this.#line.now });
      this.#decideSoon();
      // An agent is offered the caller once calls that count on that agent are withdrawn.
      this.#line.after(REACTION_MS, () => this.#serveWaiting());
      this.#planInbound();
    });
  }

  // ---- calls

  #startCall(): void {
    const call: Ringing = { startedAt: this.#line.now, over: false, isWithdrawn: false };
    this.#ringing.add(call);
    this.#watch.counts.calls += 1;
    const { end, ms } = this.#fate();
    this.#line.after(ms, () => {
      if (call.over) return;
      call.over = true;
      this.#ringing.delete(call);
      this.dialer.attemptEnded({ ms, end });
      if (end === 'person') this.#answered();
      this.#decideSoon();
    });
  }

  #fate(): { end: 'person' | 'machine' | 'none'; ms: number } {
    const dice = this.#dice;
    const within = (ms: number, spread: number) =>
      Math.min(RING.mostMs - 100, 1500 + logNormal(dice, ms - 1500, spread));
    if (dice.isWithin(this.#conditions.answerRate))
      return { end: 'person', ms: within(RING.personMs, RING.personSpread) };
    if (dice.isWithin(ENDINGS.machine)) return { end: 'machine', ms: within(RING.machineMs, 0.2) };
    if (dice.isWithin(ENDINGS.refused)) return { end: 'none', ms: RING.refusedMs };
    return { end: 'none', ms: RING.mostMs };
  }

  #answered(): void {
    const person = { over: false };
    this.#waiting.push(person);
    this.#line.after(AGENT_WITHIN_MS, () => {
      if (person.over) return;
      this.#waiting.splice(this.#waiting.indexOf(person), 1);
      this.#personReached(true);
      this.#decideSoon();
    });
    this.#serveWaiting();
  }

  // ---- decisions

  #decideSoon(): void {
    if (this.#isPlanned) return;
    this.#isPlanned = true;
    this.#line.after(Math.max(0, this.#decidedAt + APART_MS - this.#line.now), () => {
      this.#isPlanned = false;
      this.#decidedAt = this.#line.now;
      this.#decide();
    });
  }

  #decide(): void {
    const { start, withdraw } = this.dialer.decide(this.#view());
    for (let call = 0; call < start; call += 1) this.#startCall();
    // In the order they were started.
    for (const call of [...this.#ringing].slice(0, withdraw)) this.#withdraw(call);
  }

  /** Until it takes effect the call may still be answered. */
  #withdraw(call: Ringing): void {
    if (call.isWithdrawn) return;
    call.isWithdrawn = true;
    this.#watch.counts.withdrawn += 1;
    this.#line.after(REACTION_MS - APART_MS, () => {
      call.over = true;
      this.#ringing.delete(call);
    });
  }

  #view(): View {
    const now = this.#line.now;
    const talking: number[] = [];
    const wrappingUp: number[] = [];
    let free = 0;
    let inTalk = 0;
    let inWrapUp = 0;
    let loggedIn = 0;
    for (const { state, since, leaving } of this.#agents) {
      if (state === 'gone') continue;
      loggedIn += 1;
      if (state === 'talking') inTalk += 1;
      if (state === 'wrap-up') inWrapUp += 1;
      if (leaving) continue;
      if (state === 'free') free += 1;
      if (state === 'talking') talking.push(now - since);
      if (state === 'wrap-up') wrappingUp.push(now - since);
    }
    return {
      nowMs: now,
      loggedIn,
      inTalk,
      inWrapUp,
      agents: { free, talking, wrappingUp },
      calls: {
        ringing: [...this.#ringing].map(({ startedAt }) => now - startedAt),
        listening: 0,
        waiting: this.#waiting.length,
      },
      inbound: {
        waiting: this.#inbound.length,
        arrivalsPerS: this.#conditions.inboundPerHour / 3600,
      },
    };
  }
}
