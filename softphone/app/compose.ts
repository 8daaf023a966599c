import { QueryClient } from '@tanstack/react-query';
import type { DomainEvent } from '../../server/contract/events';
import type { ParkedCallView } from '../../server/contract/parking';
import type { QueueFiguresView } from '../../server/contract/rest';
import type { ServerMessage } from '../../server/contract/socket';
import { createApi, type Api } from '../api-client/api';
import { createEventSocket, type EventSocket } from '../api-client/event-socket';
import { createHttp } from '../api-client/http';
import { createValue, type Observable, type Value } from '../core/observable';
import { createSteadyClock, type Every } from '../core/steady-clock';
import { createCentreStore, type CentreStore } from '../desk/centre-store';
import { createDeskStore, type DeskStore } from '../desk/desk-store';
import { dialFailureOf, type DialFailure } from '../desk/dial-failure';
import { SILENCE } from '../desk/preflight';
import { createKeptDrafts, type KeptDraftStore } from '../desk/kept-draft';
import { createDraftStore, type DraftStore } from '../desk/wrap-up-draft';
import { createAudioDevices, type AudioDevices } from '../media/audio-devices';
import { loudestOf } from '../media/level-meter';
import { createMicrophone, type Microphone } from '../media/microphone';
import { createRemoteAudio, type RemoteAudio } from '../media/remote-audio';
import { createRingtone, type Ringtone } from '../media/ringtone';
import { isTestAudio } from '../media/test-audio';
import {
  allProcessing,
  createVoiceProcessing,
  processingOf,
  type VoiceProcessing,
} from '../media/voice-processing';
import { createMutedCall } from '../phone/muted-call';
import { createPhone, type Phone } from '../phone/phone.service';
import { createSharedPhone } from '../phone/shared-phone';
import { createWrapUpActions, type WrapUpActions } from './wrap-up-actions';
import { createCallActions, type CallActions } from './call-actions';
import { connectComeBack } from './come-back';
import { createPreflight, type Preflight } from './preflight';
import { tryPath } from './try-path';
import { createPhoneKeeper, type PhoneKeeper } from './phone-keeper';
import { createQualityWatch, type QualityWatch } from './quality-watch';
import { connectReactions } from './reactions';
import { createSession, type Session } from './session';
import { exposeTestHooks } from './test-hooks';
import { createTakeOffer } from './take-offer';

/** Everything a screen may use. Built once, outside React. */
export interface Softphone {
  readonly api: Api;
  readonly session: Session;
  readonly desk: DeskStore;
  readonly queues: Observable<readonly QueueFiguresView[]>;
  /** Callers this agent may pick up. */
  readonly parked: Observable<readonly ParkedCallView[]>;
  /** How the centre stands, while somebody watches. */
  readonly centre: CentreStore;
  readonly dialFailure: Value<DialFailure | null>;
  /** Numbers dialled on this page, the last one first. */
  readonly dialled: Observable<readonly string[]>;
  readonly events: EventSocket;
  readonly phone: Phone;
  readonly keeper: PhoneKeeper;
  readonly actions: CallActions;
  readonly audio: Audio;
  readonly preflight: Preflight;
  readonly quality: QualityWatch;
  /** When this page last slept; null once that has been read. */
  readonly sleep: Value<Sleep | null>;
  readonly drafts: DraftStore;
  readonly queueDrafts: KeptDraftStore;
  readonly wrapUp: WrapUpActions;
  readonly queries: QueryClient;
}

export interface Sleep {
  readonly from: number;
  readonly until: number;
}

export interface Audio {
  readonly microphone: Microphone;
  readonly devices: AudioDevices;
  readonly processing: VoiceProcessing;
  readonly remote: RemoteAudio;
  readonly ringtone: Ringtone;
}

const base = '/api/v1';

