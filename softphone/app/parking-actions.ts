import type { Api } from '../api-client/api';
import type { DeskStore } from '../desk/desk-store';

export interface ParkingActions {
  /** Lets go of the caller, for whoever picks him up. */
  readonly park: () => Promise<void>;
  /** Takes a parked caller; the phone answers by itself. */
  readonly pickUp: (callId: string) => Promise<void>;
}

interface ParkingDeps {
  readonly api: Pick<Api, 'parking'>;
  readonly desk: DeskStore;
  /** @throws when there is none */
  readonly needMicrophone: () => Promise<void>;
}

/** One request per talk: a second click, or the key pressed after the button, is the same one. */
export function createParkingActions({ api, desk, needMicrophone }: ParkingDeps): ParkingActions {
  let asked = { talk: '', requestId: '' };
  return {
    park: async () => {
      const call = desk.desk.get()?.call;
      if (!call) return;
      const talk = `${call.callId} ${String(call.talkingAt)}`;
      if (asked.talk !== talk) asked = { talk, requestId: crypto.randomUUID() };
      await api.parking.park(call.callId, asked.requestId);
    },
    pickUp: async (callId) => {
      await needMicrophone();
      await api.parking.pickUp(callId);
    },
  };
}
