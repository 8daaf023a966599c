import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { UnexpectedError } from '../errors';

/** What the installation's secret key is used for. Every purpose has its own derived key. */
export interface SecretBox {
  /** Encrypts with AES-256-GCM; the same text never looks the same twice. */
  seal(text: string): string;
  /** @throws UnexpectedError unparsable: another key, or a changed text */
  open(sealed: string): string;
  /** HMAC-SHA-256, hex: for pepper, signatures and comparing without keeping. */
  digest(text: string): string;
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** `purpose` separates uses: what one box sealed another cannot open. */
export function createSecretBox(secretKey: string, purpose: string): SecretBox {
  const derive = (use: string): Buffer =>
    Buffer.from(hkdfSync('sha256', secretKey, 'kiloline', `${purpose}/${use}`, 32));
  const sealKey = derive('seal');
  const digestKey = derive('digest');
  return {
    seal: (text) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', sealKey, nonce);
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url');
    },
    open: (sealed) => {
      try {
        const bytes = Buffer.from(sealed, 'base64url');
        const decipher = createDecipheriv('aes-256-gcm', sealKey, bytes.subarray(0, NONCE_BYTES));
        decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
        const body = bytes.subarray(NONCE_BYTES + TAG_BYTES);
        return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
      } catch (cause) {
        throw new UnexpectedError('unparsable', 'A sealed text cannot be opened with this key.', { cause });
      }
    },
    digest: (text) => createHmac('sha256', digestKey).update(text).digest('hex'),
  };
}
