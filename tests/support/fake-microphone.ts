import { writeToneFile } from './wav';

/** What Chromium takes for its microphone, over and over (--use-file-for-fake-audio-capture). Loops without a seam. */
export function writeMicrophone(file: string, hertz: number): void {
  writeToneFile(file, { hertz, seconds: 2, rate: 48_000, amplitude: 12_000 });
}
