import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** What DTLS shows of us. Its fingerprint in the SDP is the only thing about it that anybody checks (RFC 8122 §5). */
export interface Certificate {
  readonly certificatePem: string;
  readonly keyPem: string;
  /** As a=fingerprint writes it. */
  readonly fingerprint: string;
}

const VALID_MS = 365 * 24 * 3600 * 1000;
/** X.509 in DER (RFC 5280 §4.1, X.690 §8): tags, and object identifiers already encoded. */
const TAG = {
  integer: 0x02,
  bits: 0x03,
  oid: 0x06,
  utf8: 0x0c,
  time: 0x17,
  sequence: 0x30,
  set: 0x31,
  version: 0xa0,
};
const ECDSA_WITH_SHA256 = Buffer.from('2a8648ce3d040302', 'hex');
const COMMON_NAME = Buffer.from('550403', 'hex');

/** Self-signed, ECDSA on P-256 as RFC 8827 §6.5 wants. Node makes keys but no certificates, hence the DER by hand. */
export function makeCertificate(now: number = Date.now()): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = der(TAG.sequence, der(TAG.oid, ECDSA_WITH_SHA256));
  const name = der(
    TAG.sequence,
    der(TAG.set, der(TAG.sequence, der(TAG.oid, COMMON_NAME), der(TAG.utf8, Buffer.from('kiloline')))),
  );
  const body = der(
    TAG.sequence,
    der(TAG.version, der(TAG.integer, Buffer.from([2]))),
    // First bit clear: DER integers have a sign.
    der(TAG.integer, Buffer.from([0x40]), randomBytes(8)),
    algorithm,
    name,
    der(TAG.sequence, utcTime(now - VALID_MS), utcTime(now + VALID_MS)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signature = der(TAG.bits, Buffer.from([0]), sign('sha256', body, privateKey));
  const certificate = der(TAG.sequence, body, algorithm, signature);
  const digest = createHash('sha256').update(certificate).digest('hex').toUpperCase();
  return {
    certificatePem: pem(certificate),
    keyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    fingerprint: `sha-256 ${(digest.match(/../g) ?? []).join(':')}`,
  };
}

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

/** YYMMDDHHMMSSZ */
const utcTime = (ms: number): Buffer =>
  der(TAG.time, Buffer.from(`${new Date(ms).toISOString().replace(/\D/g, '').slice(2, 14)}Z`));

const pem = (bytes: Buffer): string =>
  `-----BEGIN CERTIFICATE-----\n${(bytes.toString('base64').match(/.{1,64}/g) ?? []).join('\n')}\n-----END CERTIFICATE-----\n`;
