import { randomUUID } from 'node:crypto';
import type { Database } from '../db';
import type { Env } from './config/env';
import type { EventStream } from './events/event-stream';
import type { Route } from './http';
import { qualityRoutes } from './http/routes/quality-routes';
import type { Logger } from './logging';
import { every } from './periodic';
import { Calibrations } from './quality/calibrations';
import { Drawing } from './quality/drawing';
import { QualityVersions } from './quality/quality-versions';
import { ReviewTeller } from './quality/review-teller';
import { Reviews } from './quality/reviews';
import type { LastingJobs } from './scheduling/lasting-jobs';

export interface QualityInput {
  readonly env: Pick<Env, 'TIME_ZONE'>;
  readonly database: Pick<Database, 'reviews' | 'qualityVersions'>;
  readonly events: Pick<EventStream, 'append'>;
  readonly queueIds: () => readonly string[];
  readonly jobs: LastingJobs;
  readonly logger: Logger;
}

export interface QualityRoom {
  readonly routes: readonly Route[];
  start(): () => Promise<void>;
}

/** A mark that could not be told is told so much later. */
const TELL_MS = 30_000;
const PLAN_MS = 3_600_000;

/** Score cards, and what reviewers say of calls by them. */
export function composeQuality({ env, database, events, queueIds, jobs, logger }: QualityInput): QualityRoom {
  const { reviews: store, qualityVersions } = database;
  const now = (): Date => new Date();
  const versions = new QualityVersions({ store: qualityVersions, queueIds });
  const teller = new ReviewTeller({
    ...{ store, events },
    onFault: (error) => logger.warn({ err: error }, 'a quality mark is told later'),
  });
  const reviews = new Reviews({ store, versions, teller, now });
  const drawing = new Drawing({ store, versions, jobs, now, timeZone: env.TIME_ZONE, newId: randomUUID });
  drawing.declare();
  const calibrations = new Calibrations({ store, reviews, now, newId: randomUUID });
  return {
    routes: qualityRoutes({ versions, reviews, drawing, calibrations }),
    start: () => {
      const stops = [
        every(TELL_MS, 'quality marks', () => teller.tell(), logger),
        every(PLAN_MS, 'drawing of calls', () => drawing.plan(), logger),
      ];
      return async () => {
        await Promise.all(stops.map((stop) => stop()));
      };
    },
  };
}
