import { randomUUID } from 'node:crypto';
import { Alerts } from './alerts/alerts.service';
import type { AlertStore } from './alerts/alert-store';
import { AlertTeller } from './alerts/alert-teller';
import type { SwitchLease } from './calls/switch-lease';
import type { Env } from './config/env';
import { createSmtpMailer } from './connectors/smtp-mail';
import { switchId } from './contract/ids';
import type { CentrePicture } from './contract/wallboard';
import type { EventStream } from './events/event-stream';
import type { Route } from './http';
import { alertRoutes } from './http/routes/alert-routes';
import type { Logger } from './logging';
import { every } from './periodic';
import type { LastingJobs } from './scheduling/lasting-jobs';

export interface AlertsInput {
  readonly env: Env;
  readonly store: AlertStore;
  readonly picture: () => Promise<CentrePicture>;
  readonly events: Pick<EventStream, 'append'>;
  readonly jobs: LastingJobs;
  readonly lease: SwitchLease;
  readonly logger: Logger;
}

export interface AlertsRoom {
  readonly routes: readonly Route[];
  start(): () => Promise<void>;
}

const LOOK_MS = 1000;
/** A server that dies is followed by another one so soon. */
const TURN_MS = 5000;
/** No switch has a name like this; otherwise a turn is a lease like those of switches. */
const TURN = switchId('~alerts');

/** Rules, and alerts raised and cleared by them. */
export function composeAlerts(input: AlertsInput): AlertsRoom {
  const { env, store, events, jobs, lease, picture } = input;
  const logger = input.logger.child({ room: 'alerts' });
  const owner = randomUUID();
  const now = Date.now;
  const mailer =
    env.SMTP_URL === undefined ? null : createSmtpMailer({ url: env.SMTP_URL, from: env.SMTP_FROM });
  const alerts = new Alerts({
    ...{ store, picture, now, newId: randomUUID },
    isOurTurn: async () => (await lease.acquire(TURN, owner, TURN_MS)) !== null,
    teller: new AlertTeller({ store, events, jobs, mailer, now, logger }),
  });
  return {
    routes: alertRoutes(alerts),
    start: () => {
      const stop = every(LOOK_MS, 'alerts', () => alerts.tick(), logger);
      return async () => {
        await stop();
        await lease.release(TURN, owner).catch(() => undefined);
      };
    },
  };
}
