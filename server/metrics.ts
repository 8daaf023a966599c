import { statfs } from 'node:fs/promises';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { AcdStore, QueueFigures } from './acd/acd-store';
import type { AgentStore } from './agents/agent-store';
import { callStates } from './calls/call.machine';
import type { CallStore } from './calls/call-store';
import { recordingFaults, type RecordingFault } from './calls/recording-store';
import type { Switches } from './calls/switches';
import { eventTypes, type DomainEvent } from './contract/events';
import type { EventStream } from './events/event-stream';
import type { Logger } from './logging';
import { differenceKinds, type DifferenceKind } from './switchboard/differences';
import { repairTimes, type RepairTime } from './switchboard/repairs';

interface MetricsSources {
  readonly calls: Pick<CallStore, 'list'>;
  readonly agents: Pick<AgentStore, 'list'>;
  readonly acd: Pick<AcdStore, 'queueFigures'>;
  readonly events: Pick<EventStream, 'behind'>;
  readonly switches: Switches;
  /** As the switches write to them. */
  readonly recordingsDirs: readonly string[];
  readonly logger: Logger;
}

export type AddGauge = (
  name: string,
  help: string,
  labelNames: string[],
  collect: (target: Gauge) => Promise<void> | void,
) => void;

/** What Prometheus reads at /metrics; figures are taken when it asks. */
export function createMetrics(sources: MetricsSources): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'kiloline_process_' });
  const gauge = gaugesIn(registry, sources.logger);
  callGauges(gauge, sources);
  queueGauges(gauge, sources);
  machineGauges(gauge, sources);
  return registry;
}

/** Adds figures that are taken when they are asked for. */
export const gaugesIn =
  (registry: Registry, logger: Logger): AddGauge =>
  (name, help, labelNames, collect) => {
    const target: Gauge = new Gauge({
      ...{ name, help, labelNames, registers: [registry] },
      collect: async () => {
        try {
          await collect(target);
        } catch (error) {
          // A part that is away must not hide the other figures.
          logger.warn({ metric: name, err: error }, 'figure not available');
        }
      },
    });
  };

function callGauges(gauge: AddGauge, { calls, agents }: MetricsSources): void {
  gauge('kiloline_calls', 'Calls in progress by state', ['state'], async (target) => {
    const live = await calls.list();
    for (const state of callStates) target.set({ state }, live.filter((call) => call.state === state).length);
  });
  gauge('kiloline_agents', 'Agents by presence and state', ['presence', 'state'], async (target) => {
    target.reset();
    for (const agent of await agents.list()) target.inc({ presence: agent.presence, state: agent.state });
  });
}

function queueGauges(gauge: AddGauge, { acd }: MetricsSources): void {
  const figures = askedOnce(() => acd.queueFigures());
  const ofEach = (name: string, help: string, figure: (queue: QueueFigures) => number): void =>
    gauge(name, help, ['queue'], async (target) => {
      target.reset();
      for (const queue of await figures()) target.set({ queue: queue.queueId }, figure(queue));
    });
  ofEach('kiloline_queue_waiting', 'Calls waiting in a queue', ({ waiting }) => waiting);
  ofEach(
    'kiloline_queue_longest_wait_seconds',
    'How long the first in line has waited by now; 0: nobody waits',
    ({ longestSince }) => (longestSince === null ? 0 : (Date.now() - longestSince) / 1000),
  );
  ofEach(
    'kiloline_queue_agents_ready',
    'Agents who would get its next call',
    ({ agentsReady }) => agentsReady,
  );
}

/** Figures of one kind are collected all at once: one question for all of them. */
export function askedOnce<Answer>(ask: () => Promise<Answer>): () => Promise<Answer> {
  let asked: Promise<Answer> | null = null;
  return () => (asked ??= ask().finally(() => (asked = null)));
}

function machineGauges(gauge: AddGauge, { switches, events, recordingsDirs }: MetricsSources): void {
  gauge('kiloline_switch_up', 'Whether commands can be sent to the switch', ['switch'], (target) => {
    for (const each of switches.list()) target.set({ switch: each.id }, each.isUp() ? 1 : 0);
  });
  gauge(
    'kiloline_events_behind',
    'Events of which no lasting record has been made yet',
    ['group'],
    async (target) => target.set({ group: 'projector' }, await events.behind('projector')),
  );
  gauge(
    'kiloline_recordings_free_bytes',
    'Room left where talks are recorded',
    ['directory'],
    async (target) => {
      for (const directory of new Set(recordingsDirs)) {
        // One that is not there must not hide the others, nor show what it had.
        const room = await statfs(directory).catch(() => null);
        if (room === null) target.remove({ directory });
        else target.set({ directory }, room.bavail * room.bsize);
      }
    },
  );
}

/** Differences between the live state and a switch's channels that were mended. */
export function repairCounter(registry: Registry): (kind: DifferenceKind, when: RepairTime) => void {
  const repairs = new Counter({
    name: 'kiloline_repairs_total',
    help: 'Differences between calls and channels that were mended: after a gap in the events, or found by a round',
    labelNames: ['kind', 'when'],
    registers: [registry],
  });
  for (const kind of differenceKinds) for (const when of repairTimes) repairs.inc({ kind, when }, 0);
  return (kind, when) => {
    repairs.inc({ kind, when });
  };
}

/** Files where talks are recorded that no row knows: somebody should look. */
export function unknownRecordingsGauge(registry: Registry): (count: number) => void {
  const unknown = new Gauge({
    name: 'kiloline_recordings_unknown_files',
    help: 'Files in the directories of recordings that no call knows, as this server found them last',
    registers: [registry],
  });
  return (count) => {
    unknown.set(count);
  };
}

export function recordingFaultCounter(registry: Registry): (fault: RecordingFault) => void {
  const faults = new Counter({
    name: 'kiloline_recording_faults_total',
    help: 'Talks that were not recorded, or not to their end, and should have been',
    labelNames: ['fault'],
    registers: [registry],
  });
  for (const fault of recordingFaults) faults.inc({ fault }, 0);
  return (fault) => {
    faults.inc({ fault });
  };
}

/** Each server counts all of them: take the largest, not the sum. */
export function eventCounter(registry: Registry): (event: Pick<DomainEvent, 'type'>) => void {
  const events = new Counter({
    name: 'kiloline_events_total',
    help: 'What happened, by type, since this server began; every server counts every event',
    labelNames: ['type'],
    registers: [registry],
  });
  for (const type of eventTypes) events.inc({ type }, 0);
  return ({ type }) => {
    events.inc({ type });
  };
}

/** @returns told of each answer: route as it is written in the code, so that no number or id becomes a label */
export function requestTimer(registry: Registry): (route: string, status: number, seconds: number) => void {
  const requests = new Histogram({
    name: 'kiloline_http_request_seconds',
    help: 'How long requests took, until they were answered',
    labelNames: ['route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  return (route, status, seconds) => {
    requests.observe({ route, status: `${Math.floor(status / 100)}xx` }, seconds);
  };
}
