import { checkPack } from '../../server/check-pack';
import type { EventStream } from '../../server/events/event-stream';
import { knownServices } from '../../server/ivr/known-services';
import type { PackFiles, PackStore, StoredPack } from '../../server/ivr/versions/pack-store';
import { PackVersions, type PackSeed } from '../../server/ivr/versions/pack-versions';
import { silentLogger } from './redis';

export interface PackRoomOptions {
  readonly store: PackStore;
  readonly events: Pick<EventStream, 'append'>;
  readonly queues?: readonly string[];
  readonly soundsDirectories?: readonly string[];
  readonly speakMissing?: () => Promise<number>;
  readonly onServed?: (served: readonly StoredPack[]) => void;
}

/** The versions of packs as one server has them. */
export function packRoom({ store, events, queues = ['general'], ...options }: PackRoomOptions): PackVersions {
  const { soundsDirectories } = options;
  return new PackVersions({
    store,
    events,
    check: (files, { checksSounds, directory }) =>
      checkPack(
        files,
        {
          queues,
          services: knownServices,
          ...(checksSounds && soundsDirectories !== undefined ? { soundsDirectories } : {}),
        },
        directory,
      ),
    speakMissing: options.speakMissing ?? (() => Promise.resolve(0)),
    onServed: options.onServed ?? (() => undefined),
    defaultPack: 'line',
    now: Date.now,
    logger: silentLogger,
  });
}

export const seed = (files: PackFiles): PackSeed => ({ files, directory: 'packs' });

export interface SmallPack {
  readonly id?: string;
  readonly number?: string;
  /** Heard in the menu: tells versions apart. */
  readonly prompt?: number;
  readonly queue?: string;
}

/** A menu, and an agent at key 1. */
export const packFiles = ({
  id = 'line',
  number = '1000',
  prompt = 1,
  queue = 'general',
}: SmallPack = {}): PackFiles => ({
  pack: `id: ${id}
name: { en-US: The ${id} }
version: 1
accessNumbers: ['${number}']
languages: { available: [en-US], default: en-US }
announcements: { wrongEntry: 8, timedOut: 8 }
prompts: { 1: { en-US: one }, 2: { en-US: two }, 3: { en-US: three }, 8: { en-US: eight } }
flow:
  start: main
  gaveUp: bye
  nodes:
    main: { kind: menu, prompts: [${prompt}], keys: { 1: told, 2: agent } }
    told: { kind: say, prompts: [${prompt}], next: main }
    agent: { kind: queue, queue: ${queue} }
    bye: { kind: hangup }
`,
  workOrders: null,
});
