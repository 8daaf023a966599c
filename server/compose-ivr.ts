import { join } from 'node:path';
import type { CallStore } from './calls/call-store';
import type { Switches } from './calls/switches';
import type { CallId } from './contract/ids';
import { IvrService, type IvrExits } from './ivr/ivr.service';
import { loadPacks } from './ivr/load-pack';
import { staticPackCatalog, type PackCatalog } from './ivr/pack-catalog';
import { Questions } from './ivr/questions';
import type { FlowService } from './ivr/services';
import type { StateBox } from './ivr/stored-state';
import type { Logger } from './logging';
import { ticketTypesOf } from './pack-ticket-types';
import { createSecretBox } from './secrets';

const PACKS = join(__dirname, 'ivr', 'packs');
const SOUNDS = join(__dirname, '..', 'freeswitch', 'sounds');
/** Serves the numbers that no pack lists. */
const DEFAULT_PACK = '1000';

export interface FlowParts {
  readonly packs: PackCatalog;
  readonly services: ReadonlyMap<string, FlowService>;
  readonly box: StateBox;
}

interface FlowInput {
  readonly secretKey: string;
  readonly queues: readonly string[];
  /** What flows may ask. */
  readonly services: readonly FlowService[];
}

/** @throws UserError 'validation-failed' with every fault of every pack */
export function composeFlow({ secretKey, queues, services }: FlowInput): FlowParts {
  const byName = new Map(services.map((service) => [service.spec.name, service]));
  const packs = loadPacks(PACKS, DEFAULT_PACK, (directory) => ({
    soundsDirectory: SOUNDS,
    queues,
    services: services.map((service) => service.spec),
    ticketTypes: ticketTypesOf(directory),
  }));
  return {
    packs: staticPackCatalog(packs),
    services: byName,
    box: createSecretBox(secretKey, 'ivr-state'),
  };
}

interface IvrInput {
  readonly calls: CallStore;
  readonly switches: Switches;
  readonly flow: FlowParts;
  readonly exits: IvrExits;
  readonly inOrder: (callId: CallId, task: () => Promise<void>) => Promise<void>;
  readonly logger: Logger;
}

export function composeIvr({ flow: { packs, services, box }, ...input }: IvrInput): IvrService {
  return new IvrService({
    ...input,
    packs,
    box,
    questions: new Questions({ services, logger: input.logger }),
  });
}
