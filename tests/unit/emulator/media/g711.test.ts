import { decodeMuLaw, encodeMuLaw, MU_LAW_SILENCE } from '../../../../freeswitch/emulator/media/g711';
import { decodeMuLaw as reference } from '../../../support/mu-law';

const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);

describe('mu-law', () => {
  it('decodes every byte as G.711 says', () => {
    const samples = new Int16Array(256);
    decodeMuLaw(bytes, 0, 256, samples, 0);
    bytes.forEach((byte) => expect(samples[byte]).toBeCloseTo(reference(byte) * 32_768, 5));
    expect([samples[0x00], samples[0x80], samples[MU_LAW_SILENCE]]).toEqual([-32_124, 32_124, 0]);
  });

  it('gives back each byte it decoded, so a bridge changes nothing (0x7f is -0 and becomes +0)', () => {
    const samples = new Int16Array(256);
    const again = new Uint8Array(256);
    decodeMuLaw(bytes, 0, 256, samples, 0);
    encodeMuLaw(samples, again, 0);
    expect([...again].map((byte, index) => (index === 0x7f ? 0x7f : byte))).toEqual([...bytes]);
    expect(again[0x7f]).toBe(MU_LAW_SILENCE);
  });

  it('is never further off than half a step, at either end too', () => {
    const all = Int16Array.from({ length: 65_536 }, (_, index) => index - 32_768);
    const coded = new Uint8Array(all.length);
    const back = new Int16Array(all.length);
    encodeMuLaw(all, coded, 0);
    decodeMuLaw(coded, 0, coded.length, back, 0);
    const worst = all.reduce((most, sample, at) => {
      const clipped = Math.max(-32_635, Math.min(32_635, sample));
      return Math.max(most, Math.abs(clipped - back[at]!) / (Math.abs(clipped) + 132));
    }, 0);
    expect(worst).toBeLessThanOrEqual(1 / 32);
  });
});
