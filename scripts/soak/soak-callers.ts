import { setTimeout as sleep } from 'node:timers/promises';
import { SipParty, type PartyCall } from '../../tests/support/sip-party';
import type { Dice } from './dice';
import { NUMBER, type SoakCentre } from './soak-centre';
import type { CallerStory, Tally } from './tally';

/** What callers do, each as often as it stands here. */
const ways = [
  ...['waits', 'waits', 'waits', 'waits', 'waits'],
  ...['types ahead', 'types ahead'],
  ...['is impatient', 'is impatient', 'is impatient'],
  'leaves the menu',
  'looks round',
  'cancels',
];

/** A telephone for all of them; they come one after the other for as long as the soak lasts. */
export class SoakCallers {
  readonly #under = new Set<Promise<void>>();
  #count = 0;

  private constructor(
    private readonly soak: SoakCentre,
    private readonly phone: SipParty,
    private readonly dice: Dice,
    private readonly tally: Tally,
  ) {}

  static async open(soak: SoakCentre, dice: Dice, tally: Tally): Promise<SoakCallers> {
    return new SoakCallers(soak, await SipParty.open(1500), dice.of('callers'), tally);
  }

  /** @param perMinute on the average */
  async arrive(untilMs: number, perMinute: number): Promise<void> {
    while (Date.now() < untilMs) {
      const story = this.#live((this.#count += 1)).catch(() => undefined);
      this.#under.add(story);
      void story.then(() => this.#under.delete(story));
      this.phone.forgetEnded();
      await sleep((60_000 / perMinute) * this.dice.between(0.3, 1.7));
    }
  }

  /** When all who came have gone. */
  async gone(): Promise<void> {
    await Promise.all(this.#under);
  }

  close(): void {
    this.phone.close();
  }

  async #live(nth: number): Promise<void> {
    const dice = this.dice.of(String(nth));
    const way = dice.pick(ways);
    const number = `138${String(10_000_000 + nth)}`;
    const story = this.tally.begin(number, way);
    const call = await this.phone.call(this.soak.centre.sip, NUMBER, { number, name: 'Soak' });
    try {
      await this.#follow(call, story, dice);
    } finally {
      if (!call.ended) {
        story.hungUp = true;
        await this.#hangUp(call);
      }
      story.answered = call.answered;
      story.ended = true;
    }
  }

  async #follow(call: PartyCall, story: CallerStory, dice: Dice): Promise<void> {
    if (story.way === 'cancels') return sleep(dice.between(0, 200));
    await this.#until(call, () => call.answered, 60_000);
    if (story.way === 'leaves the menu') return this.#pause(call, dice.between(100, 3000));
    if (story.way !== 'types ahead') await this.#pause(call, dice.between(300, 2500));
    if (story.way === 'looks round') await press(call, '9');
    if (story.way === 'looks round' || story.way === 'types ahead') await press(call, '2');
    await press(call, '1');
    if (story.way === 'is impatient') return this.#pause(call, dice.between(100, 9000));
    await this.#wait(call, story, dice);
  }

  /** Until an agent has talked with him, or for as long as he likes; who hears the menu again presses again. */
  async #wait(call: PartyCall, story: CallerStory, dice: Dice): Promise<void> {
    const patienceMs = Date.now() + dice.between(40_000, 90_000);
    const leaves = dice.isWithin(0.4);
    while (!call.ended && Date.now() < patienceMs) {
      await this.#until(call, () => this.tally.isTalking(story.number), 5000);
      if (!this.tally.isTalking(story.number)) await press(call, '1');
      else if (leaves) return this.#pause(call, dice.between(500, 6000));
      else await this.#until(call, () => !this.tally.isTalking(story.number), 60_000);
    }
  }

  /** A CANCEL may cross the answer: then it takes a BYE. */
  async #hangUp(call: PartyCall): Promise<void> {
    for (let tries = 0; tries < 10 && !call.ended; tries += 1) {
      await call.hangUp();
      await this.#until(call, () => false, 500);
    }
  }

  async #pause(call: PartyCall, ms: number): Promise<void> {
    await this.#until(call, () => false, ms);
  }

  async #until(call: PartyCall, isSo: () => boolean, mostMs: number): Promise<void> {
    const endMs = Date.now() + mostMs;
    while (!call.ended && !isSo() && Date.now() < endMs) await sleep(40);
  }
}

async function press(call: PartyCall, key: string): Promise<void> {
  if (!call.ended) await call.press(key);
}
