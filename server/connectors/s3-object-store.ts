import { createReadStream } from 'node:fs';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { pipeline } from 'node:stream/promises';
import { buffer } from 'node:stream/consumers';
import { createHash } from 'node:crypto';
import { sign } from 'aws4';
import { OperationalError } from '../errors';
import type { ObjectStore, StoredFile } from '../recordings/object-store';

export interface S3Settings {
  /** Bucket and prefix: https://s3.example.com/bucket/prefix, or https://bucket.s3.example.com/prefix. */
  readonly url: string;
  readonly region: string;
  readonly keyId: string;
  readonly secret: string;
  /** Of one request that sends or receives a whole file, ms. */
  readonly longestMs?: number;
}

interface Call {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'DELETE';
  readonly name: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly file?: StoredFile;
}

/** An upload is over before the claim of whoever sends it is. */
const LONGEST_MS = 50 * 60_000;
const IDLE_MS = 30_000;
const MOST_ANSWER = 64 * 1024;
const EMPTY_SHA256 = createHash('sha256').digest('hex');

/**
 * S3, and what is compatible with it, by four requests of its interface, each signed (Signature Version 4). The sum of
 * a file is part of what is signed, so the store refuses other bytes; afterwards they are asked for once more.
 */
export class S3ObjectStore implements ObjectStore {
  readonly #settings: S3Settings;
  readonly #base: URL;

  constructor(settings: S3Settings) {
    this.#settings = settings;
    this.#base = new URL(settings.url.endsWith('/') ? settings.url : `${settings.url}/`);
  }

  async put(name: string, file: StoredFile): Promise<void> {
    const headers = {
      'content-length': String(file.bytes),
      'content-type': 'application/octet-stream',
      'x-amz-checksum-sha256': Buffer.from(file.sha256, 'hex').toString('base64'),
    };
    await this.#answered({ method: 'PUT', name, headers, file }, [200]);
    await this.#mustBeThere(name, file);
  }

  async sizeOf(name: string): Promise<number | null> {
    const response = await this.#call({ method: 'HEAD', name });
    response.resume();
    if (response.statusCode === 404) return null;
    if (response.statusCode !== 200) throw refused('HEAD', response.statusCode, '');
    return Number(response.headers['content-length']);
  }

  async read(name: string, from: number, to: number): Promise<Buffer> {
    const range = `bytes=${String(from)}-${String(to - 1)}`;
    const bytes = await this.#answered({ method: 'GET', name, headers: { range } }, [206], to - from);
    if (bytes.length !== to - from) throw away('It sent another part than was asked for');
    return bytes;
  }

  async remove(name: string): Promise<void> {
    await this.#answered({ method: 'DELETE', name }, [200, 204, 404]);
  }

  /** For the doctor. @returns the status of asking for the bucket's first object */
  async probe(): Promise<number> {
    const response = await this.#call({ method: 'HEAD', name: '.kiloline-probe' });
    response.resume();
    return response.statusCode ?? 0;
  }

  /** Whatever a store says of checksums, the bytes that come back are proof. */
  async #mustBeThere(name: string, { bytes, sha256 }: StoredFile): Promise<void> {
    const response = await this.#call({ method: 'GET', name });
    const hash = createHash('sha256');
    let received = 0;
    await within(IDLE_MS, response, async () => {
      for await (const piece of response as AsyncIterable<Buffer>) {
        hash.update(piece);
        received += piece.length;
      }
    });
    if (response.statusCode === 200 && received === bytes && hash.digest('hex') === sha256) return;
    throw away('It has other bytes than were sent');
  }

  async #answered(call: Call, good: readonly number[], most = MOST_ANSWER): Promise<Buffer> {
    const response = await this.#call(call);
    const isGood = good.includes(response.statusCode ?? 0);
    let received = 0;
    response.on('data', (piece: Buffer) => {
      received += piece.length;
      if (received > (isGood ? most : MOST_ANSWER)) response.destroy(new Error('it sends too much'));
    });
    const body = await within(IDLE_MS, response, () => buffer(response));
    if (!isGood) throw refused(call.method, response.statusCode, body.toString('utf8'));
    return body;
  }

  async #call({ method, name, headers = {}, file }: Call): Promise<IncomingMessage> {
    const { region, keyId: accessKeyId, secret: secretAccessKey, longestMs = LONGEST_MS } = this.#settings;
    const url = new URL(name, this.#base);
    const signed = sign(
      {
        ...{ service: 's3', region, method, host: url.host, path: url.pathname },
        headers: { ...headers, 'x-amz-content-sha256': file?.sha256 ?? EMPTY_SHA256 },
      },
      { accessKeyId, secretAccessKey },
    );
    const request = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, {
      method,
      headers: signed.headers,
      signal: AbortSignal.timeout(longestMs),
    });
    request.setTimeout(IDLE_MS, () => request.destroy(new Error('it does not answer')));
    try {
      const answer = new Promise<IncomingMessage>((resolve, reject) => {
        request.once('response', resolve);
        request.once('error', reject);
      });
      // A store may refuse before it has everything: then its answer says more than the broken pipe.
      const sent =
        file === undefined ? Promise.resolve(request.end()) : pipeline(createReadStream(file.path), request);
      sent.catch(() => undefined);
      return await answer;
    } catch (cause) {
      throw away('It cannot be reached', cause);
    }
  }
}

async function within<Result>(
  idleMs: number,
  response: IncomingMessage,
  read: () => Promise<Result>,
): Promise<Result> {
  response.setTimeout(idleMs, () => response.destroy(new Error('it does not go on')));
  try {
    return await read();
  } catch (cause) {
    throw away('Its answer broke off', cause);
  }
}

const away = (what: string, cause?: unknown): OperationalError =>
  new OperationalError('object-store-away', `The store of recordings: ${what}`, { cause });

/** The code of its XML says why (NoSuchBucket, SignatureDoesNotMatch, AccessDenied, …); no more of it is told. */
function refused(method: string, status: number | undefined, body: string): OperationalError {
  const code = /<Code>([A-Za-z]{1,60})<\/Code>/.exec(body)?.[1] ?? '';
  return away(`${method} was answered with ${String(status)} ${code}`.trim());
}
