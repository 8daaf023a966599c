/** Sound as it comes over a line, made by rule: what the detector of answering machines is tested with. */
import type { Dice } from '../../scripts/soak/dice';

export type Sound = (rate: number, dice: Dice) => Float32Array;
const length = (ms: number, rate: number) => Math.round((ms * rate) / 1000);

export const silence =
  (ms: number): Sound =>
  (rate) =>
    new Float32Array(length(ms, rate));
export const tone =
  (hertz: number, ms: number, amplitude = 0.3): Sound =>
  (rate) =>
    Float32Array.from(
      { length: length(ms, rate) },
      (_, at) => amplitude * Math.sin((2 * Math.PI * hertz * at) / rate),
    );
/** Voiced sound: a fundamental that glides, with its overtones, five syllables a second with a stop between them. */
export const voice =
  (ms: number, amplitude = 0.3): Sound =>
  (rate, dice) => {
    const from = dice.between(110, 220);
    let phase = 0;
    return Float32Array.from({ length: length(ms, rate) }, (_, at) => {
      const t = at / rate;
      phase += (2 * Math.PI * (from + 25 * Math.sin(2 * Math.PI * 1.3 * t))) / rate;
      let sum = 0;
      for (let overtone = 1; overtone <= 12; overtone += 1) sum += Math.sin(overtone * phase) / overtone;
      return amplitude * sum * (0.5 + 0.5 * Math.sin(2 * Math.PI * 5 * t + 1));
    });
  };

/** @param noise of the line, as a part of full scale */
export const samplesOf = (
  sounds: readonly Sound[],
  { rate, dice, noise = 0.0005, gain = 1 }: { rate: number; dice: Dice; noise?: number; gain?: number },
): Int16Array =>
  Int16Array.from(
    sounds.flatMap((sound) => [...sound(rate, dice)]),
    (sample) =>
      Math.max(
        -32_768,
        Math.min(32_767, Math.round((sample * gain + noise * (dice.next() * 2 - 1)) * 32_767)),
      ),
  );
