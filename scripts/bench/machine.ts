import { cpus, loadavg } from 'node:os';

/** What figures are quoted with. */
export interface Machine {
  readonly cores: number;
  readonly model: string;
  /** Of the last minute, when the bench began. */
  readonly load: number;
  readonly node: string;
}

export const thisMachine = (): Machine => ({
  cores: cpus().length,
  model: cpus()[0]?.model ?? '',
  load: loadavg()[0] ?? 0,
  node: process.version,
});

export const describeMachine = ({ cores, model, load, node }: Machine): string =>
  `${cores} × ${model}, load ${load.toFixed(1)} at start, Node ${node}`;
