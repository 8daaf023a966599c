import { KILOLINE_NUMBER } from '../queue-line';
import type { BenchAgent, BenchCentre } from './bench-centre';
import { BARE_NUMBER, CallCentreModule, MODULE_NUMBER } from './call-centre-module';

/** What brings callers and agents together. */
export interface System {
  readonly name: 'bare' | 'module' | 'kiloline';
  /** Dialled to come to it. */
  readonly number: string;
  available(agents: readonly BenchAgent[], available: boolean): Promise<void>;
}

const asModuleAgents = (agents: readonly BenchAgent[]) =>
  agents.map(({ agentId, account }) => ({
    agentId,
    contact: `sofia/webrtc/${account.user}%${account.domain}`,
  }));

/** The three on one switch; only one of them has agents at a time. */
export async function systemsOf(
  bench: BenchCentre,
  agents: readonly BenchAgent[],
): Promise<Readonly<Record<System['name'], System>>> {
  const module = new CallCentreModule(bench.centre.esl);
  await module.add(asModuleAgents(agents));
  return {
    bare: {
      name: 'bare',
      number: `${BARE_NUMBER}${bench.phonesPort}`,
      available: () => Promise.resolve(),
    },
    module: {
      name: 'module',
      number: MODULE_NUMBER,
      available: (some, available) =>
        module.set(asModuleAgents(some), available ? 'Available' : 'Logged Out'),
    },
    kiloline: {
      name: 'kiloline',
      number: KILOLINE_NUMBER,
      available: async (some, available) => {
        for (const agent of some) await agent.setReady(available);
      },
    },
  };
}
