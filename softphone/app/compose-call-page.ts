import type { GuestCallAccount } from '../../server/contract/rest';
import { ApiError } from '../api-client/api-error';
import { createGuestApi } from '../api-client/guest-api';
import { createHttp } from '../api-client/http';
import { createMicrophone, type Microphone } from '../media/microphone';
import { createRemoteAudio, type RemoteAudio } from '../media/remote-audio';
import { allProcessing } from '../media/voice-processing';
import { isTestAudio } from '../media/test-audio';
import { createGuestCall, GuestCallError, type GuestCall, type GuestCallDeps } from '../phone/guest-call';
import type { GuestEnd } from '../phone/guest-call.machine';

/** Everything the call page's screen may use. Built once, outside React. */
export interface CallPage {
  readonly call: GuestCall;
  /** False: the page was opened without its link, which holds the key. */
  readonly hasKey: boolean;
  readonly sound: { readonly mine: () => MediaStream | null; readonly theirs: () => MediaStream | null };
}

/** The only place that builds anything for the page. */
export function composeCallPage(): CallPage {
  const testing = isTestAudio(location.search);
  const key = new URLSearchParams(location.search).get('key') ?? '';
  const api = createGuestApi(createHttp('/api/v1', () => undefined));
  const microphone = createMicrophone(
    () => allProcessing(!testing),
    () => null,
  );
  const remote = createRemoteAudio(null);
  const call = createGuestCall<GuestCallAccount>({
    openAccount: (name) =>
      api.openCall({ key, name }).catch((error: unknown) => fail(reasonOf(error), error)),
    openMicrophone: () => open(microphone),
    closeMicrophone: microphone.close,
    placeCall: placeCallWith(microphone, remote),
    now: Date.now,
  });
  if (testing) exposeTestHooks(call, microphone, remote);
  else warnBeforeLeaving(call);
  // A call that goes on without its page would keep an agent waiting for somebody who is not there.
  window.addEventListener('pagehide', () => call.hangUp());
  return { call, hasKey: key !== '', sound: { mine: microphone.taken, theirs: remote.current } };
}

function placeCallWith(
  microphone: Microphone,
  remote: RemoteAudio,
): GuestCallDeps<GuestCallAccount>['placeCall'] {
  return async (account, listener) => {
    // SIP.js is most of the code, and nobody needs it before he calls.
    const { placeCall } = await import('../sip/place-call');
    const uri = `sip:${account.user}@${account.domain}`;
    return placeCall(
      { ...account, uri, displayName: account.name },
      { takeMicrophone: microphone.take, playRemote: remote.play, stopRemote: remote.stop },
      listener,
    );
  };
}

async function open(microphone: Microphone): Promise<void> {
  if (await microphone.open()) return;
  const state = microphone.state.get();
  throw new GuestCallError(`microphone-${state.name === 'unavailable' ? state.why : 'refused'}`);
}

function fail(reason: GuestEnd, cause: unknown): never {
  throw new GuestCallError(reason, { cause });
}

function reasonOf(error: unknown): GuestEnd {
  if (!(error instanceof ApiError)) return 'unavailable';
  if (error.code === 'not-permitted' || error.code === 'validation-failed') return 'wrong-link';
  if (error.code === 'too-many-requests') return 'too-many';
  return error.code === 'network' ? 'no-connection' : 'unavailable';
}

function warnBeforeLeaving(call: GuestCall): void {
  window.addEventListener('beforeunload', (event) => {
    if (call.state.get().name === 'talking') event.preventDefault();
  });
}

/** `window.__kiloline`, for end-to-end measurements; see media/test-audio.ts. */
function exposeTestHooks(call: GuestCall, microphone: Microphone, remote: RemoteAudio): void {
  window.__kiloline = {
    remoteStream: remote.current,
    localStream: microphone.taken,
    phoneState: () => {
      const state = call.state.get();
      return {
        registration: 'off',
        call: state.name,
        callId: null,
        muted: state.name === 'talking' && state.muted,
        reason: state.name === 'ended' ? state.reason : null,
      };
    },
  };
}
