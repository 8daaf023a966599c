import { hostPort } from '../message/uri';
import type { TransactionLayer } from '../transactions/transaction-layer';
import type { Flow } from '../transports/flow';
import type { DialogRegistry } from './dialog-registry';
import type { Report } from './signal';

/** What every call needs of the stack. */
export interface CallContext {
  readonly layer: TransactionLayer;
  readonly dialogs: DialogRegistry;
  readonly report: Report;
}

/** Our Contact: within a call the far side's requests come back here. */
export const contactFor = (flow: Flow): string =>
  `<sip:kiloline@${hostPort(flow.local.host, flow.local.port)};transport=${flow.transport}>`;
