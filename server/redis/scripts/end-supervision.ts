import type { AgentId, LegId } from '../../contract/ids';
import { oneOf } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('end-supervision', ['supervisorId', 'legId']);

export const endSupervision = async (
  scripts: Scripts,
  supervisorId: AgentId,
  legId: LegId,
): Promise<'ended' | 'gone'> =>
  oneOf(script.name, await scripts.run(script, { supervisorId, legId }), ['ended', 'gone']);
