import { describeError } from '../../../../server/errors';
import type { Logger } from '../../../../server/logging';
import type { A1HashLookup } from '../../ports';
import type { ReceivedRequest } from '../message/message';
import { quote } from '../message/text';
import type { Flow } from '../transports/flow';
import { isRightResponse, Nonces, parseDigestAnswer, type DigestAnswer } from './digest';

export type Verdict =
  | { readonly kind: 'granted'; readonly user: string }
  /** To be asked (again): no credentials yet, or with a nonce of old. */
  | { readonly kind: 'challenge'; readonly stale: boolean }
  | { readonly kind: 'refused'; readonly user: string };

export interface AuthenticatorDeps {
  readonly domain: string;
  readonly lookUpA1Hash: A1HashLookup;
  readonly logger: Logger;
  readonly now: () => number;
}

/**
 * Digest as mod_sofia does it here: the nonce is checked before anybody is asked about the user, so a stranger's
 * first request costs no lookup; unknown users and wrong passwords look the same (sofia_reg.c:3090-3117).
 */
export class Authenticator {
  readonly #nonces: Nonces;

  constructor(private readonly deps: AuthenticatorDeps) {
    this.#nonces = new Nonces(deps.now);
  }

  get size(): number {
    return this.#nonces.size;
  }

  /** The value of WWW-Authenticate or Proxy-Authenticate. */
  challenge(stale: boolean): string {
    const { domain } = this.deps;
    const old = stale ? ' stale=true,' : '';
    return `Digest realm=${quote(domain)}, nonce="${this.#nonces.create()}",${old} algorithm=MD5, qop="auth"`;
  }

  async check(
    request: ReceivedRequest,
    flow: Flow,
    header: 'Authorization' | 'Proxy-Authorization',
  ): Promise<Verdict> {
    const answers = request.headers.getAll(header).map(parseDigestAnswer);
    const answer = answers.find((one) => one?.realm === this.deps.domain);
    if (!answer) return { kind: 'challenge', stale: false };
    const { username: user, nonce, nc } = answer;
    if (!this.#nonces.isFresh(nonce, nc)) return { kind: 'challenge', stale: true };
    // Bound to what was asked for: an answer caught elsewhere opens nothing here (RFC 2617 §3.2.2.5).
    if (answer.uri !== request.uri) return { kind: 'refused', user };
    if (!(await this.#isRight(request, flow, answer))) return { kind: 'refused', user };
    return this.#nonces.spend(nonce, nc) ? { kind: 'granted', user } : { kind: 'challenge', stale: true };
  }

  async #isRight(request: ReceivedRequest, flow: Flow, answer: DigestAnswer): Promise<boolean> {
    const userAgent = request.headers.get('User-Agent') ?? '';
    const facts = { ip: flow.remote.host, userAgent, method: request.method };
    try {
      const a1Hash = await this.deps.lookUpA1Hash(answer.username, this.deps.domain, facts);
      return a1Hash !== null && a1Hash !== '' && isRightResponse(a1Hash, request.method, answer);
    } catch (error) {
      // A server that is away lets nobody in (FREESWITCH-LIVE.md §12).
      this.deps.logger.warn({ reason: describeError(error) }, 'directory lookup failed');
      return false;
    }
  }
}
