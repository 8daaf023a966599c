import type { FaxListener } from '../calls/fax-switch';
import type { SwitchListener } from '../calls/switch';
import type { SwitchLease } from '../calls/switch-lease';
import type { SwitchId } from '../contract/ids';
import type { Logger } from '../logging';
import type { AgentLink } from './commands';
import type { EslTuning } from './tuning';

export interface EslSwitchOptions {
  readonly id: SwitchId;
  /** Address of the event socket. */
  readonly host: string;
  readonly port: number;
  readonly password: string;
  /** As the switch sees it. */
  readonly soundsDir: string;
  /** Sounds of this installation, heard instead of those; by the same path here and on the switch. */
  readonly ownSoundsDir?: string;
  /** As the switch sees it; it must be able to write there. */
  readonly recordingsDir: string;
  /** SIP domain of the agents. */
  readonly domain: string;
  /** Where softphones that are registered on other switches are reached. Default: nowhere. */
  readonly links?: ReadonlyMap<SwitchId, AgentLink>;
  /** Where calls to customers go; null = none can be made. */
  readonly trunk: { readonly host: string; readonly port: number } | null;
  readonly lease: SwitchLease;
  /** This server's name in the lease. */
  readonly owner: string;
  readonly listener: SwitchListener;
  /** Hears of faxes; without one they are nobody's business. */
  readonly faxListener?: FaxListener;
  readonly logger: Logger;
  readonly now: () => number;
  readonly tuning?: Partial<EslTuning>;
}
