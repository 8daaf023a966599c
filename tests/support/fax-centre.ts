import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createDatabase, type Database } from '../../db';
import type { SwitchEvent } from '../../server/calls/switch';
import { createFaxRenderer } from '../../server/connectors/fax-renderer';
import { createFaxSpool } from '../../server/connectors/fax-spool';
import type { FaxView } from '../../server/contract/fax';
import { switchId } from '../../server/contract/ids';
import { EslSwitch } from '../../server/esl';
import { FaxLines } from '../../server/fax/fax-lines';
import { FaxService } from '../../server/fax/fax.service';
import { defaultRetryPolicy, type RetryPolicy } from '../../server/fax/retry-policy';
import type { RunningFreeSwitch } from '../../server/parts/freeswitch';
import { InMemoryEventStream } from '../fakes/in-memory-event-stream';
import { ManualJobs } from '../fakes/manual-jobs';
import { eventually } from './eventually';
import { realFaxTools } from './fax-tools';
import type { TestAddress } from './postgres';
import { silentLogger } from './redis';
import { freeLease } from './switch-under-test';

/** A server's fax rooms on a real switch and a real database. */
export interface FaxCentre {
  readonly service: FaxService;
  readonly switch: EslSwitch;
  readonly database: Database;
  readonly events: InMemoryEventStream;
  readonly seen: SwitchEvent[];
  /** Faxes a task was made of. */
  readonly tasks: FaxView[];
  /** How often making a task fails first. */
  failingTasks: number;
  /** Does lasting jobs as they come due until the fax is over. */
  untilOver(faxId: string, timeoutMs?: number): Promise<FaxView>;
  /** As a crash would: nothing is ended, nobody listens any more. */
  kill(): Promise<void>;
}

export interface FaxCentreOptions {
  readonly running: RunningFreeSwitch;
  readonly address: TestAddress;
  readonly trunk: { readonly host: string; readonly port: number };
  readonly directory: string;
  readonly lines?: number;
  readonly retryPolicy?: RetryPolicy;
  readonly now?: () => number;
}

export async function startFaxCentre(options: FaxCentreOptions): Promise<FaxCentre> {
  const database = await createDatabase({ address: options.address, logger: silentLogger });
  await database.migrate();
  const [events, jobs, seen, tasks] = [new InMemoryEventStream(), new ManualJobs(), [], []] as [
    InMemoryEventStream,
    ManualJobs,
    SwitchEvent[],
    FaxView[],
  ];
  const now = options.now ?? Date.now;
  let ups = 0;
  const lines: FaxLines = new FaxLines({
    store: database.faxes,
    switches: () => [esl.fax],
    spool: createFaxSpool(join(options.directory, 'spool')),
    settings: {
      lines: options.lines ?? 2,
      header: 'Kiloline',
      ident: '1000',
      callerNumber: '1000',
      ringTimeoutS: 20,
      allowT38: true,
      retryPolicy: options.retryPolicy ?? defaultRetryPolicy,
    },
    onSettled: (settled) => service.onSettled(settled),
    now,
    logger: silentLogger,
  });
  const esl = new EslSwitch({
    ...options.running.esl,
    id: switchId('fs1'),
    soundsDir: options.directory,
    recordingsDir: options.directory,
    domain: options.running.domain,
    trunk: options.trunk,
    lease: freeLease,
    owner: 'test',
    listener: { onEvent: (event) => seen.push(event), onUp: () => ups++, onDown: () => undefined },
    faxListener: lines,
    logger: silentLogger,
    now: Date.now,
    // A test machine at its limits is not what is tested here.
    tuning: { stallLimitMs: 0, leaseTtlMs: 120_000 },
  });
  const service: FaxService = new FaxService({
    store: database.faxes,
    lines,
    switches: () => [esl.fax],
    renderer: createFaxRenderer({ tools: realFaxTools }),
    information: {
      find: (itemId) =>
        Promise.resolve(itemId === 'tariffs' ? { title: 'Tariffs', text: 'A minute: 0.15' } : null),
    },
    jobs,
    events,
    onGivenUp: (fax) => {
      if (centre.failingTasks-- > 0) return Promise.reject(new Error('the work orders are away'));
      tasks.push(fax);
      return Promise.resolve();
    },
    settings: {
      policy: { allowed: [/.*/], denied: [/^110$/], emergency: [], premium: [] },
      hasTrunk: true,
      lines: 2,
      offBecause: '',
    },
    now,
    logger: silentLogger,
  });
  esl.start();
  await eventually('the switch is up', () => ups > 0, 10_000);
  const centre: FaxCentre = {
    service,
    switch: esl,
    database,
    events,
    seen,
    tasks,
    failingTasks: 0,
    untilOver: async (faxId, timeoutMs = 60_000) => {
      const deadline = Date.now() + timeoutMs;
      for (;;) {
        await jobs.runUntil(now());
        const fax = await service.get(faxId);
        if (!['queued', 'sending', 'failed'].includes(fax.state)) return fax;
        if (Date.now() > deadline) throw new Error(`Fax not over in time: ${JSON.stringify(fax)}`);
        await sleep(100);
      }
    },
    kill: async () => {
      await esl.stop();
      await lines.idle();
      await database.close();
    },
  };
  await service.start();
  return centre;
}
