import express, { type Request, type RequestHandler, type Response } from 'express';
import { EdgeError } from './error-handler';
import { sizeText } from './file-transfer';

/** @throws EdgeError 'body-too-large', or express' own of what is no JSON */
export async function readJson(request: Request, response: Response, maxBytes: number): Promise<unknown> {
  const read: RequestHandler = express.json({ limit: maxBytes });
  await new Promise<void>((resolve, reject) => {
    read(request, response, (error: unknown) => {
      if (error === undefined) resolve();
      else reject(tooLarge(error, maxBytes));
    });
  });
  return request.body;
}

function tooLarge(error: unknown, maxBytes: number): Error {
  if (error instanceof Error && 'status' in error && error.status === 413)
    return new EdgeError('body-too-large', `The request is larger than ${sizeText(maxBytes)}.`);
  return error as Error;
}
