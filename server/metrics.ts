import { statfs } from 'node:fs/promises';
import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import type { AcdStore } from './acd/acd-store';
import type { AgentStore } from './agents/agent-store';
import { callStates } from './calls/call.machine';
import type { CallStore } from './calls/call-store';
import { recordingFaults, type RecordingFault } from './calls/recording-store';
import type { Switches } from './calls/switches';
import type { Logger } from './logging';
import { differenceKinds, type DifferenceKind } from './switchboard/differences';
import { repairTimes, type RepairTime } from './switchboard/repairs';

interface MetricsSources {
  readonly calls: Pick<CallStore, 'list'>;
  readonly agents: Pick<AgentStore, 'list'>;
  readonly acd: Pick<AcdStore, 'queueFigures'>;
  readonly switches: Switches;
  /** As the switches write to them. */
  readonly recordingsDirs: readonly string[];
  readonly logger: Logger;
}

/** What Prometheus reads at /metrics; figures are taken when it asks. */
export function createMetrics(sources: MetricsSources): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'kiloline_process_' });
  const gauge = (
    name: string,
    help: string,
    labelNames: string[],
    collect: (target: Gauge) => Promise<void> | void,
  ): void => {
    const target: Gauge = new Gauge({
      name,
      help,
      labelNames,
      registers: [registry],
      collect: async () => {
        try {
          await collect(target);
        } catch (error) {
          // A part that is away must not hide the other figures.
          sources.logger.warn({ metric: name, err: error }, 'figure not available');
        }
      },
    });
  };
  gauge('kiloline_calls', 'Calls in progress by state', ['state'], async (target) => {
    const calls = await sources.calls.list();
    for (const state of callStates)
      target.set({ state }, calls.filter((call) => call.state === state).length);
  });
  gauge('kiloline_agents', 'Agents by presence and state', ['presence', 'state'], async (target) => {
    target.reset();
    for (const agent of await sources.agents.list())
      target.inc({ presence: agent.presence, state: agent.state });
  });
  gauge('kiloline_queue_waiting', 'Calls waiting in a queue', ['queue'], async (target) => {
    for (const queue of await sources.acd.queueFigures()) target.set({ queue: queue.queueId }, queue.waiting);
  });
  gauge('kiloline_switch_up', 'Whether commands can be sent to the switch', ['switch'], (target) => {
    for (const each of sources.switches.list()) target.set({ switch: each.id }, each.isUp() ? 1 : 0);
  });
  gauge(
    'kiloline_recordings_free_bytes',
    'Room left where talks are recorded',
    ['directory'],
    async (target) => {
      for (const directory of new Set(sources.recordingsDirs)) {
        // One that is not there must not hide the others, nor show what it had.
        const room = await statfs(directory).catch(() => null);
        if (room === null) target.remove({ directory });
        else target.set({ directory }, room.bavail * room.bsize);
      }
    },
  );
  return registry;
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
