import { machineBusyPercent, markCpu, markMachine, round } from '../process-meter';

export interface Use {
  /** Processor time for each call, ms. */
  readonly cpuMsPerCall: { readonly switch: number; readonly server: number; readonly redis: number };
  readonly machineBusyPercent: number;
}

interface Pids {
  readonly server: number;
  readonly switch: number;
  readonly redis: number;
}

/** What the centre's processes use from now on, until the answer is asked for with the number of calls. */
export function startMeter(pids: Pids): (calls: number) => Use {
  const cpu = () => ({
    switch: markCpu(pids.switch).cpuS,
    server: markCpu(pids.server).cpuS,
    redis: markCpu(pids.redis).cpuS,
  });
  const [before, machine] = [cpu(), markMachine()];
  return (calls) => {
    const after = cpu();
    const each = (name: keyof Pids) => round((1000 * (after[name] - before[name])) / calls);
    return {
      cpuMsPerCall: { switch: each('switch'), server: each('server'), redis: each('redis') },
      machineBusyPercent: machineBusyPercent(machine),
    };
  };
}
