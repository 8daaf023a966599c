import type { CallStore } from './calls/call-store';
import type { Switches } from './calls/switches';
import type { CallId } from './contract/ids';
import { IvrService, type IvrExits } from './ivr/ivr.service';
import type { PackCatalog } from './ivr/pack-catalog';
import { Questions } from './ivr/questions';
import type { FlowService } from './ivr/services';
import type { StateBox } from './ivr/stored-state';
import type { Logger } from './logging';
import { createSecretBox } from './secrets';

export interface FlowParts {
  readonly packs: PackCatalog;
  readonly services: ReadonlyMap<string, FlowService>;
  readonly box: StateBox;
}

interface FlowInput {
  readonly secretKey: string;
  readonly packs: PackCatalog;
  /** What flows may ask. */
  readonly services: readonly FlowService[];
}

export const composeFlow = ({ secretKey, packs, services }: FlowInput): FlowParts => ({
  packs,
  services: new Map(services.map((service) => [service.spec.name, service])),
  box: createSecretBox(secretKey, 'ivr-state'),
});

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
