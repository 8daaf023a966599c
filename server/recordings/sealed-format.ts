/**
 * The format of an encrypted recording, `<recordingId>.klr`. No I/O.
 *
 *   'KLREC1\n\0' | length of the header, 32 bit | header, JSON | pieces
 *
 * Each file has a key of its own, which the header holds encrypted with a managed key; so a managed key is changed by
 * writing headers. Pieces are encrypted one by one (AES-256-GCM, a tag behind each), so that any part can be read alone.
 * Which recording it is, its length and the place of a piece are proven with it: nothing can be cut off, moved or
 * put in from another file.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { OperationalError } from '../errors';
import type { RecordingKey } from './recording-keys';

export const MAGIC = Buffer.from('KLREC1\n\0', 'latin1');
export const PIECE_BYTES = 64 * 1024;
export const TAG_BYTES = 16;
export const FIXED_BYTES = MAGIC.length + 4;
export const MOST_HEADER_BYTES = 4096;
const KEY_BYTES = 32;
const NONCE_BYTES = 12;

const base64 = z.base64().transform((text) => Buffer.from(text, 'base64'));
const headerSchema = z.object({
  keyId: z.string(),
  /** Of the WAV. */
  size: z.number().int().min(0),
  nonce: base64,
  /** The file's key, encrypted, with its tag. */
  key: base64,
});
export type SealedHeader = z.infer<typeof headerSchema>;

export const newFileKey = (): Buffer => randomBytes(KEY_BYTES);

/** What the file begins with. */
export function writeHeader(
  recordingId: string,
  size: number,
  fileKey: Buffer,
  managed: RecordingKey,
): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', managed.key, nonce).setAAD(aboutFile(recordingId, size));
  const key = Buffer.concat([cipher.update(fileKey), cipher.final(), cipher.getAuthTag()]);
  const facts = { keyId: managed.id, size, nonce: nonce.toString('base64'), key: key.toString('base64') };
  const json = Buffer.from(JSON.stringify(facts), 'utf8');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(json.length);
  return Buffer.concat([MAGIC, length, json]);
}

/** How long the header is that begins so. @throws OperationalError part-failed, not retryable: it is no such file */
export function headerLength(fixed: Buffer): number {
  const length = fixed.length < FIXED_BYTES ? 0 : fixed.readUInt32BE(MAGIC.length);
  if (!fixed.subarray(0, MAGIC.length).equals(MAGIC) || length > MOST_HEADER_BYTES) throw tampered();
  return length;
}

/** @throws OperationalError as above */
export function readHeader(json: Buffer): SealedHeader {
  try {
    return headerSchema.parse(JSON.parse(json.toString('utf8')));
  } catch {
    throw tampered();
  }
}

/** @throws OperationalError part-failed: another key, another recording, or a changed header */
export function openFileKey(recordingId: string, header: SealedHeader, managed: RecordingKey): Buffer {
  return open(managed.key, header.nonce, aboutFile(recordingId, header.size), header.key);
}

export function sealPiece(fileKey: Buffer, index: number, piece: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-gcm', fileKey, pieceNonce(index));
  return Buffer.concat([cipher.update(piece), cipher.final(), cipher.getAuthTag()]);
}

/** @throws OperationalError part-failed: it was changed, cut off or moved */
export const openPiece = (fileKey: Buffer, index: number, sealed: Buffer): Buffer =>
  open(fileKey, pieceNonce(index), null, sealed);

function open(key: Buffer, nonce: Buffer, about: Buffer | null, sealed: Buffer): Buffer {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce);
    if (about !== null) decipher.setAAD(about);
    decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()]);
  } catch {
    throw tampered();
  }
}

const aboutFile = (recordingId: string, size: number): Buffer =>
  Buffer.from(`${recordingId} ${String(size)} ${String(PIECE_BYTES)}`, 'utf8');

/** Used once with each key, for each file has its own. */
function pieceNonce(index: number): Buffer {
  const nonce = Buffer.alloc(NONCE_BYTES);
  nonce.writeUInt32BE(index, NONCE_BYTES - 4);
  return nonce;
}

const tampered = (): OperationalError =>
  new OperationalError('part-failed', 'This recording was changed, or is sealed with another key.', {
    retryable: false,
  });
