import type { Logger } from '../../logging';
import type { ChildExit } from '../supervised-child';
import type { EventSocketAddress } from './ask-event-socket';
import type { FreeSwitchInstallation } from './find';
import type { SwitchSettings } from './settings';

export interface LaunchOptions {
  readonly installation: FreeSwitchInstallation;
  /** Everything the switch writes goes to <runDir>/freeswitch (its databases to /dev/shm where there is one). */
  readonly runDir: string;
  readonly soundsDir: string;
  readonly logger: Logger;
  /** Default: the project's freeswitch/conf. */
  readonly confDir?: string;
  /** SIP domain and realm of the agents. Default kiloline.local. */
  readonly domain?: string;
  /** Address of SIP and media. Default 127.0.0.1. */
  readonly address?: string;
  /** Who may send calls to the trunk port. Default 127.0.0.0/8. */
  readonly trunkCidrs?: readonly string[];
  /** Other switches of the centre that may call softphones registered here; without it none can. */
  readonly link?: { readonly cidrs: readonly string[]; readonly secret: string };
  /** Where agents' SIP accounts are asked for; without it nobody can sign on. */
  readonly directory?: { readonly url: string; readonly user: string; readonly password: string };
  /** Asked in turn when that one does not answer, with the same credentials: the other servers. */
  readonly moreDirectoryUrls?: readonly string[];
  /** Where the switch keeps the keys it made for DTLS. Default <runDir>/freeswitch/certs. */
  readonly certsDir?: string;
  /** Directory with wss.pem; without it browsers use plain ws (loopback, or a TLS proxy in front). */
  readonly wssCertDir?: string;
  /** Ports and secret of an earlier start, to come back at the same addresses. */
  readonly settings?: SwitchSettings;
  /** Media ports, two for each leg. Default 4000. */
  readonly rtpPorts?: number;
  /** Loaded besides the required ones, for example mod_spandsp. */
  readonly extraModules?: readonly string[];
  readonly sessionsPerSecond?: number;
  readonly maxSessions?: number;
  /** Seconds until an unclaimed call goes to the fallback; it may fire half a second early. Default 16. */
  readonly guardSeconds?: number;
  /** Of the switch's own log. Default warning. */
  readonly logLevel?: 'err' | 'warning' | 'notice' | 'info' | 'debug';
  /** False lets the switch outlive this process. Default true. */
  readonly tied?: boolean;
  /** Called once when a switch that had become ready ends, for whatever reason. */
  readonly onExit?: (exit: ChildExit) => void;
}

export interface RunningFreeSwitch {
  readonly esl: EventSocketAddress;
  readonly sipUdp: { readonly host: string; readonly port: number };
  /** Where other switches call softphones that are registered here; null unless they may. */
  readonly link: { readonly host: string; readonly port: number } | null;
  readonly ws: { readonly url: string };
  /** Null unless a certificate was given. */
  readonly wss: { readonly url: string } | null;
  readonly domain: string;
  readonly binary: string;
  readonly version: string;
  readonly pid: number;
  readonly settings: SwitchSettings;
  readonly logFile: string;
  /** Hangs up what is left and ends; usually within 100 ms, at most 10 s. */
  stop(): Promise<void>;
  /** SIGKILL, for tests of faults. */
  kill(): Promise<void>;
}
