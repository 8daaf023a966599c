import type { Page, PageQuery } from './page';

/** Information that was sold: what, to whom, for how much. */
export interface Charge {
  /** The flow's request: one acceptance is charged once, however often it is asked. */
  readonly chargeId: string;
  readonly itemId: string;
  readonly category: string;
  /** In the smallest unit of the currency. */
  readonly price: number;
  readonly callId: string;
  readonly callerNumber: string;
  readonly customerId: string | null;
  readonly acceptedAt: Date;
}

export interface ChargeStore {
  /** Answers with the charge as it stands: the first one, when there is one with this id. */
  keep(charge: Charge): Promise<Charge>;
  list(query: ChargeQuery): Promise<Page<Charge>>;
}

export interface ChargeQuery extends PageQuery {
  readonly customerId?: string | undefined;
  readonly category?: string | undefined;
}
