import type { CallHistory } from '../calls/call-history';
import type { CallId } from '../contract/ids';
import type { Waveform } from '../contract/recordings';
import type { Role } from '../contract/rest';
import { describeError, UserError } from '../errors';
import type { EventStream } from '../events/event-stream';
import type { KeptRecordings } from './kept-recordings';
import { mustNotBeDeleted } from './recording-desk';
import type { RecordingFiles } from './recording-files';
import type { SoundFile } from './sound-file';
import { sidesOf } from './waveform';

export interface Listener {
  readonly login: string;
  readonly displayName: string;
  readonly role: Role;
  readonly agentId: string | null;
}

export interface PlaybackFault {
  readonly callId: CallId;
  readonly recordingId: string;
  readonly reason: string;
}

interface TalkPlaybackDeps {
  readonly calls: Pick<CallHistory, 'get'>;
  readonly rows: Pick<KeptRecordings, 'get' | 'peaksOf'>;
  readonly files: Pick<RecordingFiles, 'open'>;
  readonly events: Pick<EventStream, 'append'>;
  /** It was changed, or cannot be read: somebody must look. */
  readonly onFault: (fault: PlaybackFault) => void;
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
   * @returns its sound, to be closed
   * @throws UserError not-found, not-permitted, recording-deleted
   */
  async open(
    callId: CallId,
    recordingId: string,
    listener: Listener,
    { isTakenAway }: { readonly isTakenAway: boolean },
  ): Promise<SoundFile> {
    await this.#mayHear(callId, recordingId, listener);
    if (isTakenAway && listener.role === 'agent')
      throw new UserError('not-permitted', 'Agents can listen to recordings, not take them away.');
    mustNotBeDeleted(await this.#deps.rows.get(callId, recordingId));
    const sound = await this.#sound(callId, recordingId);
    if (sound === null) throw new UserError('not-found', 'The file of this recording is not here any more.');
    try {
      await this.#tell(callId, recordingId, listener, isTakenAway);
    } catch (error) {
      // Nobody hears what was not noted.
      await sound.close();
      throw error;
    }
    return sound;
  }

  async #sound(callId: CallId, recordingId: string): Promise<SoundFile | null> {
    const tell = (error: unknown): never => {
      this.#deps.onFault({ callId, recordingId, reason: describeError(error) });
      throw error;
    };
    const sound = await this.#deps.files.open(recordingId).catch(tell);
    if (sound === null) return null;
    const read: SoundFile['read'] = async function* (from, to) {
      try {
        yield* sound.read(from, to);
      } catch (error) {
        tell(error);
      }
    };
    return { size: sound.size, keyId: sound.keyId, read, close: () => sound.close() };
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
