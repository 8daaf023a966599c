import type { PhoneAccount } from '../../server/contract/rest';
import { openNote } from '../media/note';
import type { OutgoingLeg } from '../phone/guest-call';
import type { PathReport } from './preflight';

/** The switch's number that sends everything back (freeswitch/conf/dialplan/webrtc.xml). */
const ECHO = 'echo';
/** Chrome measures what it plays, after the volume: so it is played, softer than anybody hears. */
const VOLUME = 0.002;
/** The note comes back with a third of full scale; a codec's noise is far below this. */
const HEARD = 0.1 * VOLUME;
const lookMs = 40;
/** Long enough for a slow line, and less than anybody waits for. */
const patienceMs = 3500;

/** Calls the switch, sends it a note, and listens for the note to come back. */
export async function tryPath(account: PhoneAccount): Promise<PathReport> {
  const note = await openNote();
  const softPlayer = createSoftPlayer();
  const until = performance.now() + patienceMs;
  try {
    const { placeCall } = await import('../sip/place-call');
    return await new Promise<PathReport>((resolve) => {
      const leg: OutgoingLeg = placeCall(
        { ...account, number: ECHO },
        { takeMicrophone: () => Promise.resolve(note.stream.clone()), ...softPlayer },
        {
          ringing: () => undefined,
          answered: () => {
            void listenForEcho(leg, until).then(done);
          },
          ended: () => done({ path: 'not-connected', roundTripMs: null }),
        },
      );
      // The listening ends by itself just before.
      const timer = setTimeout(
        () => done({ path: 'not-connected', roundTripMs: null }),
        patienceMs + 2 * lookMs,
      );
      let isDone = false;
      const done = (report: PathReport): void => {
        if (isDone) return;
        isDone = true;
        clearTimeout(timer);
        leg.hangUp();
        resolve(report);
      };
    });
  } finally {
    note.close();
  }
}

async function listenForEcho(leg: OutgoingLeg, until: number): Promise<PathReport> {
  let isHeard = false;
  let roundTripMs: number | null = null;
  while (performance.now() < until) {
    const sample = await leg.sample();
    roundTripMs = sample?.roundTripMs ?? roundTripMs;
    isHeard ||= (sample?.heard ?? 0) > HEARD;
    if (isHeard && roundTripMs !== null) break;
    await new Promise((resolve) => setTimeout(resolve, lookMs));
  }
  return { path: isHeard ? 'heard' : 'silent', roundTripMs };
}

/** Chrome decodes a remote track only while some element plays it. */
function createSoftPlayer() {
  const element = new Audio();
  element.volume = VOLUME;
  return {
    playRemote: (stream: MediaStream): void => {
      element.srcObject = stream;
      void element.play().catch(() => undefined);
    },
    stopRemote: (): void => {
      element.srcObject = null;
    },
  };
}
