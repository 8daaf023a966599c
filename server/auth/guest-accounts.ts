import { randomBytes } from 'node:crypto';
import { UserError } from '../errors';
import type { SipAccountStore } from './ports';
import { a1Hash, type SipLogin } from './sip-login';

/** What guests may call, and all they may call (freeswitch/conf/dialplan/webrtc.xml). */
export const ACCESS_NUMBER = '1000';

/** Agents' accounts begin with "a" and a digit (SipCredentials.issue), so neither can be taken for the other. */
const GUEST_USER = /^guest-[0-9a-f]{16}$/;
export const isGuestUser = (sipUser: string): boolean => GUEST_USER.test(sipUser);

export interface GuestAccountsDeps {
  readonly accounts: Pick<SipAccountStore, 'save'>;
  readonly domain: string;
  /** Whether this is the secret of the call page's link. */
  readonly isRightKey: (key: string) => boolean;
}

export interface GuestCall extends SipLogin {
  readonly number: string;
  /** What the agent will be told, as it is left of what the guest typed; may be ''. */
  readonly name: string;
}

/** Accounts for people who phone from the call page: one a call, worth a few minutes. */
export class GuestAccounts {
  constructor(private readonly deps: GuestAccountsDeps) {}

  /** @throws UserError not-permitted */
  async open(key: string, name: string): Promise<GuestCall> {
    const { accounts, domain, isRightKey } = this.deps;
    if (!isRightKey(key)) throw new UserError('not-permitted', 'This link to call us is not valid.');
    const user = `guest-${randomBytes(8).toString('hex')}`;
    const password = randomBytes(18).toString('base64url');
    await accounts.save({ sipUser: user, a1Hash: a1Hash(user, domain, password), agentId: null }, password);
    return { user, password, domain, number: ACCESS_NUMBER, name: cleanName(name) };
  }
}

/** It becomes the display name of a SIP address and is shown to agents: letters of any script, and what names hold. */
export function cleanName(name: string): string {
  const allowed = name.normalize('NFC').replace(/[^\p{L}\p{M}\p{N} .'’·-]/gu, ' ');
  // By code points, so that no character is cut in half.
  return Array.from(allowed.replace(/ +/g, ' ').trim()).slice(0, 40).join('').trim();
}
