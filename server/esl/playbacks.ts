import { execute } from './commands';
import type { Command } from './connection';
import { UNREPORTED } from './play-id';

/**
 * A list of sounds, the end of the last of which is told by `lastId`. To be sent at once; they are locked against each
 * other: no gap and no lead-in, unlike file_string (measured).
 */
export function playbacks(legId: string, files: readonly string[], lastId: string): Command[] {
  return files.map((file, index) =>
    execute(legId, 'playback', file, {
      lock: true,
      eventUuid: index === files.length - 1 ? lastId : UNREPORTED,
    }),
  );
}
