import { createSmtpMailer } from '../../../server/connectors/smtp-mail';
import { MailServer } from '../../support/mail-server';

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
    mailServer.unknown = 'all';
    const mailer = createSmtpMailer({ url, from: 'kiloline@example.com' });
    await expect(mailer.send(mail)).rejects.toMatchObject({ code: 'mail-away' });
    const nowhere = createSmtpMailer({ url: 'smtp://127.0.0.1:1', from: 'kiloline@example.com' });
    await expect(nowhere.send(mail)).rejects.toMatchObject({ code: 'mail-away' });
  });

  it('names who is not known there, and goes to the others', async () => {
    mailServer.unknown = ['gone@example.com'];
    const mailer = createSmtpMailer({ url, from: 'kiloline@example.com' });
    const sent = await mailer.send({ ...mail, to: ['gone@example.com', 'boss@example.com'] });
    expect(sent).toEqual({ refused: ['gone@example.com'] });
  });

  it('is not known to be sent or not when the server breaks off', async () => {
    mailServer.unknown = [];
    mailServer.breaksOff = true;
    const mailer = createSmtpMailer({ url, from: 'kiloline@example.com' });
    await expect(mailer.send(mail)).rejects.toMatchObject({ code: 'mail-unsure', retryable: false });
  });
});