/** The only place that builds anything. */
export function compose(): Softphone {
  const testing = isTestAudio(location.search);
  const http = createHttp(base, () => session.refused());
  const api = createApi(http);
  const audio = composeAudio(!testing);
  const phone = createPhone(createMutedCall(sessionStorage));
  const shared = createSharedPhone(phone);
  const desk = createDeskStore();
  const queues = createValue<readonly QueueFiguresView[]>([]);
  const parked = createValue<readonly ParkedCallView[]>([]);
  const centre = createCentreStore((wanted) => events.send({ type: 'watch', centre: wanted }));
  const dialFailure = createValue<DialFailure | null>(null);
  const dialled = createValue<readonly string[]>([]);
  const queries = new QueryClient({
    defaultOptions: { queries: { staleTime: 15_000, retry: 1, refetchOnWindowFocus: false } },
  });
  const keeper = createPhoneKeeper({
    api,
    listener: phone.listener,
    gaveUp: () => session.end('phone-refused'),
    openLine: async (account, listener) => {
      // SIP.js is a third of the code and nobody needs it before the login.
      const { createSipLine } = await import('../sip/sip-line');
      const takeOffer = createTakeOffer(api);
      return createSipLine({ account, media: legMedia(audio), takeOffer }, listener);
    },
  });
  const loadDesk = (): void => {
    const state = session.state.get();
    if (state.name === 'in' && state.user.agentId !== null) void api.desk().then(desk.offer, () => undefined);
  };
  const clock = createSteadyClock(startClock());
  const sleep = createValue<Sleep | null>(null);
  clock.onSlept((from, until) => sleep.set({ from, until }));
  const hasPhone = () => phone.registration.get().name === 'registered';
  const events: EventSocket = composeEvents({
    ...{ every: clock.every, hasPhone },
    api,
    desk,
    queues,
    parked,
    centre,
    dialFailure,
    queries,
    loadDesk,
    session: () => session,
  });
  const session: Session = createSession(api, {
    entered: (user) => {
      desk.forget();
      events.start();
      loadDesk();
      if (user.agentId === null) return;
      shared.share(new BroadcastChannel(`kiloline-phone-${user.agentId}`));
      keeper.start(user.agentId);
    },
    left: async () => {
      events.stop();
      audio.ringtone.stop();
      phone.hangUp();
      shared.unshare();
      queries.clear();
      dialled.set([]);
      preflight.forget();
      await keeper.stop();
      audio.microphone.close();
    },
  });
  const drafts = createDraftStore(sessionStorage);
  const wrapUp = createWrapUpActions({ api, desk, drafts });
  const preflight = createPreflight({
    microphone: audio.microphone,
    phone: shared,
    account: api.phoneAccount,
    tryPath,
    listen: (stream) => loudestOf(stream, SILENCE),
  });
  const actions = createCallActions({
    api,
    desk,
    phone: shared,
    microphone: audio.microphone,
    preflight,
    dialFailure,
    dialled,
    wrapUp,
  });
  connectReactions({ phone, desk, dialFailure, microphone: audio.microphone, ringtone: audio.ringtone });
  const quality = createQualityWatch({ phone, report: api.reportQuality });
  connectComeBack({ phone, desk, comeBack: api.comeBack });
  watchNetwork(events, keeper, phone);
  if (testing) exposeTestHooks(phone, audio);
  else warnBeforeLeaving(phone);
  return {
    api,
    session,
    desk,
    queues,
    parked,
    centre,
    dialFailure,
    dialled,
    events,
    phone: shared,
    keeper,
    actions,
    audio,
    preflight,
    quality,
    sleep,
    queries,
    drafts,
    queueDrafts: createKeptDrafts('queues', localStorage),
    wrapUp,
  };
}

const startClock = (): Worker =>
  new Worker(new URL('../core/clock.worker.ts', import.meta.url), { type: 'module' });

function composeAudio(processing: boolean): Audio {
  const devices = createAudioDevices();
  const voice = createVoiceProcessing(localStorage);
  // What is suppressed as noise would be the tones of a test.
  const asked = () => (processing ? processingOf(voice) : allProcessing(false));
  return {
    devices,
    processing: voice,
    microphone: createMicrophone(asked, () => devices.chosen('microphone')),
    remote: createRemoteAudio(devices.chosen('speaker')),
    ringtone: createRingtone(devices.chosen('ringer')),
  };
}

