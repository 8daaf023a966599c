/** G.711 mu-law (ITU-T G.711 §3, G.191 ulaw): tables both ways, since 400 legs look up millions of samples a second. */
const BIAS = 0x84;
const CLIP = 32_635;

/** The byte for silence: +0. */
export const MU_LAW_SILENCE = 0xff;

const DECODED = Int16Array.from({ length: 256 }, (_, byte) => decodeByte(byte));
const ENCODED = Uint8Array.from({ length: 65_536 }, (_, index) => encodeSample((index << 16) >> 16));

function decodeByte(byte: number): number {
  const inverted = ~byte & 0xff;
  const exponent = (inverted >> 4) & 7;
  const magnitude = ((((inverted & 0x0f) << 3) + BIAS) << exponent) - BIAS;
  return (inverted & 0x80) !== 0 ? -magnitude : magnitude;
}

function encodeSample(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0;
  const biased = Math.min(CLIP, Math.abs(sample)) + BIAS;
  // 31 - clz32 is the place of the highest bit, 7 to 14: the segment.
  const exponent = 31 - Math.clz32(biased) - 7;
  return ~(sign | (exponent << 4) | ((biased >> (exponent + 3)) & 0x0f)) & 0xff;
}

/** Writes `count` samples, from `at` on. */
export function decodeMuLaw(
  bytes: Uint8Array,
  from: number,
  count: number,
  into: Int16Array,
  at: number,
): void {
  for (let index = 0; index < count; index += 1) {
    into[at + index] = DECODED[bytes[from + index] as number] as number;
  }
}

/** Writes one byte a sample, from `at` on. */
export function encodeMuLaw(samples: Int16Array, into: Uint8Array, at: number): void {
  for (let index = 0; index < samples.length; index += 1) {
    into[at + index] = ENCODED[(samples[index] as number) & 0xffff] as number;
  }
}
