import type { BillView, CustomerNoteView, ServiceOrderView } from '../../server/contract/customer-data';
import type { CustomerChange, NewCustomer, NewNote } from '../../server/contract/crm';
import type { ContractDetail, LineDetail, NewContract, NewLine } from '../../server/contract/maintenance';
import type { CustomerCard, Page } from '../../server/contract/rest';
import type { Http } from './http';
import { query } from './query';

export interface Paging {
  readonly page: number;
  readonly pageSize: number;
}

/** What is left out stays empty. */
export type NewCustomerBody = Pick<NewCustomer, 'name'> & {
  readonly [Field in keyof Omit<NewCustomer, 'name'>]?: NewCustomer[Field] | undefined;
};

type LineBody = Pick<NewLine, 'number' | 'kind' | 'contractNumber' | 'since' | 'why'>;
type ContractBody = Pick<NewContract, 'contractNumber' | 'since' | 'why'>;

/** Customers' data beyond the card: what is written about them, what they owe and have ordered. */
export function createCustomerApi(http: Http) {
  const get = <T>(path: string) => http.request<T>('GET', path);
  const post = <T>(path: string, body: unknown) => http.request<T>('POST', path, body);
  const at = (customerId: string) => `/customers/${encodeURIComponent(customerId)}`;
  return {
    create: (customer: NewCustomerBody) => post<CustomerCard>('/customers', customer),
    change: (customerId: string, change: Partial<CustomerChange> & Pick<CustomerChange, 'version'>) =>
      http.request<CustomerCard>('PUT', at(customerId), change),
    addPhone: (customerId: string, number: string) =>
      post<CustomerCard>(`${at(customerId)}/phones`, { number }),
    removePhone: (customerId: string, phoneId: string) =>
      http.request<unknown>('DELETE', `${at(customerId)}/phones/${encodeURIComponent(phoneId)}`),
    addLine: (customerId: string, line: LineBody) => post<LineDetail>(`${at(customerId)}/lines`, line),
    addContract: (customerId: string, contract: ContractBody) =>
      post<ContractDetail>(`${at(customerId)}/contracts`, contract),
    notes: (customerId: string, paging: Paging) =>
      get<Page<CustomerNoteView>>(`${at(customerId)}/notes${query({ ...paging })}`),
    addNote: (customerId: string, note: NewNote) => post<CustomerNoteView>(`${at(customerId)}/notes`, note),
    bills: (customerId: string, paging: Paging) =>
      get<Page<BillView>>(`${at(customerId)}/bills${query({ ...paging })}`),
    serviceOrders: (customerId: string, paging: Paging) =>
      get<Page<ServiceOrderView>>(`${at(customerId)}/orders${query({ ...paging })}`),
  };
}
