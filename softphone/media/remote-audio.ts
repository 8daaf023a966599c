export interface RemoteAudio {
  readonly play: (stream: MediaStream) => void;
  /**
   * Decodes it unheard, until it is played or stopped: Chrome keeps what nothing decodes, and all that follows is up to half a
   * second late.
   */
  readonly playUnheard: (stream: MediaStream) => void;
  readonly stop: (stream: MediaStream) => void;
  readonly current: () => MediaStream | null;
  readonly chooseSpeaker: (deviceId: string | null) => void;
  /** One soft note through the speaker, to try it out. */
  readonly sample: () => void;
}

/** The element that plays the caller. Chrome decodes a remote track only while some element plays it. */
export function createRemoteAudio(speaker: string | null): RemoteAudio {
  const element = new Audio();
  element.autoplay = true;
  let device = speaker;
  const chooseSpeaker = (deviceId: string | null): void => {
    device = deviceId;
    // A device that went away leaves the default one, which is what the person would pick anyway.
    void element.setSinkId(deviceId ?? '').catch(() => undefined);
  };
  if (speaker !== null) chooseSpeaker(speaker);
  const play = (stream: MediaStream, isUnheard: boolean): void => {
    element.muted = isUnheard;
    // Set once more it would be built anew.
    if (element.srcObject !== stream) element.srcObject = stream;
    void element.play().catch(() => undefined);
  };
  return {
    play: (stream) => play(stream, false),
    playUnheard: (stream) => play(stream, true),
    stop: (stream) => {
      if (element.srcObject === stream) element.srcObject = null;
    },
    current: () => (!element.muted && element.srcObject instanceof MediaStream ? element.srcObject : null),
    chooseSpeaker,
    sample: () => playNote(device),
  };
}

const noteMs = 700;

function playNote(deviceId: string | null): void {
  const context = new AudioContext() as AudioContext & { setSinkId?: (id: string) => Promise<void> };
  void context.setSinkId?.(deviceId ?? '').catch(() => undefined);
  const oscillator = context.createOscillator();
  const gain = context.createGain();
  oscillator.frequency.value = 523.25;
  gain.gain.setValueAtTime(0.0001, context.currentTime);
  gain.gain.exponentialRampToValueAtTime(0.2, context.currentTime + 0.05);
  gain.gain.exponentialRampToValueAtTime(0.0001, context.currentTime + noteMs / 1000);
  oscillator.connect(gain).connect(context.destination);
  oscillator.start();
  setTimeout(() => void context.close().catch(() => undefined), noteMs + 100);
}
