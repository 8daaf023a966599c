import { randomBytes } from 'node:crypto';
import type { AgentStore } from '../agents/agent-store';
import type { AgentId } from '../contract/ids';
import { isGuestUser } from './guest-accounts';
import type { SipAccount, SipAccountStore } from './ports';
import { a1Hash, type SipLogin } from './sip-login';

export interface SipCredentialsDeps {
  readonly accounts: SipAccountStore;
  readonly agents: Pick<AgentStore, 'findBySipUser'>;
  /** The SIP domain softphones register with; part of every hash. */
  readonly domain: string;
}

/** The softphone's account, made new for every login and worthless after it. */
export class SipCredentials {
  constructor(private readonly deps: SipCredentialsDeps) {}

  get domain(): string {
    return this.deps.domain;
  }

  async issue(agentId: AgentId): Promise<string> {
    const sipUser = `a${agentId}-${randomBytes(4).toString('hex')}`;
    const password = randomBytes(18).toString('base64url');
    const hash = a1Hash(sipUser, this.deps.domain, password);
    await this.deps.accounts.save({ sipUser, a1Hash: hash, agentId }, password);
    return sipUser;
  }

  revoke(sipUser: string): Promise<void> {
    return this.deps.accounts.remove(sipUser);
  }

  async loginOf(sipUser: string): Promise<SipLogin | null> {
    const password = await this.deps.accounts.password(sipUser);
    return password === null ? null : { user: sipUser, password, domain: this.deps.domain };
  }

  /**
   * The account, if it is the one its agent works with now. An account left over by a crash between two
   * steps of a login or logout is not: it cannot register although it is still stored. A guest's is live while stored.
   */
  async findLive(sipUser: string): Promise<SipAccount | null> {
    const account = await this.deps.accounts.find(sipUser);
    if (!account) return null;
    if (account.agentId === null) return isGuestUser(sipUser) ? account : null;
    const agent = await this.deps.agents.findBySipUser(sipUser);
    return agent?.agentId === account.agentId && agent.sipUser === sipUser ? account : null;
  }
}
