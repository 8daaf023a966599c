import { UnexpectedError } from '../errors';

// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u001f\u007f]/;

/**
 * Refuses text that could end a header line: a newline inside an argument would begin a second event-socket
 * command, and the event socket can run any program.
 */
export function plain(text: string, what: string): string {
  if (CONTROL.test(text)) {
    throw new UnexpectedError('broken-invariant', `Control character in ${what}`, { details: { what } });
  }
  return text;
}

/** A whole command: lines made by us, no blank line inside, nothing but LF between them. */
export function checkedCommand(lines: readonly string[]): string {
  for (const line of lines) {
    plain(line, 'event socket command');
    if (line === '') throw new UnexpectedError('broken-invariant', 'Blank line in event socket command');
  }
  return lines.join('\n');
}

/** For logs and errors: the verb only, never a password or a number. */
export const commandName = (command: string): string =>
  command.startsWith('auth')
    ? 'auth'
    : command
        .split(/[\s\n]/, 2)
        .join(' ')
        .slice(0, 40);
