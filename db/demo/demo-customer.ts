import type { CustomerCard } from '../../server/contract/rest';

export type DemoLine = Pick<CustomerCard['lines'][number], 'kind' | 'number' | 'address' | 'status'>;

export interface DemoCustomer {
  readonly name: string;
  readonly kind: CustomerCard['kind'];
  readonly contractNumber: string | null;
  readonly address: string | null;
  readonly notes: string;
  /** Numbers of a block nobody has (139 0000 00xx, 021-6333 0xxx) or set aside for fiction (+44 20 7946, +1 … 555-01xx). */
  readonly phones: readonly string[];
  readonly lines: readonly DemoLine[];
}
