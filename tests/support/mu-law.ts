/** G.711 mu-law (ITU-T G.711): one byte to a sample of -1 to 1, and back. */
const BIAS = 0x84;
const CLIP = 32_635;

export function decodeMuLaw(byte: number): number {
  const inverted = ~byte & 0xff;
  const exponent = (inverted >> 4) & 7;
  const magnitude = ((((inverted & 0x0f) << 3) + BIAS) << exponent) - BIAS;
  return (inverted & 0x80 ? -magnitude : magnitude) / 32_768;
}

export function encodeMuLaw(sample: number): number {
  const pcm = Math.max(-CLIP, Math.min(CLIP, Math.round(sample * 32_767)));
  const sign = pcm < 0 ? 0x80 : 0;
  const biased = Math.abs(pcm) + BIAS;
  let exponent = 7;
  for (let mask = 0x4000; (biased & mask) === 0 && exponent > 0; mask >>= 1) exponent -= 1;
  return ~(sign | (exponent << 4) | ((biased >> (exponent + 3)) & 0x0f)) & 0xff;
}
