import { OperationalError, type ErrorDetails } from '../../../server/errors';

/** Why sound could not be served; core/ turns it into a SIP status or an EXECUTE_COMPLETE answer. */
export type MediaFault =
  | 'sound-not-found'
  | 'unsupported-sound'
  | 'unsupported-sdp'
  | 'no-free-port'
  | 'no-connection'
  | 'bad-digit'
  | 'leg-closed'
  | 'disk-failed';

/** Everything media/ throws on purpose. `fault` is for programs, `message` for the person reading the log. */
export class MediaError extends OperationalError {
  readonly fault: MediaFault;

  constructor(fault: MediaFault, message: string, extras: { details?: ErrorDetails; cause?: unknown } = {}) {
    super('part-failed', message, { ...extras, retryable: false });
    this.fault = fault;
  }
}
