import { OperationalError } from '../errors';

/** API and sendmsg answers. Refusals begin with -ERR or -USAGE; sched_del of nothing is -ERR as well. */
export const isRefusal = (reply: string): boolean => /^-(ERR|USAGE)/.test(reply.trimStart());

/** @throws OperationalError('switch-refused') */
export function accepted(reply: string, command: string): void {
  if (isRefusal(reply)) throw refused(command, reply);
}

export const refused = (command: string, reply: string): OperationalError =>
  new OperationalError('switch-refused', 'The switch refused a command', {
    retryable: false,
    details: { command, reply: reply.trim().slice(0, 120) },
  });
