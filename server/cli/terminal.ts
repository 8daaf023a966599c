import type { Centre } from './centre';
import type { Output } from './output';

/** All a command has of the world around it. */
export interface Terminal {
  readonly output: Output;
  readonly input: NodeJS.ReadableStream;
  /** The centre KILOLINE_URL names; asked for when it is needed. @throws UserError for an unusable environment */
  readonly centre: () => Centre;
  /** Recordings of the installation; null: only those of the product are known. */
  readonly soundsDirectory: () => string | null;
  /** Makes the command fail, once it is done. */
  readonly fail: () => void;
}

/** Does something with the running centre and leaves it again. */
export async function atCentre(terminal: Terminal, task: (centre: Centre) => Promise<void>): Promise<void> {
  const centre = terminal.centre();
  try {
    await task(centre);
  } finally {
    await centre.leave();
  }
}
