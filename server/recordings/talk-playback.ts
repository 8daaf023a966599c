import type { CallHistory } from '../calls/call-history';
import type { CallId } from '../contract/ids';
import type { Waveform } from '../contract/recordings';
import type { Role } from '../contract/rest';
import { UserError } from '../errors';
import type { EventStream } from '../events/event-stream';
import type { KeptRecordings } from './kept-recordings';
import { mustNotBeDeleted } from './recording-desk';
import type { RecordingFiles } from './recording-files';
import { sidesOf } from './waveform';

export interface Listener {
  readonly login: string;
  readonly displayName: string;
  readonly role: Role;
  readonly agentId: string | null;
}

interface TalkPlaybackDeps {
  readonly calls: Pick<CallHistory, 'get'>;
  readonly rows: Pick<KeptRecordings, 'get' | 'peaksOf'>;
  readonly files: Pick<RecordingFiles, 'find'>;
  readonly events: Pick<EventStream, 'append'>;
  readonly now?: () => number;
}

/** A player asks for a file piece by piece: all of it is one playback. */
const ONE_PLAYBACK_MS = 600_000;
const MOST_REMEMBERED = 1000;

/** Who may listen to the recording of a talk; that somebody did is an event of its call. */
export class TalkPlayback {
  readonly #deps: TalkPlaybackDeps;
  /** Told lately, by recording and listener. Another server tells it once more, which is one too many, never too few. */
  readonly #told = new Map<string, number>();

  constructor(deps: TalkPlaybackDeps) {
    this.#deps = deps;
  }

  /**
   * Keepers may hear every call and take it away, agents hear those they had.
   * @returns the path of the file
   * @throws UserError not-found, not-permitted, recording-deleted
   */
  async open(
    callId: CallId,
    recordingId: string,
    listener: Listener,
    { isTakenAway }: { readonly isTakenAway: boolean },
  ): Promise<string> {
    await this.#mayHear(callId, recordingId, listener);
    if (isTakenAway && listener.role === 'agent')
      throw new UserError('not-permitted', 'Agents can listen to recordings, not take them away.');
    mustNotBeDeleted(await this.#deps.rows.get(callId, recordingId));
    const path = await this.#deps.files.find(recordingId);
    if (path === null) throw new UserError('not-found', 'The file of this recording is not here any more.');
    await this.#tell(callId, recordingId, listener, isTakenAway);
    return path;
  }

  /** How loud it is, for a picture of it; empty sides before it is kept. @throws UserError as above */
  async waveform(callId: CallId, recordingId: string, listener: Listener): Promise<Waveform> {
    await this.#mayHear(callId, recordingId, listener);
    mustNotBeDeleted(await this.#deps.rows.get(callId, recordingId));
    return sidesOf((await this.#deps.rows.peaksOf(recordingId)) ?? Buffer.alloc(0));
  }

  async #mayHear(callId: CallId, recordingId: string, listener: Listener): Promise<void> {
    const call = await this.#deps.calls.get(callId);
    if (!call?.recordings.some((each) => each.recordingId === recordingId))
      throw new UserError('not-found', 'There is no such recording.');
    const had = call.legs.some(({ role, agentId }) => role === 'agent' && agentId === listener.agentId);
    if (listener.role === 'agent' && !had)
      throw new UserError('not-permitted', 'Agents can listen to their own calls only.');
  }

  async #tell(
    callId: CallId,
    recordingId: string,
    { login, displayName }: Listener,
    isTakenAway: boolean,
  ): Promise<void> {
    const now = (this.#deps.now ?? Date.now)();
    const key = `${recordingId} ${login} ${String(isTakenAway)}`;
    if (now - (this.#told.get(key) ?? 0) < ONE_PLAYBACK_MS) return;
    const data = { recordingId, listener: displayName, login, ...(isTakenAway && { isTakenAway }) };
    await this.#deps.events.append({ type: 'call.recording-played', callId, data });
    if (this.#told.size >= MOST_REMEMBERED) this.#told.clear();
    this.#told.set(key, now);
  }
}
