import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { createSmtpMailer } from '../../../server/connectors/smtp-mail';

/** A mail server that takes what it is given, or nothing at all. */
class MailServer {
  readonly lines: string[] = [];
  refuses = false;
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
    let isData = false;
    socket.write('220 test\r\n');
    socket.on('data', (data) => {
      for (const line of data.toString().split('\r\n').filter(Boolean)) {
        this.lines.push(line);
        if (isData) {
          if (line !== '.') continue;
          isData = false;
          socket.write('250 taken\r\n');
        } else if (line === 'DATA') {
          isData = true;
          socket.write('354 go on\r\n');
        } else if (line === 'QUIT') socket.end('221 bye\r\n');
        else socket.write(this.refuses && line.startsWith('RCPT') ? '550 nobody here\r\n' : '250 ok\r\n');
      }
    });
  }
}

describe('mail', () => {
  const mailServer = new MailServer();
  let url: string;
  beforeAll(async () => {
    url = await mailServer.start();
  });
  afterAll(() => mailServer.stop());

  const mail = { to: 'boss@example.com', subject: 'Many wait', text: 'waiting: 3' };

  it('goes to the mail server of the house', async () => {
    await createSmtpMailer({ url, from: 'kiloline@example.com' }).send(mail);
    const envelope = mailServer.lines.filter((line) => /^(MAIL|RCPT)/.test(line));
    expect(envelope).toEqual(['MAIL FROM:<kiloline@example.com>', 'RCPT TO:<boss@example.com>']);
    expect(mailServer.lines).toEqual(expect.arrayContaining(['Subject: Many wait', 'waiting: 3']));
  });

  it('is tried again when it is not taken', async () => {
    mailServer.refuses = true;
    const mailer = createSmtpMailer({ url, from: 'kiloline@example.com' });
    await expect(mailer.send(mail)).rejects.toMatchObject({ code: 'mail-away' });
    const nowhere = createSmtpMailer({ url: 'smtp://127.0.0.1:1', from: 'kiloline@example.com' });
    await expect(nowhere.send(mail)).rejects.toMatchObject({ code: 'mail-away' });
  });
});
