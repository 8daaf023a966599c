import type { SipAddress } from '../../ports';
import type { Via } from '../message/via';
import type { SipUri } from '../message/uri';

/** One way to one far side: a WebSocket, or an address that datagrams go to. */
export interface Flow {
  readonly transport: 'udp' | 'ws';
  readonly remote: SipAddress;
  /** Nothing is sent again on it: WebSocket delivers or closes (RFC 3261 §17.1.1.2). */
  readonly isReliable: boolean;
  readonly isOpen: boolean;
  /** What we write into Via (sent-by) and Contact. */
  readonly local: { readonly host: string; readonly port: number };
  send(text: string, failed: (error: Error) => void): void;
  /** Where the answer to a request with that Via goes (RFC 3261 §18.2.2, RFC 3581 §4). */
  replyTo(via: Via): Flow;
  /** Where a request for that URI goes. A softphone's address leads nowhere but back through its socket. */
  toward(uri: SipUri): Flow;
}

/** What a transport tells the stack. */
export interface TransportListener {
  onMessage(data: Buffer, flow: Flow): void;
  onClose(flow: Flow): void;
  onError(error: unknown): void;
}

export interface Transport {
  readonly local: { readonly host: string; readonly port: number };
  stop(): Promise<void>;
}
