import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const sha256 = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex');
const hmac = (key: Buffer | string, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/**
 * A small S3 that checks what a real one does: each request's signature (Signature Version 4, by the published
 * description and not by the signer under test), the sum of what is sent, ranges. And it misbehaves as told.
 */
export class S3Server {
  readonly keyId = 'AKIATEST';
  readonly secret = 'a secret that only the two know';
  readonly region = 'test-1';
  readonly objects = new Map<string, Buffer>();
  /** What was asked: 'PUT name'. */
  readonly requests: string[] = [];
  /** Keeps other bytes than it was sent, and says nothing. */
  spoils = false;
  /** Answers everything with 503. */
  isAway = false;
  url = '';
  #server: Server | null = null;

  async start(): Promise<string> {
    const server = createServer((request, response) => void this.#serve(request, response));
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/bucket/talks`;
    return this.url;
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((resolve) => this.#server?.close(resolve));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const pieces: Buffer[] = [];
    for await (const piece of request as AsyncIterable<Buffer>) pieces.push(piece);
    const body = Buffer.concat(pieces);
    const path = (request.url ?? '').split('?')[0] ?? '';
    this.requests.push(`${request.method ?? ''} ${path.split('/').pop() ?? ''}`);
    const refuse = (status: number, code: string): void => {
      response.writeHead(status).end(request.method === 'HEAD' ? '' : `<Error><Code>${code}</Code></Error>`);
    };
    if (this.isAway) refuse(503, 'SlowDown');
    else if (!this.#isSigned(request, path)) refuse(403, 'SignatureDoesNotMatch');
    else if (request.headers['x-amz-content-sha256'] !== sha256(body))
      refuse(400, 'XAmzContentSHA256Mismatch');
    else if (!path.startsWith('/bucket/')) refuse(404, 'NoSuchBucket');
    else this.#answer(request, response, path, body, refuse);
  }

  #answer(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    body: Buffer,
    refuse: (status: number, code: string) => void,
  ): void {
    if (request.method === 'PUT') {
      const sum = request.headers['x-amz-checksum-sha256'];
      if (sum !== createHash('sha256').update(body).digest('base64')) return refuse(400, 'BadDigest');
      this.objects.set(path, this.spoils ? Buffer.concat([body.subarray(1), body.subarray(0, 1)]) : body);
      response.writeHead(200).end();
      return;
    }
    if (request.method === 'DELETE') {
      this.objects.delete(path);
      response.writeHead(204).end();
      return;
    }
    const object = this.objects.get(path);
    if (object === undefined) return refuse(404, 'NoSuchKey');
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
    const part = from === undefined ? object : object.subarray(Number(from), Number(to) + 1);
    response.writeHead(from === undefined ? 200 : 206, { 'content-length': part.length });
    response.end(request.method === 'HEAD' ? undefined : part);
  }

  /** https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html */
  #isSigned({ headers, method }: IncomingMessage, path: string): boolean {
    const [, credential = '', names = '', signature] =
      /^AWS4-HMAC-SHA256 Credential=(\S+), ?SignedHeaders=(\S+), ?Signature=([0-9a-f]{64})$/.exec(
        headers.authorization ?? '',
      ) ?? [];
    const [keyId, date = '', region = '', service = '', end = ''] = credential.split('/');
    const signed = names.split(';');
    if (keyId !== this.keyId || region !== this.region || service !== 's3') return false;
    if (!signed.includes('host') || !signed.includes('x-amz-content-sha256')) return false;
    const canonical = [
      method,
      path,
      '',
      ...signed.map((name) => `${name}:${String(headers[name] ?? '').trim()}`),
      '',
      names,
      headers['x-amz-content-sha256'],
    ].join('\n');
    const scope = [date, region, service, end].join('/');
    const text = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, sha256(canonical)].join('\n');
    const key = [date, region, service, end].reduce<Buffer | string>(hmac, `AWS4${this.secret}`);
    return hmac(key, text).toString('hex') === signature;
  }
}
