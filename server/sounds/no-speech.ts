import { UserError } from '../errors';
import type { SpeechEngine } from './speech';

/** An installation that speaks with recorded voices only. */
export const noSpeech: SpeechEngine = {
  render: () =>
    Promise.reject(
      new UserError('validation-failed', 'No speech engine is configured: upload a recording instead.'),
    ),
};
