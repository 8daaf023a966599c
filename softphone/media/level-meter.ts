/** How loud a stream is now, 0 to 1 as an ear would put it: 60 dB below full scale is silence. */
export interface LevelMeter {
  readonly level: () => number;
  readonly close: () => void;
}

const floorDb = -60;

export function openLevelMeter(stream: MediaStream): LevelMeter {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 1024;
  const source = context.createMediaStreamSource(stream);
  source.connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  return {
    level: () => {
      analyser.getFloatTimeDomainData(samples);
      return loudness(samples);
    },
    close: () => {
      source.disconnect();
      void context.close().catch(() => undefined);
    },
  };
}

/** Long enough for somebody who breathes beside it. */
const listenMs = 1000;
const lookMs = 40;

/** The loudest that comes within a moment, as a share of full scale; ends as soon as it is more than `enough`. */
export async function loudestOf(stream: MediaStream, enough: number): Promise<number> {
  const context = new AudioContext();
  try {
    await context.resume();
    const analyser = context.createAnalyser();
    analyser.fftSize = 2048;
    context.createMediaStreamSource(stream).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    const until = performance.now() + listenMs;
    let loudest = 0;
    while (loudest <= enough && performance.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, lookMs));
      analyser.getFloatTimeDomainData(samples);
      for (const sample of samples) loudest = Math.max(loudest, Math.abs(sample));
    }
    return loudest;
  } finally {
    void context.close().catch(() => undefined);
  }
}

export function loudness(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  const db = 10 * Math.log10(sum / Math.max(1, samples.length) + 1e-12);
  return Math.min(1, Math.max(0, 1 - db / floorDb));
}
