import { OperationalError } from '../errors';
import type { SpeechEngine } from '../sounds/speech';

export interface HttpSpeechOptions {
  readonly url: string;
  /** Sent as a bearer token. */
  readonly token: string | null;
  /** For the whole exchange. Default 30 s. */
  readonly timeoutMs?: number;
}

/** Two minutes at 48 kHz, 16 bit, mono. */
const LARGEST_SPEECH = 12 * 1024 * 1024;

/** A speech server: POST { text, language } is answered with audio/wav. */
export class HttpSpeech implements SpeechEngine {
  constructor(private readonly options: HttpSpeechOptions) {}

  async render(text: string, language: Parameters<SpeechEngine['render']>[1]): Promise<Buffer> {
    const { url, token, timeoutMs = 30_000 } = this.options;
    try {
      const response = await fetch(url, {
        method: 'POST',
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
        headers: {
          'content-type': 'application/json',
          accept: 'audio/wav',
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        },
        body: JSON.stringify({ text, language }),
      });
      return await wavOf(response);
    } catch (error) {
      if (error instanceof OperationalError) throw error;
      throw away('it does not answer', error);
    }
  }
}

async function wavOf(response: Response): Promise<Buffer> {
  const type = response.headers.get('content-type') ?? '';
  if (!response.ok || !/^audio\/(x-|vnd\.)?wave?\b/.test(type) || response.body === null) {
    await response.body?.cancel();
    throw away(
      `it answered ${response.status} with ${response.ok ? 'something else than a WAV' : 'no speech'}`,
    );
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop cancels the stream.
  for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > LARGEST_SPEECH) throw away('its answer is larger than 12 MB');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const away = (why: string, cause?: unknown): OperationalError =>
  new OperationalError('part-failed', `The speech server failed: ${why}`, { cause });
