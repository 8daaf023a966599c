import { connect, type Socket } from 'node:net';
import { OperationalError } from '../../errors';

export interface EventSocketAddress {
  readonly host: string;
  readonly port: number;
  readonly password: string;
}

interface Frame {
  readonly headers: string;
  readonly body: string;
}

/**
 * Signs on, runs a few api commands one after the other and hangs up: enough to see whether a switch is ready.
 * Anything that matters to a call goes through server/esl instead.
 * @returns the answer to each command
 * @throws OperationalError('switch-unavailable' | 'switch-refused' | 'switch-timeout')
 */
export async function askEventSocket(
  address: EventSocketAddress,
  commands: readonly string[],
  timeoutMs = 3000,
): Promise<string[]> {
  const socket = connect({ host: address.host, port: address.port, noDelay: true });
  const frames = frameReader(socket, timeoutMs);
  try {
    await frames.next();
    socket.write(`auth ${address.password}\n\n`);
    if (!(await frames.next()).headers.includes('+OK')) {
      throw new OperationalError('switch-refused', 'The event socket refused the password', {
        retryable: false,
      });
    }
    const answers: string[] = [];
    for (const command of commands) {
      socket.write(`api ${command}\n\n`);
      answers.push((await frames.next()).body);
    }
    return answers;
  } finally {
    socket.destroy();
  }
}

/** Cuts the stream into frames: headers, an empty line, and a body as long as Content-Length says. */
function frameReader(socket: Socket, timeoutMs: number): { next(): Promise<Frame> } {
  let buffer = Buffer.alloc(0);
  let failure: OperationalError | null = null;
  let wake: () => void = () => undefined;
  const fail = (error: OperationalError) => {
    failure ??= error;
    wake();
  };
  socket.on('data', (chunk: Buffer) => {
    buffer = Buffer.concat([buffer, chunk]);
    wake();
  });
  socket.on('error', (cause) => {
    fail(new OperationalError('switch-unavailable', 'The event socket cannot be reached', { cause }));
  });
  socket.on('close', () => {
    fail(new OperationalError('switch-unavailable', 'The event socket was closed'));
  });
  socket.setTimeout(timeoutMs, () => {
    fail(new OperationalError('switch-timeout', 'The event socket does not answer'));
  });
  return {
    next: async () => {
      for (;;) {
        const taken = takeFrame(buffer);
        if (taken !== null) {
          buffer = taken.rest;
          return taken.frame;
        }
        if (failure !== null) throw failure;
        await new Promise<void>((resolve) => (wake = resolve));
      }
    },
  };
}

function takeFrame(buffer: Buffer): { frame: Frame; rest: Buffer<ArrayBuffer> } | null {
  const end = buffer.indexOf('\n\n');
  if (end < 0) return null;
  const headers = buffer.subarray(0, end).toString();
  const length = Number(/^content-length: *(\d+)/im.exec(headers)?.[1] ?? 0);
  const start = end + 2;
  if (buffer.length < start + length) return null;
  const body = buffer.subarray(start, start + length).toString();
  return { frame: { headers, body }, rest: Buffer.from(buffer.subarray(start + length)) };
}
