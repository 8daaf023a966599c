import { Router, type Request } from 'express';
import type { Registry } from 'prom-client';
import type { Readiness } from '../contract/readiness';
import { UserError } from '../errors';
import { bearerToken, isSameSecret } from './secret-compare';

export interface OperationsDeps {
  readonly readiness: () => Promise<Readiness>;
  readonly metrics: Pick<Registry, 'metrics' | 'contentType'>;
  /** Lets a scraper on another machine in; null: loopback only. */
  readonly metricsToken: string | null;
}

/** For load balancers, orchestrators and scrapers; no login, no cookies. */
export function operationsRoutes({ readiness, metrics, metricsToken }: OperationsDeps): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.set('Cache-Control', 'no-store').json({ status: 'ok' });
  });
  router.get('/readyz', async (_request, response) => {
    const state = await readiness();
    response
      .status(state.status === 'ready' ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .json(state);
  });
  router.get('/metrics', async (request, response) => {
    if (!mayReadMetrics(request, metricsToken)) {
      throw new UserError('not-permitted', 'Metrics are read from this machine or with the metrics token.');
    }
    response.type(metrics.contentType).send(await metrics.metrics());
  });
  return router;
}

/** A forwarded request comes from wherever the proxy stands, so loopback proves nothing about it. */
function mayReadMetrics(request: Request, metricsToken: string | null): boolean {
  const token = bearerToken(request.headers.authorization);
  if (metricsToken !== null && token !== null) return isSameSecret(token, metricsToken);
  const isForwarded =
    request.headers['x-forwarded-for'] !== undefined || request.headers.forwarded !== undefined;
  return !isForwarded && isLoopback(request.socket.remoteAddress ?? '');
}

const isLoopback = (address: string): boolean =>
  address === '::1' || address.startsWith('127.') || address.startsWith('::ffff:127.');
