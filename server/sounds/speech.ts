import type { Language } from './manifest';

/** Makes speech of a text while it is being saved; never during a call. */
export interface SpeechEngine {
  /**
   * A WAV of any form.
   * @param text 1 to 2000 characters without control characters
   * @throws UserError when there is no engine for the language: then a recording is needed; OperationalError when it
   *   is away, too slow or gives no speech
   */
  render(text: string, language: Language): Promise<Buffer>;
}
