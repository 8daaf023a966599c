import { OperationalError } from '../../errors';
import type { TextGateway } from '../../texts/text-gateway';

/** Nothing is sent here: whoever asks is told so before it comes to this. */
export const noTextGateway: TextGateway = {
  kind: 'none',
  isAway: () => false,
  send: () =>
    Promise.reject(
      new OperationalError('text-gateway-away', 'No text messages are sent here.', { retryable: false }),
    ),
};

/** Takes every text and sends none: what would have been sent is read in the list. For the demo and tests. */
export const outboxTextGateway: TextGateway = {
  kind: 'outbox',
  isAway: () => false,
  send: () => Promise.resolve(null),
};
