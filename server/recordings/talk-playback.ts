import { createHash } from 'node:crypto';
import type { CallHistory } from '../calls/call-history';
import type { CallId } from '../contract/ids';
import type { Waveform } from '../contract/recordings';
import type { Role } from '../contract/rest';
import { describeError, OperationalError, UserError } from '../errors';
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
  readonly rows: Pick<KeptRecordings, 'get' | 'peaksOf' | 'refused'>;
  readonly files: Pick<RecordingFiles, 'open'>;
  readonly events: Pick<EventStream, 'append'>;
  /** It was changed, or cannot be read: somebody must look. */
  readonly onFault: (fault: PlaybackFault) => void;
  readonly now?: () => number;
}

/** A player asks for a file piece by piece: all of it is one playback. */
const ONE_PLAYBACK_MS = 600_000;
const MOST_REMEMBERED = 1000;

/** Who may listen to what was recorded of a call; that somebody did is an event of its call. */
export class TalkPlayback {
  readonly #deps: TalkPlaybackDeps;
  /** Told lately, by recording and listener. Another server tells it once more, which is one too many, never too few. */
  readonly #told = new Map<string, number>();

  /** Plain files whose sum was compared lately, by recording and listener. */
  readonly #checked = new Map<string, number>();

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
    const row = await this.#deps.rows.get(callId, recordingId);
    mustNotBeDeleted(row);
    const refuse = (error: unknown) => this.#refused(callId, recordingId, listener, error);
    const sound = await this.#sound(recordingId, refuse);
    if (sound === null) throw new UserError('not-found', 'The file of this recording is not here any more.');
    try {
      if (row?.sha256 != null && sound.keyId === null)
        await this.#compare(`${recordingId} ${listener.login}`, sound, row.sha256).catch(refuse);
      await this.#tell(callId, recordingId, listener, isTakenAway);
    } catch (error) {
      // Nobody hears what was not noted.
      await sound.close();
      throw error;
    }
    return sound;
  }

  async #sound(recordingId: string, refuse: (error: unknown) => Promise<never>): Promise<SoundFile | null> {
    const sound = await this.#deps.files.open(recordingId).catch(refuse);
    if (sound === null) return null;
    const read: SoundFile['read'] = async function* (from, to) {
      try {
        yield* sound.read(from, to);
      } catch (error) {
        await refuse(error);
      }
    };
    return { size: sound.size, keyId: sound.keyId, read, close: () => sound.close() };
  }

  /** An encrypted file proves itself piece by piece; a plain one is read whole, once for all pieces of a playback. */
  async #compare(playback: string, sound: SoundFile, sha256: string): Promise<void> {
    const now = this.#now();
    if (now - (this.#checked.get(playback) ?? 0) < ONE_PLAYBACK_MS) return;
    const hash = createHash('sha256');
    for await (const piece of sound.read(0, sound.size)) hash.update(piece);
    if (hash.digest('hex') !== sha256)
      throw new OperationalError('part-failed', 'The file of this recording was changed.', {
        retryable: false,
      });
    if (this.#checked.size >= MOST_REMEMBERED) this.#checked.clear();
    this.#checked.set(playback, now);
  }

  /** Loudly: in the log, and when it was changed on the call's timeline and in the log of recordings, too. */
  async #refused(
    callId: CallId,
    recordingId: string,
    { login, displayName }: Listener,
    error: unknown,
  ): Promise<never> {
    const { onFault, rows, events } = this.#deps;
    const reason = describeError(error);
    onFault({ callId, recordingId, reason });
    if (error instanceof OperationalError && error.code === 'part-failed') {
      const at = new Date(this.#now()).toISOString();
      await rows.refused(recordingId, { login, name: displayName, why: reason, at });
      const data = { recordingId, listener: displayName, login, reason };
      await events.append({ type: 'call.recording-refused', callId, data });
    }
    throw error;
  }

  #now(): number {
    return (this.#deps.now ?? Date.now)();
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
    const now = this.#now();
    const key = `${recordingId} ${login} ${String(isTakenAway)}`;
    if (now - (this.#told.get(key) ?? 0) < ONE_PLAYBACK_MS) return;
    const data = { recordingId, listener: displayName, login, ...(isTakenAway && { isTakenAway }) };
    await this.#deps.events.append({ type: 'call.recording-played', callId, data });
    if (this.#told.size >= MOST_REMEMBERED) this.#told.clear();
    this.#told.set(key, now);
  }
}
