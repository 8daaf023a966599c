export interface Mail {
  readonly to: string | readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly attachments?: readonly Attachment[];
}

export interface Attachment {
  readonly fileName: string;
  readonly contentType: string;
  readonly content: Buffer;
}

/** The mail server of the house. */
export interface Mailer {
  /**
   * @throws OperationalError mail-away: it did not take it, and may be asked again; mail-unsure: nobody knows whether it
   * took it
   */
  send(mail: Mail): Promise<Sent>;
}

export interface Sent {
  /** To whom it goes to nobody: the mail server does not know them. The others get it. */
  readonly refused: readonly string[];
}
