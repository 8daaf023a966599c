import type { SwitchContext } from '../switch-context';
import { transfer } from '../sessions/transfer';
import type { ApiCommand } from './api-command';

/** Seconds from now; an absolute time is Unix seconds. */
function delayOf(text: string, now: number): number | null {
  if (!/^\+?\d+$/.test(text)) return null;
  return text.startsWith('+') ? Number(text.slice(1)) : Math.max(0, Number(text) - now / 1000);
}

export type RunApi = (command: string, context: SwitchContext) => Promise<string>;

/** `sched_api +<s> <group> <command>`; what the command answers is nobody's business then. */
export const schedApi =
  (run: RunApi): ApiCommand =>
  (args, context) => {
    const parts = /^(\S+)\s+(\S+)\s+([\s\S]+)$/.exec(args.trim());
    const delay = parts === null ? null : delayOf(parts[1] ?? '', context.now());
    if (parts === null || delay === null)
      return '-ERR Invalid syntax. USAGE: [+@]<time> <group_name> <command_string>[&]\n';
    const [, , group = '', command = ''] = parts;
    const id = context.scheduler.add(delay, group === 'none' ? '' : group, () => {
      void run(command, context);
    });
    return `+OK Added: ${id}\n`;
  };

export const schedTransfer: ApiCommand = (args, context) => {
  const [time = '', uuid = '', destination, , dialplanContext] = args.trim().split(/\s+/);
  const delay = delayOf(time, context.now());
  if (delay === null || destination === undefined)
    return '-ERR Invalid syntax. USAGE: [+]<time> <uuid> <extension> [<dialplan>] [<context>]\n';
  context.scheduler.add(delay, uuid, () => {
    const session = context.sessions.get(uuid);
    if (session !== undefined) transfer(session, destination, dialplanContext);
  });
  return '+OK\n';
};

export const schedDel: ApiCommand = (args, context) =>
  args.trim() === '' ? '-ERR Invalid syntax\n' : `+OK Deleted: ${context.scheduler.remove(args.trim())}\n`;
