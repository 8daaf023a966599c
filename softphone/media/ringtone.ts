export interface Ringtone {
  readonly start: () => void;
  readonly stop: () => void;
  /** A short tone, heard over the beginning of a call that is answered by itself. */
  readonly announce: () => void;
  /** One round, to try the ringer out. */
  readonly sample: () => void;
  readonly chooseRinger: (deviceId: string | null) => void;
}

/** Two soft notes, twice, then a pause: clear in a busy room, bearable forty times a day. */
const notes = [
  { at: 0, hz: 659.26, seconds: 0.22 },
  { at: 0.2, hz: 880, seconds: 0.34 },
  { at: 0.7, hz: 659.26, seconds: 0.22 },
  { at: 0.9, hz: 880, seconds: 0.34 },
];
const announcement = [
  { at: 0, hz: 880, seconds: 0.12 },
  { at: 0.14, hz: 1174.66, seconds: 0.18 },
];
const announcementMs = 600;
const roundMs = 2600;
const loudness = 0.25;

/** Made by WebAudio: no file to load, so it rings although the network is slow. */
export function createRingtone(ringer: string | null): Ringtone {
  let context: AudioContext | null = null;
  let repeat: ReturnType<typeof setInterval> | undefined;
  let sampling: ReturnType<typeof setTimeout> | undefined;
  let device = ringer;

  const ready = (): AudioContext => {
    context ??= new AudioContext();
    void context.resume().catch(() => undefined);
    return context;
  };
  const playRound = (): void => notes.forEach((note) => playNote(ready(), note));
  const applyDevice = (to = ready()): void => {
    // AudioContext.setSinkId is not in every browser; without it the ringer is the default device.
    const sink = to as AudioContext & { setSinkId?: (id: string) => Promise<void> };
    void sink.setSinkId?.(device ?? '').catch(() => undefined);
  };
  const stop = (): void => {
    clearTimeout(sampling);
    sampling = undefined;
    clearInterval(repeat);
    repeat = undefined;
    // Notes already scheduled would sound on after the answer.
    void context?.close().catch(() => undefined);
    context = null;
  };
  const start = (): void => {
    // A call that comes while the ringer is being tried simply goes on ringing.
    clearTimeout(sampling);
    if (repeat !== undefined) return;
    if (device !== null) applyDevice();
    playRound();
    repeat = setInterval(playRound, roundMs);
  };
  return {
    start,
    stop,
    announce: () => {
      const own = new AudioContext();
      if (device !== null) applyDevice(own);
      for (const note of announcement) playNote(own, note);
      setTimeout(() => void own.close().catch(() => undefined), announcementMs);
    },
    sample: () => {
      if (repeat !== undefined) return;
      start();
      sampling = setTimeout(stop, 1500);
    },
    chooseRinger: (deviceId) => {
      device = deviceId;
    },
  };
}

function playNote(context: AudioContext, note: { at: number; hz: number; seconds: number }): void {
  const oscillator = context.createOscillator();
  const gain = context.createGain();
  const from = context.currentTime + note.at;
  oscillator.type = 'triangle';
  oscillator.frequency.value = note.hz;
  gain.gain.setValueAtTime(0.0001, from);
  gain.gain.exponentialRampToValueAtTime(loudness, from + 0.02);
  gain.gain.exponentialRampToValueAtTime(0.0001, from + note.seconds);
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(from);
  oscillator.stop(from + note.seconds + 0.02);
}
