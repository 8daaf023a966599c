import type { Cause } from '../causes';
import type { MediaLeg } from '../../ports';

/** The telephone's side of a channel: what core/ asks of signalling and sound, whichever way the call went. */
export interface Endpoint {
  /** Null until there is sound. */
  readonly leg: MediaLeg | null;
  /**
   * 200 OK with our half of the sound. Nothing happens when it is answered already.
   * @throws when the far party's offer cannot be served, or the caller has gone
   */
  answer(): Promise<void>;
  /** A final response of our own; only before the answer. */
  refuse(status: number, reason?: string): void;
  /** Ends the call whatever its state. @returns how, for sip_hangup_disposition; null when the party was first */
  release(cause: Cause): 'send_bye' | 'send_refuse' | 'send_cancel' | null;
  close(): void;
}

/** How the far party ended it. */
export interface PartyEnd {
  readonly how: 'recv_bye' | 'recv_cancel' | 'recv_refuse' | 'lost';
  readonly cause: Cause;
  /** Of the INVITE that failed. */
  readonly status?: number;
  readonly phrase?: string;
}

/** What the far party did. */
export interface EndpointEvents {
  readonly onDigit: (digit: string, durationMs: number, source: 'RTP' | 'ENDPOINT') => void;
  readonly onEnded: (end: PartyEnd) => void;
}
