import CircuitBreaker from 'opossum';
import type { OperationalError } from '../errors';

/** closed: all is well · open: nobody is asked · half-open: one may try */
export const circuitStates = ['closed', 'open', 'half-open'] as const;
export type CircuitState = (typeof circuitStates)[number];

export interface CircuitSettings {
  readonly name: string;
  /** An answer that takes longer is a failure, ms. */
  readonly timeoutMs: number;
  /** At once; more are refused and do not count as failures. */
  readonly atOnce: number;
  readonly openAtPercent: number;
  readonly leastQuestions: number;
  readonly windowMs: number;
  readonly retryAfterMs: number;
  /** What is thrown when nobody is asked, or no answer came in time. */
  readonly away: (reason: string) => OperationalError;
  /** Errors that are answers all the same: they do not open the circuit. */
  readonly isAnswer: (error: unknown) => boolean;
  readonly onState: (state: CircuitState) => void;
}

export interface Circuit {
  /** @throws what `away` makes when it is open, full or out of time; else what `work` throws */
  run<Result>(work: () => Promise<Result>): Promise<Result>;
  state(): CircuitState;
  inFlight(): number;
  close(): void;
}

/**
 * A circuit breaker around everything that is asked of one system. The limit of what runs at once is our own: the
 * library counts a refusal for want of room as a failure of the system, and a busy hour would open the circuit.
 */
export function createCircuit(settings: CircuitSettings): Circuit {
  const breaker = new CircuitBreaker((work: () => Promise<unknown>) => work(), {
    name: settings.name,
    timeout: settings.timeoutMs,
    errorThresholdPercentage: settings.openAtPercent,
    volumeThreshold: settings.leastQuestions,
    rollingCountTimeout: settings.windowMs,
    resetTimeout: settings.retryAfterMs,
    errorFilter: settings.isAnswer,
    rollingPercentilesEnabled: false,
    enableSnapshots: false,
  });
  breaker.on('open', () => settings.onState('open'));
  breaker.on('halfOpen', () => settings.onState('half-open'));
  breaker.on('close', () => settings.onState('closed'));
  let inFlight = 0;
  return {
    run: async <Result>(work: () => Promise<Result>): Promise<Result> => {
      if (inFlight >= settings.atOnce) throw settings.away('too many questions at once');
      inFlight += 1;
      try {
        return (await breaker.fire(work)) as Result;
      } catch (error) {
        throw ownWords(error, settings.away);
      } finally {
        inFlight -= 1;
      }
    },
    state: () => (breaker.opened ? 'open' : breaker.halfOpen ? 'half-open' : 'closed'),
    inFlight: () => inFlight,
    close: () => breaker.shutdown(),
  };
}

const reasons: Readonly<Record<string, string>> = {
  EOPENBREAKER: 'it failed too often; tried again soon',
  ETIMEDOUT: 'no answer in time',
  ESHUTDOWN: 'this server stops',
};

function ownWords(error: unknown, away: CircuitSettings['away']): unknown {
  if (!CircuitBreaker.isOurError(error as Error)) return error;
  return away(reasons[String((error as { code?: unknown }).code)] ?? 'circuit');
}
