import type { CentrePicture } from '../contract/wallboard';
import type { ServerMessage } from '../contract/socket';
import type { Logger } from '../logging';
import { changesBetween, wholePicture } from '../wallboard/picture-changes';
import type { Connection } from './connection';
import { PicturePusher } from './picture-pusher';

interface CentrePusherDeps {
  readonly make: () => Promise<CentrePicture>;
  readonly everyMs: number;
  readonly logger: Logger;
}

const frame = (changes: Extract<ServerMessage, { type: 'centre' }>['changes']): string =>
  JSON.stringify({ type: 'centre', changes } satisfies ServerMessage);

/** One picture of the centre for all who watch it: whole at first, then what has changed, written once for all. */
export class CentrePusher {
  readonly #pictures: PicturePusher<CentrePicture>;
  readonly #watchers = new Set<Connection>();
  /** Have seen no picture yet. */
  readonly #newcomers = new Set<Connection>();
  readonly #beat: NodeJS.Timeout;
  #last: CentrePicture | null = null;

  constructor({ make, everyMs, logger }: CentrePusherDeps) {
    this.#pictures = new PicturePusher({
      ...{ what: 'the centre', make, everyMs, logger },
      push: (picture) => this.#push(picture),
    });
    // Time changes it, too, and not every fact has an event.
    this.#beat = setInterval(() => this.refresh(), everyMs);
    this.#beat.unref();
  }

  watch(connection: Connection): void {
    if (this.#watchers.has(connection)) return;
    this.#watchers.add(connection);
    this.#newcomers.add(connection);
    if (this.#last !== null) this.#welcome(this.#last);
    this.refresh();
  }

  unwatch(connection: Connection): void {
    this.#newcomers.delete(connection);
    this.#watchers.delete(connection);
    if (this.#watchers.size === 0) this.#last = null;
  }

  refresh(): void {
    if (this.#watchers.size > 0) this.#pictures.refresh();
  }

  stop(): void {
    clearInterval(this.#beat);
    this.#pictures.stop();
  }

  #push(picture: CentrePicture): void {
    if (this.#watchers.size === 0) return;
    const changes = this.#last && changesBetween(this.#last, picture);
    this.#last = picture;
    if (changes) {
      const text = frame(changes);
      for (const each of this.#watchers) if (!this.#newcomers.has(each)) each.sendText(text);
    }
    this.#welcome(picture);
  }

  #welcome(picture: CentrePicture): void {
    if (this.#newcomers.size === 0) return;
    const texts = wholePicture(picture).map(frame);
    for (const each of this.#newcomers) for (const text of texts) each.sendText(text);
    this.#newcomers.clear();
  }
}
