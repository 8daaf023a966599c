import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A mail server that takes what it is given, or behaves as told. */
export class MailServer {
  readonly lines: string[] = [];
  /** Recipients it does not know; 'all': nobody. */
  unknown: readonly string[] | 'all' = [];
  /** Breaks off when a message is complete, before it says whether it took it. */
  breaksOff = false;
  /** Messages it took, whole. */
  readonly taken: string[] = [];
  #server: Server | null = null;

  async start(): Promise<string> {
    const server = createServer((socket) => this.#talk(socket));
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `smtp://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  }

  stop(): Promise<void> {
    return new Promise((resolve) => this.#server?.close(() => resolve()));
  }

  #talk(socket: Socket): void {
    let message: string[] | null = null;
    let rest = '';
    socket.on('error', () => undefined);
    socket.write('220 test\r\n');
    socket.on('data', (data) => {
      const lines = (rest + data.toString()).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        this.lines.push(line);
        if (message !== null && line !== '.') message.push(line);
        else if (message !== null) {
          if (this.breaksOff) socket.destroy();
          else {
            this.taken.push(message.join('\r\n'));
            socket.write('250 taken\r\n');
          }
          message = null;
        } else if (line === 'DATA') {
          message = [];
          socket.write('354 go on\r\n');
        } else if (line === 'QUIT') socket.end('221 bye\r\n');
        else socket.write(this.#isUnknown(line) ? '550 nobody here\r\n' : '250 ok\r\n');
      }
    });
  }

  #isUnknown(line: string): boolean {
    if (!line.startsWith('RCPT')) return false;
    return this.unknown === 'all' || this.unknown.some((address) => line.includes(`<${address}>`));
  }
}
