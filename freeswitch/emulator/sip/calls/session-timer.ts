import type { Headers } from '../message/headers';
import { Timers } from '../transactions/timers';
import type { Flow } from '../transports/flow';

/** session-timeout of the trunk profile. */
export const SESSION_SECONDS = 1800;
/** RFC 4028 §5: nobody may be asked for less. */
export const MIN_SESSION_SECONDS = 90;

type Extra = readonly [string, string];

export interface Agreement {
  readonly seconds: number;
  readonly weRefresh: boolean;
}

/** Session-Expires as a message says it; null when absent or unreadable. */
export function readSessionExpires(
  headers: Headers,
): { readonly seconds: number; readonly refresher: string | null } | null {
  const match = /^(\d{1,9})\s*(?:;(.*))?$/.exec(headers.get('Session-Expires') ?? '');
  if (!match) return null;
  const refresher = /(?:^|;)\s*refresher\s*=\s*(uac|uas)\b/i.exec(match[2] ?? '')?.[1] ?? null;
  return { seconds: Number(match[1]), refresher: refresher?.toLowerCase() ?? null };
}

/** For an INVITE or refresh of ours (RFC 4028 §7.1). Browsers are watched through their WebSocket instead. */
export const offerTimer = (flow: Flow): readonly Extra[] =>
  flow.transport === 'ws'
    ? []
    : [
        ['Session-Expires', `${SESSION_SECONDS};refresher=uac`],
        ['Min-SE', String(MIN_SESSION_SECONDS)],
      ];

/** What we answer to an INVITE or UPDATE (RFC 4028 §9, table 2), and what then holds. */
export function answerTimer(
  headers: Headers,
  flow: Flow,
): { readonly extra: readonly Extra[]; readonly agreement: Agreement | null } {
  const asked = readSessionExpires(headers);
  const knowsTimer = headers.tokens('Supported').has('timer');
  const refresher = asked?.refresher ?? (knowsTimer ? 'uac' : 'uas');
  // Towards a browser we never refresh, and never insist.
  if (flow.transport === 'ws' && (asked === null || refresher === 'uas'))
    return { extra: [], agreement: null };
  const seconds = Math.max(MIN_SESSION_SECONDS, Math.min(asked?.seconds ?? SESSION_SECONDS, 86_400));
  const required: readonly Extra[] = refresher === 'uac' ? [['Require', 'timer']] : [];
  return {
    extra: [['Session-Expires', `${seconds};refresher=${refresher}`], ...required],
    agreement: { seconds, weRefresh: refresher === 'uas' },
  };
}

/** What holds after the far side's 2xx (RFC 4028 §7.2): one that says nothing leaves the refreshing to us. */
export function agreedTimer(headers: Headers, flow: Flow): Agreement | null {
  if (flow.transport === 'ws') return null;
  const answer = readSessionExpires(headers);
  if (answer === null) return { seconds: SESSION_SECONDS, weRefresh: true };
  const seconds = Math.max(MIN_SESSION_SECONDS, answer.seconds);
  return { seconds, weRefresh: answer.refresher !== 'uas' };
}

/** Runs one side of RFC 4028 §10: refreshes in time, or gives the call up when no refresh comes. */
export class SessionTimer {
  readonly #timers = new Timers();

  constructor(
    private readonly refresh: () => void,
    private readonly expire: () => void,
  ) {}

  /** From the start again: at the answer and at every refresh. */
  restart(agreement: Agreement | null): void {
    this.stop();
    if (!agreement) return;
    const { seconds, weRefresh } = agreement;
    if (weRefresh) this.#timers.start('refresh', seconds * 500, this.refresh);
    // §10: whoever waits says BYE a little before the end.
    const margin = weRefresh ? 0 : Math.min(32, seconds / 3);
    this.#timers.start('expire', (seconds - margin) * 1000, this.expire);
  }

  stop(): void {
    this.#timers.stopAll();
  }
}
