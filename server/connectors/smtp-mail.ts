import { createTransport } from 'nodemailer';
import type { Mailer } from '../alerts/alert-teller';
import { OperationalError } from '../errors';

interface SmtpSettings {
  /** smtp://user:password@host:port, smtps:// with TLS from the beginning. */
  readonly url: string;
  readonly from: string;
}

const TIMEOUT_MS = 10_000;

/** Mail through the house's mail server, a connection per mail: alerts are rare. */
export function createSmtpMailer({ url, from }: SmtpSettings): Mailer {
  const timeouts = {
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
  };
  const transport = createTransport({ url, ...timeouts }, { from });
  return {
    send: async ({ to, subject, text }) => {
      try {
        await transport.sendMail({ to, subject, text });
      } catch (cause) {
        throw new OperationalError('mail-away', 'The mail server did not take a mail', { cause });
      }
    },
  };
}
