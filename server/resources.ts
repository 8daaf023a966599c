import type { SwitchId } from './contract/ids';

/** What the server stands on, wherever it comes from: started by us, or named by the environment. */
export interface Resources {
  readonly database: DatabaseAddress;
  readonly redis: string | { readonly socketPath: string };
  readonly switches: readonly SwitchAddress[];
  /** Where the switch asks for SIP accounts; the listener is ours. */
  readonly directory: {
    readonly host: string;
    readonly port: number;
    readonly user: string;
    readonly password: string;
  };
}

export type DatabaseAddress =
  | { readonly url: string }
  | { readonly host: string; readonly port: number; readonly user: string; readonly database: string };

export interface SwitchAddress {
  readonly id: SwitchId;
  readonly kind: 'freeswitch' | 'embedded';
  readonly esl: { readonly host: string; readonly port: number; readonly password: string };
  readonly sipUdp: { readonly host: string; readonly port: number };
  /** Where the others call softphones that are registered on it; null = it has no others. */
  readonly link: { readonly host: string; readonly port: number } | null;
  readonly ws: string;
  readonly wss: string | null;
  /** As the switch sees it. */
  readonly soundsDir: string;
  /** As the switch sees it; recordings of calls and messages. */
  readonly recordingsDir: string;
}
