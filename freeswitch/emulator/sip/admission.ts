import { BlockList, isIP, isIPv6 } from 'node:net';
import { UnexpectedError } from '../../../server/errors';
import type { ReceivedRequest } from './message/message';
import type { Flow } from './transports/flow';

/** max-recv-requests-per-second of the two profiles. */
const REQUESTS_PER_SECOND = { udp: 2000, ws: 500 } as const;

/** Who may send calls to the trunk: a list of CIDRs, everybody else not. @throws on what is no CIDR */
export function createAddressList(cidrs: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const cidr of cidrs) {
    const [address = '', prefix = ''] = cidr.split('/');
    const bits = isIPv6(address) ? 128 : 32;
    if (isIP(address) === 0 || !/^\d{1,3}$/.test(prefix) || Number(prefix) > bits) {
      throw new UnexpectedError('unparsable', `Not an address range like 192.0.2.0/24: ${cidr}`);
    }
    list.addSubnet(address, Number(prefix), isIPv6(address) ? 'ipv6' : 'ipv4');
  }
  return (address) => isIP(address) !== 0 && list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

/** What is refused before anything is remembered of it: strangers' calls, and more than we can serve. */
export class Admission {
  readonly #counts = { udp: 0, ws: 0 };
  #second = 0;

  constructor(
    private readonly isCarrier: (address: string) => boolean,
    private readonly now: () => number,
  ) {}

  /** The status to refuse with, or null. */
  judge(request: ReceivedRequest, flow: Flow): number | null {
    const second = Math.floor(this.now() / 1000);
    if (second !== this.#second) {
      this.#second = second;
      this.#counts.udp = 0;
      this.#counts.ws = 0;
    }
    this.#counts[flow.transport] += 1;
    if (this.#counts[flow.transport] > REQUESTS_PER_SECOND[flow.transport]) return 503;
    const isStrange = flow.transport === 'udp' && !this.isCarrier(flow.remote.host);
    return isStrange && request.method === 'INVITE' ? 403 : null;
  }
}
