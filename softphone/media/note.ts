/** A steady note as if somebody spoke it; what comes back of it has gone the whole way. */
export interface Note {
  readonly stream: MediaStream;
  readonly close: () => void;
}

const HERTZ = 440;
const LOUDNESS = 0.3;

export async function openNote(): Promise<Note> {
  const context = new AudioContext();
  const oscillator = context.createOscillator();
  const gain = context.createGain();
  const output = context.createMediaStreamDestination();
  oscillator.frequency.value = HERTZ;
  gain.gain.value = LOUDNESS;
  oscillator.connect(gain).connect(output);
  oscillator.start();
  await context.resume();
  return { stream: output.stream, close: () => void context.close().catch(() => undefined) };
}
