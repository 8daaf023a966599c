import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface ToneFile {
  readonly hertz: number;
  readonly seconds: number;
  /** Samples a second. Default 8000, the telephone's. */
  readonly rate?: number;
  /** Of 32 768. Default 8000. */
  readonly amplitude?: number;
}

/** A mono 16-bit WAV holding a tone. */
export function writeToneFile(
  file: string,
  { hertz, seconds, rate = 8000, amplitude = 8000 }: ToneFile,
): void {
  writeSamples(file, rate, Math.round(rate * seconds), (at) => amplitude * sine(hertz, at / rate));
}

/** One note after the other, a frame of 20 ms each: it can be told which frame of the file one hears. */
export function writeNotes(file: string, notes: readonly number[]): void {
  const [rate, frame, amplitude] = [8000, 160, 8000];
  writeSamples(file, rate, notes.length * frame, (at) => {
    return amplitude * sine(notes[Math.floor(at / frame)] ?? 0, at / rate);
  });
}

const sine = (hertz: number, seconds: number): number => Math.sin(2 * Math.PI * hertz * seconds);

function writeSamples(file: string, rate: number, samples: number, sample: (at: number) => number): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, wavBytes({ rate, frames: samples }, sample));
}

/** A 16-bit WAV; `sample` says how loud each moment of each channel is, -32 768 to 32 767. */
export function wavBytes(
  {
    channels = 1,
    rate = 8000,
    frames,
  }: { readonly channels?: number; readonly rate?: number; readonly frames: number },
  sample: (frame: number, channel: number) => number,
): Buffer {
  const wav = Buffer.alloc(44 + frames * channels * 2);
  wav.write('RIFF', 0);
  wav.writeUInt32LE(wav.length - 8, 4);
  wav.write('WAVEfmt ', 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(channels, 22);
  wav.writeUInt32LE(rate, 24);
  wav.writeUInt32LE(rate * channels * 2, 28);
  wav.writeUInt16LE(channels * 2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36);
  wav.writeUInt32LE(wav.length - 44, 40);
  for (let frame = 0; frame < frames; frame += 1)
    for (let channel = 0; channel < channels; channel += 1)
      wav.writeInt16LE(Math.round(sample(frame, channel)), 44 + (frame * channels + channel) * 2);
  return wav;
}

export const writeTone = (file: string, hertz: number, seconds: number): void =>
  writeToneFile(file, { hertz, seconds });

/** The least a switch needs of freeswitch/sounds: the overflow announcement in both languages and music. */
export function writeTestSounds(dir: string): string {
  writeTone(join(dir, 'zh-CN/lines-busy.wav'), 440, 0.4);
  writeTone(join(dir, 'en-US/lines-busy.wav'), 660, 0.4);
  writeTone(join(dir, 'music/8000/tone.wav'), 330, 5);
  return dir;
}
