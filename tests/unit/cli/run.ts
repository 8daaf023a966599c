import { Readable } from 'node:stream';
import type { Centre } from '../../../server/cli/centre';
import { program } from '../../../server/cli/main';

export interface Ran {
  readonly output: string;
  readonly failed: boolean;
}

interface Around {
  /** Lines a person types. */
  readonly typed?: readonly string[];
  readonly centre?: Centre;
  readonly soundsDirectory?: string;
}

/** One command as a person gives it. @throws what the command throws */
export async function run(args: readonly string[], around: Around = {}): Promise<Ran> {
  let [output, failed] = ['', false];
  const { typed = [], centre } = around;
  const command = program({
    output: { write: (text) => (output += text) },
    input: Readable.from(typed.map((each) => `${each}\n`)),
    centre: () => {
      if (centre === undefined) throw new Error('This command needs no centre.');
      return centre;
    },
    soundsDirectory: () => around.soundsDirectory ?? null,
    fail: () => (failed = true),
  });
  await command.parseAsync(['node', 'kiloline', ...args]);
  return { output, failed };
}
