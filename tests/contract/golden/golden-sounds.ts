import { join } from 'node:path';
import { writeTestSounds, writeTone } from '../../support/wav';

const SOUNDS = [
  ['short', 700, 0.3],
  ['long', 1100, 5],
] as const;

/** What the scenarios play. @returns the directory */
export function writeGoldenSounds(dir: string): string {
  const soundsDir = writeTestSounds(dir);
  for (const [name, hertz, seconds] of SOUNDS) {
    for (const language of ['zh-CN', 'en-US']) {
      writeTone(join(soundsDir, language, `${name}.wav`), hertz, seconds);
    }
  }
  return soundsDir;
}
