import type { CallHistory } from '../calls/call-history';
import type { CallId } from '../contract/ids';
import type { EventStream } from '../events/event-stream';
import { UserError } from '../errors';
import type { KeptRecording, KeptRecordings, LegalHold, Person } from './kept-recordings';

interface RecordingDeskDeps {
  readonly rows: KeptRecordings;
  readonly calls: Pick<CallHistory, 'get'>;
  readonly events: Pick<EventStream, 'append'>;
  readonly finishDeletion: (recording: KeptRecording) => Promise<void>;
  readonly now: () => Date;
}

/** What people do with recordings that are kept: hold them for a court, let them go, delete them. */
export class RecordingDesk {
  readonly #deps: RecordingDeskDeps;

  constructor(deps: RecordingDeskDeps) {
    this.#deps = deps;
  }

  /** @throws UserError not-found, recording-deleted, conflict */
  async hold(
    callId: CallId,
    recordingId: string,
    { isHeld, why }: { readonly isHeld: boolean; readonly why: string },
    person: Person,
  ): Promise<void> {
    const by = this.#deed(person, why);
    await this.#deps.rows.hold(callId, recordingId, isHeld ? by : null, by);
    const type = isHeld ? 'call.recording-held' : 'call.recording-released';
    const data = { recordingId, person: by.name, login: by.login, why };
    await this.#deps.events.append({ type, callId, data });
  }

  /** Its row says so, then it goes; if this server dies now, another one does the rest. @throws UserError not-found, recording-deleted, conflict */
  async delete(callId: CallId, recordingId: string, why: string, person: Person): Promise<void> {
    const marked = await this.#deps.rows.delete(callId, recordingId, this.#deed(person, why));
    // Being sent to the store: whoever comes by after that finishes it.
    const isClaimed = marked.claimedUntil !== null && marked.claimedUntil > this.#deps.now();
    if (!isClaimed) await this.#deps.finishDeletion(marked);
  }

  log(...query: Parameters<KeptRecordings['log']>): ReturnType<KeptRecordings['log']> {
    return this.#deps.rows.log(...query);
  }

  #deed({ login, name }: Person, why: string): LegalHold {
    return { login, name, why, at: this.#deps.now().toISOString() };
  }
}

/** @throws UserError recording-deleted */
export function mustNotBeDeleted(recording: Pick<KeptRecording, 'state'> | null): void {
  if (recording?.state === 'deleting' || recording?.state === 'deleted')
    throw new UserError('recording-deleted', 'This recording has been deleted.');
}
