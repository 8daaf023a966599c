/** The labelled set: who answered, and what is heard from that moment on, seeded. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Dice } from '../../soak/dice';
import { RATE, rollLine, throughLine, type Line } from './line-sound';
import { allTexts, type Half, type Text } from './texts';
import { allVoices, speak, type Voice } from './voices';

export interface Greeting {
  readonly half: Half;
  readonly label: 'person' | 'machine' | 'fax';
  readonly about: string;
  readonly line: Line;
  readonly samples: Int16Array;
}

const SECONDS = 8;

export async function makeGreetings(seed: string, onMade: (made: number) => void): Promise<Greeting[]> {
  const directory = mkdtempSync(join(tmpdir(), 'kiloline-amd-'));
  const greetings: Greeting[] = [];
  try {
    for (const text of allTexts)
      for (const voice of voicesFor(text)) {
        const about = `${text.words} [${voice.name}]`;
        const spoken = await speakText(text, voice, new Dice(`${seed} ${about}`), directory);
        // The same words over two lines.
        for (const turn of [1, 2]) {
          const dice = new Dice(`${seed} ${about} ${turn}`);
          const line = rollLine(dice);
          const sound = answered(text, spoken, dice);
          const samples = await throughLine(sound, line, dice, directory);
          greetings.push({ half: text.half, label: text.label, about, line, samples });
        }
        onMade(greetings.length);
      }
    greetings.push(...(await faxMachines(seed, directory)));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
  return greetings;
}

const voicesFor = (text: Text): readonly Voice[] =>
  allVoices.filter(({ half, language }) => half === text.half && language === text.language);

export async function speakText(
  text: Text,
  voice: Voice,
  dice: Dice,
  directory: string,
): Promise<Float32Array> {
  const parts: Float32Array[] = [];
  for (const words of text.words.split('|')) {
    if (parts.length > 0)
      parts.push(silence(text.label === 'person' ? dice.between(700, 1800) : dice.between(250, 700)));
    parts.push(await speak(voice, words.trim(), directory));
  }
  return joined(parts);
}

/** With the silence before it and what comes after. */
export function answered(text: Text, spoken: Float32Array, dice: Dice): Float32Array {
  const before = text.label === 'person' ? dice.between(100, 1200) : dice.between(200, 1300);
  const parts = [silence(before), spoken];
  if (text.after === 'network-tones-before')
    parts.splice(1, 0, ...[950, 1400, 1800].map((hertz) => tone(hertz, 330)), silence(400));
  if (text.after === 'beep')
    parts.push(silence(dice.between(300, 900)), tone(dice.between(420, 2000), dice.between(150, 800)));
  const whole = new Float32Array(SECONDS * RATE);
  whole.set(joined(parts).subarray(0, whole.length));
  return whole;
}

async function faxMachines(seed: string, directory: string): Promise<Greeting[]> {
  const greetings: Greeting[] = [];
  for (let index = 0; index < 24; index += 1) {
    const dice = new Dice(`${seed} fax ${index}`);
    const half = index % 2 === 0 ? 'tuning' : 'held-out';
    const [hertz, ms] = index % 3 === 0 ? [1100, 500] : [2100, 2600];
    const whole = new Float32Array(SECONDS * RATE);
    whole.set(joined([silence(dice.between(200, 1800)), tone(hertz + dice.between(-10, 10), ms)]));
    const line = rollLine(dice);
    const samples = await throughLine(whole, line, dice, directory);
    greetings.push({ half, label: 'fax', about: `${hertz} Hz`, line, samples });
  }
  return greetings;
}

const silence = (ms: number): Float32Array => new Float32Array(Math.round((ms * RATE) / 1000));
const tone = (hertz: number, ms: number): Float32Array =>
  silence(ms).map((_, at) => 0.6 * Math.sin((2 * Math.PI * hertz * at) / RATE));

function joined(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
