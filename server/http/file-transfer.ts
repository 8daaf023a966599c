/** Files in requests and answers: `body: uploadSchema` with `upload`, `response: fileSchema` with `download`. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import express, { type Request, type RequestHandler, type Response } from 'express';
import { z } from 'zod';
import { UserError } from '../errors';
import { EdgeError } from './error-handler';

export interface UploadRules {
  /** For example 'audio/wav'. What the sender says is no proof: whoever takes the bytes looks into them. */
  readonly contentTypes: readonly string[];
  readonly maxBytes: number;
  /** The file is handed on as it comes; `body` is streamedUploadSchema then. */
  readonly isStreamed?: boolean;
}

/** A request whose body is one file, as it is. */
export class Upload {
  constructor(
    readonly contentType: string,
    readonly bytes: Buffer,
  ) {}
}

/** A request whose body is one file, to be read once. Ends with EdgeError 'body-too-large' when it grows too large. */
export class StreamedUpload {
  constructor(
    readonly contentType: string,
    readonly bytes: AsyncIterable<Buffer>,
  ) {}
}

/** What can be read from anywhere, and is to be closed. */
export interface RangedFile {
  readonly size: number;
  /** From byte to byte, the last one not included. */
  read(from: number, to: number): AsyncIterable<Buffer>;
  close(): Promise<void>;
}

/** An answer that is a file. A path must come from what the server wrote, never from the request. */
export class FileAnswer {
  constructor(
    readonly contentType: string,
    readonly content: Buffer | { readonly path: string } | { readonly stream: Readable } | RangedFile,
    /** What a browser saves it as; without it, it is shown or played. */
    readonly saveAs: string | null = null,
  ) {}
}

export const uploadSchema = z.instanceof(Upload);
export const streamedUploadSchema = z.instanceof(StreamedUpload);
export const fileSchema = z.instanceof(FileAnswer);

/**
 * Called after access was checked, so that nobody makes us keep what he may not send.
 * @throws EdgeError 'unsupported-media-type' or 'body-too-large', UserError when there is no file in it
 */
export async function readUpload(
  request: Request,
  response: Response,
  rules: UploadRules,
): Promise<Upload | StreamedUpload> {
  const { contentTypes, maxBytes } = rules;
  const contentType = request.is([...contentTypes]);
  if (contentType === null) throw new UserError('validation-failed', 'The request has no file in it.');
  if (contentType === false) {
    throw new EdgeError('unsupported-media-type', `Only ${contentTypes.join(', ')} can be sent here.`);
  }
  if (rules.isStreamed === true) return new StreamedUpload(contentType, limited(request, maxBytes));
  const read: RequestHandler = express.raw({ type: [...contentTypes], limit: maxBytes });
  await new Promise<void>((resolve, reject) => {
    read(request, response, (error: unknown) =>
      error === undefined ? resolve() : reject(tooLarge(error, maxBytes)),
    );
  });
  const bytes = request.body as unknown;
  if (!Buffer.isBuffer(bytes) || bytes.length === 0)
    throw new UserError('validation-failed', 'The request has no file in it.');
  return new Upload(contentType, bytes);
}

async function* limited(request: Request, maxBytes: number): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw bodyTooLarge(maxBytes);
    yield chunk;
  }
}

const bodyTooLarge = (maxBytes: number): EdgeError =>
  new EdgeError('body-too-large', `The file is larger than ${sizeText(maxBytes)}.`);

function tooLarge(error: unknown, maxBytes: number): Error {
  if (error instanceof Error && 'status' in error && error.status === 413) {
    return bodyTooLarge(maxBytes);
  }
  return error as Error;
}

export const sizeText = (bytes: number): string =>
  bytes >= 1024 * 1024 ? `${Math.floor(bytes / 1024 / 1024)} MB` : `${Math.floor(bytes / 1024)} kB`;

export async function sendFileAnswer(response: Response, answer: FileAnswer): Promise<void> {
  const { contentType, content, saveAs } = answer;
  if (saveAs !== null) response.attachment(saveAs);
  response.type(contentType);
  if (Buffer.isBuffer(content)) {
    response.send(content);
    return;
  }
  if ('stream' in content) {
    // Whoever went away, or a fault after the first bytes: the connection is cut, which nobody takes for a whole file.
    await pipeline(content.stream, response).catch(() => response.destroy());
    return;
  }
  if ('read' in content) {
    await sendRange(response, content).finally(() => content.close());
    return;
  }
  await new Promise<void>((resolve, reject) => {
    response.sendFile(content.path, { dotfiles: 'allow' }, (error: Error | undefined) => {
      // A listener who went away is not our failure.
      if (error === undefined || response.headersSent) {
        resolve();
        return;
      }
      // What follows is an error's JSON.
      response.removeHeader('Content-Type');
      response.removeHeader('Content-Disposition');
      reject(error);
    });
  });
}

/** All of it, or the one range that is asked for (RFC 9110, section 14); several at once are not worth the trouble. */
async function sendRange(response: Response, file: RangedFile): Promise<void> {
  const { size } = file;
  response.set('Accept-Ranges', 'bytes');
  const ranges = response.req.range(size);
  if (ranges === -1) {
    response.status(416).set('Content-Range', `bytes */${size}`).end();
    return;
  }
  const [range, ...others] = Array.isArray(ranges) && ranges.type === 'bytes' ? ranges : [];
  const isPart = range !== undefined && others.length === 0;
  const [from, to] = isPart ? [range.start, range.end + 1] : [0, size];
  if (isPart) response.status(206).set('Content-Range', `bytes ${from}-${to - 1}/${size}`);
  response.set('Content-Length', String(to - from));
  // Whoever went away, or a fault after the first bytes: the connection is cut, which nobody takes for a whole file.
  await pipeline(Readable.from(file.read(from, to), { objectMode: false }), response).catch(() =>
    response.destroy(),
  );
}
