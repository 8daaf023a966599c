import { describeError, OperationalError, UnexpectedError } from '../errors';
import type { Logger } from '../logging';
import type { FlowService, ServiceAnswer, ServiceRequest } from './services';

interface QuestionsDeps {
  readonly services: ReadonlyMap<string, FlowService>;
  readonly logger: Logger;
}

const AWAY: ServiceAnswer = { outcome: 'away' };

/** Puts a flow's questions to the services. There is always an answer in time: whoever does not give one is away. */
export class Questions {
  readonly #deps: QuestionsDeps;

  constructor(deps: QuestionsDeps) {
    this.#deps = deps;
  }

  /** Never throws. @param timeoutMs when to stop waiting; what the service does meanwhile goes on. */
  async ask(request: ServiceRequest, timeoutMs: number): Promise<ServiceAnswer> {
    const { logger } = this.#deps;
    const { service, callId, requestId } = request;
    const facts = { service, callId, requestId };
    try {
      const found = this.#deps.services.get(service);
      if (found === undefined) throw unexpected('A flow asks a service that is not there.', service);
      const answer = await within(timeoutMs, found.handle(request));
      if (answer === null) {
        logger.warn({ ...facts, timeoutMs }, 'service did not answer in time');
        return AWAY;
      }
      const isKnown = answer.outcome === AWAY.outcome || found.spec.outcomes.includes(answer.outcome);
      if (!isKnown) throw unexpected('A service answered with an outcome it does not name.', service);
      return answer;
    } catch (error) {
      if (error instanceof OperationalError)
        logger.warn({ ...facts, reason: describeError(error) }, 'service is away');
      else logger.error({ ...facts, err: error }, 'service failed');
      return AWAY;
    }
  }
}

const unexpected = (message: string, service: string): UnexpectedError =>
  new UnexpectedError('broken-invariant', message, { details: { service } });

/** Null when it takes longer. */
async function within<Result>(ms: number, result: Promise<Result>): Promise<Result | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms);
    // A server that stops does not wait for answers: the question is asked again by the next one.
    timer.unref();
  });
  try {
    return await Promise.race([result, late]);
  } finally {
    clearTimeout(timer);
    // A failure that comes after the time is nobody's news any more.
    result.catch(() => undefined);
  }
}
