import { createValue, type Observable } from '../core/observable';
import { AnswerError } from '../phone/phone-line';

export type MicrophoneState =
  /** Not in use; the browser shows no recording sign. */
  | { readonly name: 'closed' }
  | { readonly name: 'asking' }
  | { readonly name: 'open' }
  | { readonly name: 'unavailable'; readonly why: MicrophoneProblem };

export type MicrophoneProblem = 'refused' | 'missing' | 'in-use' | 'insecure';

export interface Microphone {
  readonly state: Observable<MicrophoneState>;
  /** Opens the microphone and keeps it warm, so that an answer does not wait for the device. */
  readonly open: () => Promise<boolean>;
  readonly close: () => void;
  /** A copy for one leg, to be stopped with it. */
  readonly take: () => Promise<MediaStream>;
  /** The copy last taken. */
  readonly taken: () => MediaStream | null;
  /** What is open, to be looked at; null when nothing is. */
  readonly stream: () => MediaStream | null;
  /** The name of the device in use that stands in for one that went away; null while all is as chosen. */
  readonly standIn: Observable<string | null>;
  /** Opens it anew, as it is chosen and processed by now; a leg goes on with the new one. */
  readonly reopen: () => Promise<boolean>;
  readonly onChanged: (listener: (track: MediaStreamTrack) => void) => () => void;
}

/**
 * The one microphone of the page. A device that is unplugged, or taken away by the browser, while it is open is replaced
 * by the default one, in the present leg too; where there is none, it is opened as soon as a device is plugged in.
 */
export function createMicrophone(
  processing: () => MediaTrackConstraints,
  chosen: () => string | null,
): Microphone {
  const state = createValue<MicrophoneState>({ name: 'closed' });
  const listeners = new Set<(track: MediaStreamTrack) => void>();
  let warm: MediaStream | null = null;
  let opening: Promise<MediaStream | null> | null = null;
  let taken: MediaStream | null = null;
  /** Gone while it was open: whoever uses it is to get the next one. */
  let isMissed = false;
  const standIn = createValue<string | null>(null);

  const ask = async (): Promise<MediaStream | null> => {
    state.set({ name: 'asking' });
    try {
      const opened = await request(chosen(), processing());
      const track = opened.getAudioTracks()[0];
      track?.addEventListener('ended', () => warm === opened && lost());
      warm = opened;
      state.set({ name: 'open' });
      if (isMissed && track) handOver(track, track.label);
      return warm;
    } catch (error) {
      state.set({ name: 'unavailable', why: problemOf(error) });
      return null;
    } finally {
      opening = null;
    }
  };
  const ensure = async (): Promise<MediaStream | null> => warm ?? (await (opening ??= ask()));
  const handOver = (track: MediaStreamTrack, standsIn: string | null): void => {
    isMissed = false;
    standIn.set(standsIn);
    listeners.forEach((listener) => listener(track.clone()));
  };
  const drop = (): void => {
    warm?.getTracks().forEach((track) => track.stop());
    warm = null;
  };
  const lost = (): void => {
    drop();
    isMissed = true;
    void ensure();
  };
  const close = (): void => {
    drop();
    isMissed = false;
    if (state.get().name !== 'asking') state.set({ name: 'closed' });
  };
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  devices?.addEventListener('devicechange', () => {
    if (isMissed && state.get().name === 'unavailable') void ensure();
  });

  return {
    state,
    open: async () => (await ensure()) !== null,
    close,
    take: async () => {
      const stream = await ensure();
      if (!stream) throw new AnswerError('microphone-refused');
      taken = stream.clone();
      return taken;
    },
    taken: () => taken,
    stream: () => warm,
    standIn,
    reopen: async () => {
      drop();
      const track = (await ensure())?.getAudioTracks()[0];
      if (track) handOver(track, null);
      return track !== undefined;
    },
    onChanged: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function request(deviceId: string | null, processing: MediaTrackConstraints): Promise<MediaStream> {
  // Browsers hide mediaDevices on a page that is neither https nor localhost, whatever lib.dom says.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (!devices) throw new DOMException('insecure page', 'SecurityError');
  return devices.getUserMedia({
    audio: {
      ...processing,
      // Not `exact`: an unplugged headset must not stop an agent from answering.
      ...(deviceId === null ? {} : { deviceId }),
    },
  });
}

export function problemOf(error: unknown): MicrophoneProblem {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  if (name === 'SecurityError') return 'insecure';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'missing';
  if (name === 'NotReadableError' || name === 'AbortError') return 'in-use';
  return 'refused';
}
