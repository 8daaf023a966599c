import type { Api } from '../api-client/api';
import type { Value } from '../core/observable';
import type { DeskCall } from '../desk/call-view';
import type { DialFailure } from '../desk/dial-failure';
import { createParkingActions, type ParkingActions } from './parking-actions';
import type { Preflight } from './preflight';
import type { WrapUpActions } from './wrap-up-actions';
import type { HandOverTarget, SwapRequest } from '../../server/contract/hand-over';
import { cleanDialString } from '../desk/phone-number';
import type { DeskStore } from '../desk/desk-store';
import type { Microphone } from '../media/microphone';
import { takeBackRequest } from '../desk/presence-view';
import type { Phone } from '../phone/phone.service';
import type { SupervisionMode } from '../../server/contract/supervision';
import type { RecordingAction } from '../../server/contract/recordings';

export interface CallActions extends ParkingActions {
  readonly answer: () => void;
  readonly decline: () => Promise<void>;
  readonly hangUp: () => Promise<void>;
  readonly hold: () => Promise<void>;
  readonly resume: () => Promise<void>;
  /** Of the talk, on disk. */
  readonly changeRecording: (action: RecordingAction) => Promise<void>;
  readonly toggleMute: () => void;
  readonly sendKey: (key: string) => boolean;
  /** Asks a colleague, somebody of a queue or somebody outside; the caller hears music meanwhile. */
  readonly consult: (to: HandOverTarget) => Promise<void>;
  /** Hands the caller over without a word, and leaves the call. */
  readonly transfer: (requestId: string, to: HandOverTarget) => Promise<void>;
  /** Turns to the caller while whom was rung hears music, or back. */
  readonly swapConsult: (talkTo: SwapRequest['talkTo']) => Promise<void>;
  /** Talks with the caller and whom was rung together. */
  readonly mergeConsult: () => Promise<void>;
  /** Gives the caller whom was rung, and leaves the call. */
  readonly connectConsult: () => Promise<void>;
  /** Back to the caller, without whom was rung. */
  readonly cancelConsult: () => Promise<void>;
  /** To an agent's ear, or heard by others there: the phone answers by itself. */
  readonly supervise: (agentId: string, mode: SupervisionMode) => Promise<void>;
  /** The agent's caller is his from now on. */
  readonly takeOver: (callId: string) => Promise<void>;
  readonly stopSupervising: () => Promise<void>;
  readonly dial: (number: string, customerId: string | null) => Promise<void>;
  /** A campaign's contact who is kept for the agent. */
  readonly callContact: (contactId: string) => Promise<void>;
  readonly ready: () => Promise<void>;
  readonly takeBreak: (reason: string) => Promise<void>;
  /** Of somebody who is busy: to be logged out when he is done. */
  readonly logOutAfterwards: () => Promise<void>;
  /** He stays what he is after all. */
  readonly takeBackNext: () => Promise<void>;
}

/** Ready and dialling need a microphone; the screen explains what is wrong with it. */
export class MicrophoneError extends Error {}

export interface CallActionDeps {
  readonly api: Api;
  readonly desk: DeskStore;
  readonly phone: Phone;
  readonly microphone: Microphone;
  readonly preflight: Pick<Preflight, 'beforeReady'>;
  readonly dialFailure: Value<DialFailure | null>;
  /** The last one first. */
  readonly dialled: Value<readonly string[]>;
  readonly wrapUp: Pick<WrapUpActions, 'savePresent'>;
}

/** What the buttons and the keyboard do: each tells the server, and does here what only the browser can. */
export function createCallActions({
  api,
  desk,
  phone,
  microphone,
  preflight,
  dialFailure,
  dialled,
  wrapUp,
}: CallActionDeps): CallActions {
  const present = () => desk.desk.get()?.call ?? null;
  const withCall = async (act: (callId: string) => Promise<unknown>): Promise<void> => {
    const callId = present()?.callId ?? ownCallId(phone);
    if (callId !== null) await act(callId);
  };
  const needMicrophone = async (): Promise<void> => {
    if (!(await microphone.open())) throw new MicrophoneError('no microphone');
  };
  return {
    ...createParkingActions({ api, desk, needMicrophone }),
    supervise: async (agentId, mode) => {
      await needMicrophone();
      await api.supervision.supervise(agentId, mode);
    },
    takeOver: async (callId) => {
      await api.supervision.takeOver(callId);
    },
    stopSupervising: async () => {
      await api.supervision.stop();
    },
    answer: phone.answer,
    decline: async () => {
      const told = declined(api, present());
      phone.decline(told);
      await told;
    },
    hangUp: async () => {
      try {
        if (desk.desk.get()?.agent.state === 'supervising') await api.supervision.stop();
        else await withCall(api.hangUp);
      } finally {
        // With the server's hang-up this finds the leg gone; without it, the person still must get off the line.
        phone.hangUp();
      }
    },
    hold: () => withCall(api.hold),
    resume: () => withCall(api.resume),
    changeRecording: (action) => withCall((callId) => api.recording.change(callId, action)),
    consult: (to) => withCall((callId) => api.consult.start(callId, crypto.randomUUID(), to)),
    transfer: (requestId, to) => withCall((callId) => api.consult.transfer(callId, requestId, to)),
    swapConsult: (talkTo) => withCall((callId) => api.consult.swap(callId, talkTo)),
    mergeConsult: () => withCall(api.consult.merge),
    connectConsult: () => withCall(api.consult.complete),
    cancelConsult: () => withCall(api.consult.cancel),
    toggleMute: () => {
      const call = phone.call.get();
      if (call.name === 'active') phone.setMuted(!call.muted);
    },
    sendKey: phone.sendKey,
    dial: async (number, customerId) => {
      await needMicrophone();
      phone.clear();
      dialFailure.set(null);
      // Dialling ends a wrap-up.
      await wrapUp.savePresent();
      await api.dial(cleanDialString(number), customerId);
      dialled.set([number, ...dialled.get().filter((each) => each !== number)]);
    },
    callContact: async (contactId) => {
      await needMicrophone();
      phone.clear();
      dialFailure.set(null);
      await api.outboundOrders.call(contactId);
    },
    ready: async () => {
      await needMicrophone();
      await preflight.beforeReady();
      await api.setPresence({ presence: 'ready' });
    },
    takeBreak: async (reason) => {
      await api.setPresence({ presence: 'break', reason });
    },
    logOutAfterwards: async () => {
      await api.setPresence({ presence: 'logged-out' });
    },
    takeBackNext: async () => {
      const agent = desk.desk.get()?.agent;
      const request = agent ? takeBackRequest(agent) : null;
      if (request !== null) await api.setPresence(request);
    },
  };
}

/** A colleague's question is declined by leaving it. */
function declined(api: Api, call: DeskCall | null): Promise<unknown> {
  if (call?.askedBy) return api.hangUp(call.callId);
  return call?.offerId ? api.declineOffer(call.offerId) : Promise.resolve();
}

function ownCallId(phone: Phone): string | null {
  const call = phone.call.get();
  return call.name === 'none' ? null : call.callId;
}
