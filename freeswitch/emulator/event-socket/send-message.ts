import { randomUUID } from 'node:crypto';
import type { SwitchCore } from '../core/switch-core';
import type { SocketCommand } from './reader';

/** sendmsg: `execute` and `hangup` of a leg. @returns the reply */
export function sendMessage(uuid: string, command: SocketCommand, core: SwitchCore): string {
  const { headers } = command;
  switch (headers.get('call-command')) {
    case 'execute':
      return execute(uuid, command, core);
    case 'hangup':
      return core.hangUp(uuid, headers.get('hangup-cause'));
    case undefined:
      return `-ERR invalid session id [${uuid}]`;
    default:
      return `-ERR The embedded switch lacks sendmsg ${headers.get('call-command') ?? ''}`;
  }
}

function execute(uuid: string, { headers, body }: SocketCommand, core: SwitchCore): string {
  const loops = headers.get('loops');
  if (loops !== undefined && loops !== '1') return '-ERR The embedded switch lacks loops of an execute';
  const data = headers.get('execute-app-arg') ?? '';
  return core.execute(uuid, {
    app: {
      name: headers.get('execute-app-name') ?? '',
      data: data === '' && headers.get('content-type') === 'text/plain' ? body : data,
    },
    uuid: headers.get('event-uuid') ?? randomUUID(),
    lock: headers.get('event-lock') === 'true',
  });
}
