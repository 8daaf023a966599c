import { createTransport } from 'nodemailer';
import { OperationalError } from '../errors';
import type { Mail, Mailer } from '../mail/mailer';

interface SmtpSettings {
  /** smtp://user:password@host:port, smtps:// with TLS from the beginning. */
  readonly url: string;
  readonly from: string;
}

const TIMEOUT_MS = 10_000;

/** Mail through the house's mail server, a connection per mail: alerts and reports are rare. */
export function createSmtpMailer({ url, from }: SmtpSettings): Mailer {
  const timeouts = {
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
  };
  const transport = createTransport({ url, ...timeouts }, { from });
  return {
    send: async (mail) => {
      // Who cannot even be reached or logged in at has certainly taken nothing.
      await transport.verify().catch((cause: unknown) => {
        throw notTaken(cause);
      });
      try {
        const { rejected } = await transport.sendMail(messageOf(mail));
        return { refused: rejected.map((each) => (typeof each === 'string' ? each : each.address)) };
      } catch (cause) {
        if (hasAnswered(cause)) throw notTaken(cause);
        throw new OperationalError('mail-unsure', 'The mail server did not say whether it took a mail', {
          cause,
          retryable: false,
        });
      }
    },
  };
}

const messageOf = ({ to, subject, text, attachments = [] }: Mail) => ({
  to: typeof to === 'string' ? to : [...to],
  subject,
  text,
  attachments: attachments.map(({ fileName: filename, contentType, content }) => ({
    ...{ filename, contentType, content },
  })),
});

const notTaken = (cause: unknown): OperationalError =>
  new OperationalError('mail-away', 'The mail server did not take a mail', { cause });

/** A refusal has a reply code (RFC 5321, section 4.2); a connection that broke has none. */
const hasAnswered = (error: unknown): boolean =>
  error instanceof Error && 'responseCode' in error && typeof error.responseCode === 'number';
