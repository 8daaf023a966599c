import { asTexts } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('overdue-waits', ['ringingMs']);

/** A telephone that answers by itself has done so within this. */
const RINGING_MS = 1000;

export const overdueWaits = async (scripts: Scripts): Promise<readonly string[]> =>
  asTexts(await scripts.run(script, { ringingMs: String(RINGING_MS) }));