function legMedia({ microphone, remote }: Audio) {
  return {
    isMicrophoneOpen: () => microphone.state.get().name === 'open',
    openMicrophone: microphone.open,
    takeMicrophone: microphone.take,
    onMicrophoneChanged: microphone.onChanged,
    playRemote: remote.play,
    playUnheard: remote.playUnheard,
    stopRemote: remote.stop,
  };
}

interface EventDeps {
  readonly every: Every;
  readonly hasPhone: () => boolean;
  readonly api: Api;
  readonly desk: DeskStore;
  readonly queues: Value<readonly QueueFiguresView[]>;
  readonly parked: Value<readonly ParkedCallView[]>;
  readonly centre: CentreStore;
  readonly dialFailure: Value<DialFailure | null>;
  readonly queries: QueryClient;
  readonly loadDesk: () => void;
  readonly session: () => Session;
}

function composeEvents(deps: EventDeps): EventSocket {
  const { api, desk, queues, parked, centre, queries, loadDesk, session } = deps;
  const message = (received: ServerMessage): void => {
    if (received.type === 'desk') desk.offer(received.desk);
    if (received.type === 'queues') queues.set(received.queues);
    if (received.type === 'parked') parked.set(received.parked);
    if (received.type === 'centre') centre.take(received.changes);
    if (received.type === 'hello') {
      centre.askAgain();
      // Whoever is parked is told after it.
      parked.set([]);
      loadDesk();
      void api.queues().then(queues.set, () => undefined);
    }
    if (received.type === 'event') noteDialFailure(deps, received.event);
    // A call that ended, or was given an outcome, belongs in the lists on the screen.
    if (received.type === 'event' && /^(call\.ended|disposition\.set)$/.test(received.event.type)) {
      void queries.invalidateQueries({ queryKey: ['calls'] });
      void queries.invalidateQueries({ queryKey: ['call'] });
    }
    if (received.type === 'event') refresh(queries, received.event);
  };
  const url = `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${base}/events`;
  return createEventSocket(
    { url, every: deps.every, hasPhone: deps.hasPhone },
    {
      message,
      reset: () => {
        desk.forget();
        loadDesk();
        void queries.invalidateQueries();
      },
      loggedOut: (reason) => session().end(reason),
      // The request finds out whether the login still stands; a 401 ends the session.
      refused: () => void api.me().catch(() => undefined),
    },
  );
}

/** Orders, faxes, texts and tasks that somebody else, another tab, or the clock, has changed. */
function refresh(queries: QueryClient, { type }: DomainEvent): void {
  const lists = type.startsWith('work-order.')
    ? ['orders', 'order', 'order-desks', 'customer-orders']
    : type.startsWith('fax.')
      ? ['faxes', 'fax-ability']
      : type.startsWith('text.')
        ? ['texts', 'text-ability']
        : type === 'task.changed'
          ? ['tasks']
          : type.startsWith('alert.')
            ? ['alerts']
            : [];
  for (const list of lists) void queries.invalidateQueries({ queryKey: [list] });
}

function noteDialFailure({ dialFailure, desk, session }: EventDeps, event: DomainEvent): void {
  const state = session().state.get();
  const agentId = state.name === 'in' ? state.user.agentId : null;
  const failure = dialFailureOf(event, agentId, desk.now());
  if (failure) dialFailure.set(failure);
}

/**
 * The browser knows of a network change before any timeout. Back on a network the phone signs on anew, also in a call:
 * the server calls it back into the call over the new way. While the network is away there is nothing to sign on to.
 */
function watchNetwork(events: EventSocket, keeper: PhoneKeeper, phone: Phone): void {
  const isInCall = () => phone.call.get().name !== 'none' && phone.call.get().name !== 'ended';
  window.addEventListener('online', () => {
    events.retryNow();
    keeper.retryNow();
  });
  window.addEventListener('offline', () => {
    events.retryNow();
    if (!isInCall()) keeper.retryNow();
  });
}

function warnBeforeLeaving(phone: Phone): void {
  window.addEventListener('beforeunload', (event) => {
    const { name } = phone.call.get();
    if (name === 'active' || name === 'answering') event.preventDefault();
  });
}
