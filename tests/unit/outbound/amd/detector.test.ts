import { Dice } from '../../../../scripts/soak/dice';
import { AnswererDetector } from '../../../../server/outbound/amd/detector';
import type { AmdSettings, Verdict } from '../../../../server/outbound/amd/verdict';
import { samplesOf, silence, tone, voice, type Sound } from '../../../support/spoken-sounds';

function hear(
  sounds: readonly Sound[],
  options: {
    rate?: number;
    noise?: number;
    gain?: number;
    settings?: Partial<AmdSettings>;
    chunk?: number;
  } = {},
): Verdict {
  const { rate = 8000, settings = {}, chunk = 160, ...line } = options;
  const detector = new AnswererDetector(rate, settings);
  const samples = samplesOf([...sounds, silence(5000)], { rate, dice: new Dice('amd'), ...line });
  for (let at = 0; at < samples.length; at += chunk) {
    const verdict = detector.push(samples.subarray(at, at + chunk));
    if (verdict !== null) return verdict;
  }
  return detector.end();
}

describe('who answered', () => {
  it('is a person when a short greeting is followed by silence', () => {
    const verdict = hear([silence(400), voice(450)]);
    expect(verdict).toMatchObject({ answerer: 'person', reason: 'short-greeting', words: 1 });
    expect(Math.abs(verdict.silenceMs - 400)).toBeLessThanOrEqual(40);
    expect(Math.abs(verdict.greetingMs - 450)).toBeLessThanOrEqual(60);
    expect(Math.abs(verdict.atMs - (400 + 450 + 850))).toBeLessThanOrEqual(60);
  });

  it('is a person who says his name after a short pause', () => {
    expect(hear([silence(300), voice(250), silence(300), voice(900)])).toMatchObject({
      answerer: 'person',
      words: 2,
    });
  });

  it('is a machine that goes on talking', () => {
    expect(hear([silence(300), voice(6000)])).toMatchObject({
      answerer: 'machine',
      reason: 'long-greeting',
    });
  });

  it('is a machine that began late and still talks when the time is up', () => {
    expect(hear([silence(1500), voice(6000)])).toMatchObject({ answerer: 'machine', atMs: 3500 });
  });

  it('is a machine that says many short things', () => {
    const words = Array.from({ length: 8 }, () => [voice(150), silence(200)]).flat();
    expect(hear([silence(200), ...words])).toMatchObject({ answerer: 'machine', reason: 'many-words' });
  });

  it('is a machine that beeps, whatever was said before', () => {
    const verdict = hear([silence(200), voice(500), silence(400), tone(1000 + 440, 160)]);
    expect(verdict).toMatchObject({ answerer: 'machine', reason: 'beep' });
    expect(Math.abs((verdict.toneHz ?? 0) - 1440)).toBeLessThanOrEqual(15);
  });

  it.each([420, 650, 950, 1300, 1750, 2050])('hears a beep of %d Hz', (hertz) => {
    expect(hear([silence(400), tone(hertz, 300)])).toMatchObject({ answerer: 'machine', reason: 'beep' });
  });

  it('does not take a click or a short chirp for a beep', () => {
    expect(hear([silence(400), tone(1440, 60), silence(300), voice(500)])).toMatchObject({
      answerer: 'person',
    });
  });

  it('is a machine behind the three tones of a network', () => {
    expect(hear([silence(300), tone(950, 330), tone(1400, 330), tone(1800, 330), voice(2000)])).toMatchObject(
      {
        answerer: 'machine',
        reason: 'network-tones',
      },
    );
  });

  it.each([
    [1100, 500],
    [2100, 2600],
  ])('is a fax that sends %d Hz', (hertz, ms) => {
    expect(hear([silence(800), tone(hertz, ms)])).toMatchObject({ answerer: 'fax', reason: 'fax-tone' });
  });

  it('is unsure about silence, at the latest when the time is up', () => {
    expect(hear([])).toMatchObject({ answerer: 'unsure', reason: 'silence', atMs: 3500, words: 0 });
    expect(hear([], { noise: 0.02 })).toMatchObject({ answerer: 'unsure', reason: 'silence' });
  });

  it('is unsure when the time is up within a greeting that could be either', () => {
    expect(hear([silence(2500), voice(800)])).toMatchObject({ answerer: 'unsure', reason: 'time' });
  });

  it('is unsure when the sound ends first', () => {
    const detector = new AnswererDetector(8000);
    expect(detector.push(new Int16Array(800))).toBeNull();
    expect(detector.end()).toMatchObject({ answerer: 'unsure', reason: 'silence', atMs: 100 });
  });

  it.each([
    ['quiet', { gain: 0.1, noise: 0.0003 }],
    ['loud', { gain: 2.2, noise: 0.002 }],
    ['noisy', { gain: 1, noise: 0.03 }],
  ])('is heard on a %s line', (_, line) => {
    expect(hear([silence(500), voice(500)], line)).toMatchObject({ answerer: 'person', words: 1 });
    expect(hear([silence(500), voice(6000)], line)).toMatchObject({ answerer: 'machine' });
    expect(hear([silence(500), tone(1440, 300)], line)).toMatchObject({
      answerer: 'machine',
      reason: 'beep',
    });
  });

  it.each([8000, 16_000, 48_000])('is the same at %d samples a second', (rate) => {
    expect(hear([silence(400), voice(450)], { rate })).toMatchObject({ answerer: 'person' });
    expect(hear([silence(400), tone(1440, 200)], { rate })).toMatchObject({ answerer: 'machine' });
  });

  it('does not depend on how the sound is cut', () => {
    const sounds = [silence(300), voice(400), silence(250), voice(300)];
    const whole = hear(sounds);
    expect(hear(sounds, { chunk: 7 })).toEqual(whole);
    expect(hear(sounds, { chunk: 4001 })).toEqual(whole);
  });

  it('is decided as it is set', () => {
    expect(hear([silence(300), voice(1500)], { settings: { greetingMs: 1000 } }).answerer).toBe('machine');
    expect(hear([silence(300), voice(300)], { settings: { waitsMs: 400 } }).atMs).toBeLessThan(1200);
  });

  it('stays what it was, whatever comes later', () => {
    const detector = new AnswererDetector(8000);
    const dice = new Dice('stays');
    const beep = Int16Array.from(tone(1440, 400)(8000, dice), (sample) => Math.round(sample * 32_767));
    const verdict = detector.push(Int16Array.from([...new Int16Array(4000), ...beep]));
    expect(verdict?.reason).toBe('beep');
    expect(detector.push(new Int16Array(40_000))).toEqual(verdict);
    expect(detector.end()).toEqual(verdict);
  });
});
