import { parseDialString } from '../dial-string';
import { isApplication } from '../applications';
import { originate as originateLeg } from '../originate';
import type { SwitchContext } from '../switch-context';
import { lacks, type ApiAnswer, type ApiCommand } from './api-command';
import * as legs from './legs';
import { schedApi, schedDel, schedTransfer } from './schedule';
import { show } from './show';
import { uuidDisplace, uuidRecord } from './sound';
import { fsctl, globalGetvar, hupall, sofia, status, version } from './whole-switch';

const originate: ApiCommand = (args, context) => {
  const dial = parseDialString(args, context.domain);
  if (typeof dial === 'string') return dial;
  if (!isApplication(dial.app.name)) return lacks(`the application ${dial.app.name}`);
  return originateLeg(dial, context);
};

const COMMANDS: Readonly<Record<string, ApiCommand>> = {
  fsctl,
  global_getvar: globalGetvar,
  hupall,
  originate,
  sched_api: schedApi(async (command, context) => (await runApi(command, context)).reply),
  sched_del: schedDel,
  sched_transfer: schedTransfer,
  show,
  sofia,
  status,
  uuid_break: legs.uuidBreak,
  uuid_bridge: legs.uuidBridge,
  uuid_displace: uuidDisplace,
  uuid_dump: legs.uuidDump,
  uuid_exists: legs.uuidExists,
  uuid_getvar: legs.uuidGetvar,
  uuid_kill: legs.uuidKill,
  uuid_park: legs.uuidPark,
  uuid_record: uuidRecord,
  uuid_setvar: legs.uuidSetvar,
  uuid_transfer: legs.uuidTransfer,
  version,
};

/** Runs one `api` command; never rejects. */
export async function runApi(line: string, context: SwitchContext): Promise<ApiAnswer> {
  const [, name = '', args = ''] = /^\s*(\S*)\s*([\s\S]*)$/.exec(line) ?? [];
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) {
    return { reply: `-ERR ${name} Command not found! The embedded switch has only what Kiloline uses.\n` };
  }
  try {
    const answer = await command(args, context);
    return typeof answer === 'string' ? { reply: answer } : answer;
  } catch (error) {
    context.log.warn({ command: name, reason: String(error) }, 'a command failed');
    return { reply: `-ERR ${name} failed\n` };
  }
}
