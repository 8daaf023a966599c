import { AnswererDetector } from './detector';
import { followRecording, type FollowOptions } from './follow-recording';
import type { AmdSettings, Verdict } from './verdict';

export interface ListenOptions extends FollowOptions {
  readonly settings?: Partial<AmdSettings>;
}

/**
 * The detector on a recording while the switch writes it.
 * @throws OperationalError part-failed: no WAV of 16 bit, or it cannot be read
 */
export const listenForMachine = (
  wavPath: string,
  { settings, ...options }: ListenOptions,
): Promise<Verdict> => followRecording(wavPath, options, (rate) => new AnswererDetector(rate, settings));
