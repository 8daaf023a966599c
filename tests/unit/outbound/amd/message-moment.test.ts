import { Dice } from '../../../../scripts/soak/dice';
import { MessageMomentEar, type MachineSoFar } from '../../../../server/outbound/amd/message-moment';
import { samplesOf, silence, tone, voice, type Sound } from '../../../support/spoken-sounds';

const RATE = 8000;
/** At what moment, and how many ms after the answer. */
function momentIn(sounds: readonly Sound[], machine: MachineSoFar) {
  const ear = new MessageMomentEar(RATE, machine);
  const samples = samplesOf(sounds, { rate: RATE, dice: new Dice('message') });
  for (let at = 0; at < samples.length; at += 160) {
    const moment = ear.push(samples.subarray(at, at + 160));
    if (moment !== null) return { moment, heardMs: at / 8 + 20 };
  }
  return { moment: ear.end(), heardMs: samples.length / 8 };
}

describe('when to speak to an answering machine', () => {
  const talks = { fromMs: 3000, hasBeeped: false };

  it('when its beep is over, not while it sounds', () => {
    const found = momentIn([silence(400), voice(5600), silence(600), tone(1000, 500), silence(900)], talks);
    expect(found.moment).toBe('after-beep');
    expect(found.heardMs).toBeGreaterThanOrEqual(7140);
    expect(found.heardMs).toBeLessThanOrEqual(7200);
  });

  it('when the beep that told the machine is over', () => {
    const found = momentIn([silence(500), tone(1440, 400), silence(400)], { fromMs: 620, hasBeeped: true });
    expect(found.moment).toBe('after-beep');
    expect(found.heardMs).toBeGreaterThanOrEqual(940);
    expect(found.heardMs).toBeLessThanOrEqual(1000);
  });

  it('when it has said nothing for three seconds: it has no beep, or we did not hear it', () => {
    const found = momentIn([silence(400), voice(5000), silence(4000)], talks);
    expect(found.moment).toBe('after-greeting');
    expect(found.heardMs).toBeGreaterThan(8200);
    expect(found.heardMs).toBeLessThanOrEqual(8400);
  });

  it('not in the pauses of its greeting', () => {
    const parts = [1, 2, 3].flatMap(() => [voice(2000), silence(1500)]);
    expect(momentIn(parts, talks).moment).toBe('time');
  });

  it('after half a minute in any case', () => {
    expect(momentIn([silence(200), voice(40_000)], talks)).toEqual({ moment: 'time', heardMs: 30_000 });
  });
});
