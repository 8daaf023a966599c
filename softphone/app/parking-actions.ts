import type { Api } from '../api-client/api';
import type { DeskCall } from '../desk/call-view';
import type { DeskStore } from '../desk/desk-store';

export interface ParkingActions {
  /** Lets go of the caller, for whoever picks him up. */
  readonly park: () => Promise<void>;
  /** Takes a parked caller; the phone answers by itself. */
  readonly pickUp: (callId: string) => Promise<void>;
  /** Parks the caller and takes the one who waits; the phone answers by itself. */
  readonly takeWaiting: (callId: string) => Promise<void>;
  /** Others may have the caller who waits. */
  readonly refuseWaiting: (callId: string) => Promise<void>;
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
  const requestOf = (call: DeskCall): string => {
    const talk = `${call.callId} ${String(call.talkingAt)}`;
    if (asked.talk !== talk) asked = { talk, requestId: crypto.randomUUID() };
    return asked.requestId;
  };
  return {
    park: async () => {
      const call = desk.desk.get()?.call;
      if (call) await api.parking.park(call.callId, requestOf(call));
    },
    pickUp: async (callId) => {
      await needMicrophone();
      await api.parking.pickUp(callId);
    },
    takeWaiting: async (callId) => {
      const call = desk.desk.get()?.call;
      if (call) await api.parking.takeWaiting(callId, requestOf(call));
    },
    refuseWaiting: async (callId) => {
      await api.parking.refuseWaiting(callId);
    },
  };
}
