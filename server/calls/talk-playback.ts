import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { CallId } from '../contract/ids';
import type { Role } from '../contract/rest';
import { UserError } from '../errors';
import type { EventStream } from '../events/event-stream';
import type { CallHistory } from './call-history';
import { recordingFileName } from './switch';

export interface Listener {
  readonly login: string;
  readonly displayName: string;
  readonly role: Role;
  readonly agentId: string | null;
}

interface TalkPlaybackDeps {
  readonly calls: Pick<CallHistory, 'get'>;
  readonly events: Pick<EventStream, 'append'>;
  /** Where the switches write: by the same path here and there. */
  readonly directories: readonly string[];
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
   * Keepers may hear every call, agents those they had.
   * @returns the path of the file
   * @throws UserError not-found, not-permitted
   */
  async open(callId: CallId, recordingId: string, listener: Listener): Promise<string> {
    const call = await this.#deps.calls.get(callId);
    if (!call?.recordings.some((each) => each.recordingId === recordingId))
      throw new UserError('not-found', 'There is no such recording.');
    const had = call.legs.some(({ role, agentId }) => role === 'agent' && agentId === listener.agentId);
    if (listener.role === 'agent' && !had)
      throw new UserError('not-permitted', 'Agents can listen to their own calls only.');
    const path = await this.#find(recordingFileName(recordingId));
    await this.#tell(callId, recordingId, listener);
    return path;
  }

  async #find(name: string): Promise<string> {
    for (const directory of this.#deps.directories) {
      const path = join(directory, name);
      const found = await stat(path).catch(() => null);
      if (found?.isFile()) return path;
    }
    throw new UserError('not-found', 'The file of this recording is not here any more.');
  }

  async #tell(callId: CallId, recordingId: string, { login, displayName }: Listener): Promise<void> {
    const now = (this.#deps.now ?? Date.now)();
    const key = `${recordingId} ${login}`;
    if (now - (this.#told.get(key) ?? 0) < ONE_PLAYBACK_MS) return;
    const data = { recordingId, listener: displayName, login };
    await this.#deps.events.append({ type: 'call.recording-played', callId, data });
    if (this.#told.size >= MOST_REMEMBERED) this.#told.clear();
    this.#told.set(key, now);
  }
}
