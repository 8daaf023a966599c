import type { FaxTools } from '../../server/connectors/fax-tools';
import { findExecutable } from '../../server/parts/find-executable';
import { runCommand } from '../../server/parts/run-command';

/** The programs of this machine, as the server uses them. */
export const realFaxTools: FaxTools = {
  run: runCommand,
  find: (name) => findExecutable([name]),
  howToInstall: (what) => `install ${what}`,
};
