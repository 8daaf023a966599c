import { SOUND_MAX_SECONDS } from '../contract/sounds';
import { UserError } from '../errors';
import { resample } from './resample';
import { readWavFormat, secondsOf, WavFault, type WavFormat } from './wav-format';
import { monoSamples, telephoneWav } from './wav-samples';

/**
 * Any WAV of 0.1 to 120 s as the switches play it: 8 kHz, mono, 16 bit. Its loudness stays as it is.
 * @throws UserError('validation-failed') that says in words what is wrong with it
 */
export async function asTelephoneRecording(file: Buffer): Promise<Buffer> {
  const format = formatOf(file);
  const seconds = secondsOf(format);
  if (seconds < 0.1) throw refused('The recording is shorter than a tenth of a second.');
  if (seconds > SOUND_MAX_SECONDS) {
    throw refused(
      `The recording is ${Math.round(seconds)} seconds long; at most ${SOUND_MAX_SECONDS} are taken.`,
    );
  }
  return telephoneWav(await resample(await monoSamples(file, format), format.rate));
}

function formatOf(file: Buffer): WavFormat {
  try {
    return readWavFormat(file);
  } catch (error) {
    if (error instanceof WavFault) throw refused(error.message);
    throw error;
  }
}

const refused = (why: string): UserError => new UserError('validation-failed', why);
