import type { Phone } from '../phone/phone.service';
import type { Microphone } from '../media/microphone';
import type { RemoteAudio } from '../media/remote-audio';

/** `window.__kiloline`, for end-to-end measurements; see media/test-audio.ts. */
export function exposeTestHooks(phone: Phone, audio: { microphone: Microphone; remote: RemoteAudio }): void {
  window.__kiloline = {
    remoteStream: audio.remote.current,
    localStream: audio.microphone.taken,
    phoneState: () => {
      const call = phone.call.get();
      return {
        registration: phone.registration.get().name,
        call: call.name,
        callId: call.name === 'none' ? null : call.callId,
        muted: call.name === 'active' && call.muted,
        reason: call.name === 'ended' ? call.reason : null,
      };
    },
  };
}
