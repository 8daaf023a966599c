import type { Env } from './config/env';
import { createLastingJobs, type RunningJobs } from './jobs';
import type { Logger } from './logging';
import { createJobClient } from './redis';
import type { Resources } from './resources';

/** Lasting jobs of this server; to be started when every room has said what it does. */
export const composeJobs = (env: Env, resources: Resources, logger: Logger): RunningJobs =>
  createLastingJobs({
    newClient: (mayWait) => createJobClient(resources.redis, mayWait),
    prefix: `${env.REDIS_PREFIX}jobs`,
    now: Date.now,
    logger,
  });
