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
  readonly choose: (deviceId: string | null) => Promise<void>;
  readonly onChanged: (listener: (track: MediaStreamTrack) => void) => () => void;
}

export function createMicrophone(processing: boolean, chosen: () => string | null): Microphone {
  const state = createValue<MicrophoneState>({ name: 'closed' });
  const listeners = new Set<(track: MediaStreamTrack) => void>();
  let warm: MediaStream | null = null;
  let opening: Promise<MediaStream | null> | null = null;
  let taken: MediaStream | null = null;

  const ask = async (): Promise<MediaStream | null> => {
    state.set({ name: 'asking' });
    try {
      warm = await request(chosen(), processing);
      warm.getAudioTracks()[0]?.addEventListener('ended', close);
      state.set({ name: 'open' });
      return warm;
    } catch (error) {
      state.set({ name: 'unavailable', why: problemOf(error) });
      return null;
    } finally {
      opening = null;
    }
  };
  const ensure = async (): Promise<MediaStream | null> => warm ?? (await (opening ??= ask()));
  const close = (): void => {
    warm?.getTracks().forEach((track) => track.stop());
    warm = null;
    if (state.get().name === 'open') state.set({ name: 'closed' });
  };

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
    choose: async () => {
      close();
      const track = (await ensure())?.getAudioTracks()[0];
      if (track) listeners.forEach((listener) => listener(track.clone()));
    },
    onChanged: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function request(deviceId: string | null, processing: boolean): Promise<MediaStream> {
  // Browsers hide mediaDevices on a page that is neither https nor localhost, whatever lib.dom says.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (!devices) throw new DOMException('insecure page', 'SecurityError');
  return devices.getUserMedia({
    audio: {
      echoCancellation: processing,
      noiseSuppression: processing,
      autoGainControl: processing,
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
