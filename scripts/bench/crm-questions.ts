import { createHash } from 'node:crypto';
import type { CustomerDataStores } from '../../db/customer-data';
import type { CallHistory } from '../../server/calls/call-history';
import { customerId, type CustomerId } from '../../server/contract/ids';
import { nameKey } from '../../server/crm/name-terms';
import { benchContract, benchFixed, benchMobile, benchName } from './crm-data';

export interface Question {
  readonly name: string;
  /** @param customer of the generated ones, another one each time */
  ask(customer: number): Promise<unknown>;
}

/** As PostgreSQL makes them: md5('c' || n)::uuid. */
function idOf(customer: number): CustomerId {
  const hex = createHash('md5').update(`c${customer}`).digest('hex');
  return customerId(hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'));
}

const pinyinOf = (customer: number): string => nameKey(benchName(customer));
const personAt = (customer: number): number => (customer % 20 === 0 ? customer - 1 : customer);
const initials = (customer: number): string =>
  Array.from(benchName(personAt(customer)))
    .map((character) => nameKey(character).charAt(0))
    .join('');

export function questions(stores: CustomerDataStores, calls: CallHistory): readonly Question[] {
  const search = (text: string, more: object = {}) =>
    stores.customers.search({ search: text, page: 1, pageSize: 50, ...more });
  const list = (more: object) => search('', more);
  return [...searches(search), ...lists(list), ...screens(stores, calls)];
}

type Search = (text: string, more?: object) => Promise<unknown>;

const searches = (search: Search): Question[] => [
  { name: 'search: whole mobile number', ask: (n) => search(benchMobile(n)) },
  { name: 'search: whole fixed number, +86 21 …', ask: (n) => search(`+86 21 ${benchFixed(n).slice(3)}`) },
  { name: 'search: last eight digits', ask: (n) => search(benchMobile(n).slice(-8)) },
  { name: 'search: last four digits', ask: (n) => search(benchMobile(n).slice(-4)) },
  { name: 'search: three digits inside', ask: (n) => search(benchMobile(n).slice(5, 8)) },
  { name: 'search: beginning of a mobile number', ask: (n) => search(benchMobile(n).slice(0, 3 + (n % 4))) },
  { name: 'search: Chinese name', ask: (n) => search(benchName(n)) },
  { name: 'search: Chinese surname only', ask: (n) => search(benchName(personAt(n)).slice(0, 1)) },
  { name: 'search: last two characters', ask: (n) => search(benchName(n).slice(-2)) },
  {
    name: 'search: name and kind',
    ask: (n) => search(benchName(personAt(n)).slice(0, 1), { kind: 'key-account' }),
  },
  { name: 'search: pinyin, whole', ask: (n) => search(pinyinOf(n)) },
  { name: 'search: pinyin, first three letters', ask: (n) => search(pinyinOf(n).slice(0, 3)) },
  {
    name: 'search: pinyin, two words',
    ask: (n) =>
      search(
        Array.from(benchName(personAt(n)))
          .map(nameKey)
          .join(' '),
      ),
  },
  { name: 'search: pinyin of the given name', ask: (n) => search(nameKey(benchName(personAt(n)).slice(1))) },
  { name: 'search: initials', ask: (n) => search(initials(n)) },
  { name: 'search: first two initials', ask: (n) => search(initials(n).slice(0, 2)) },
  { name: 'search: contract number', ask: (n) => search(benchContract(n)) },
  { name: 'search: beginning of a contract number', ask: (n) => search(benchContract(n).slice(0, 5)) },
  { name: 'search: nothing there', ask: (n) => search(`zqx${String(n)}`) },
];

const lists = (list: (more: object) => Promise<unknown>): Question[] => [
  { name: 'list: first page', ask: () => list({}) },
  { name: 'list: deep page', ask: (n) => list({ page: 150 + (n % 50) }) },
  { name: 'list: key accounts', ask: (n) => list({ kind: 'key-account', page: 1 + (n % 10) }) },
  { name: 'list: newest', ask: (n) => list({ sort: '-createdAt', page: 1 + (n % 10) }) },
  {
    name: 'list: newest key accounts',
    ask: (n) => list({ sort: '-createdAt', kind: 'key-account', page: 1 + (n % 10) }),
  },
];

const paged = { page: 1, pageSize: 50 };

function screens(stores: CustomerDataStores, calls: CallHistory): Question[] {
  const { customers, accounts, customerRecords, directoryEntries, informationItems, businessSystem } = stores;
  const orders = { ...paged, sort: '-createdAt' } as const;
  const entries = (search: string, more: object = {}) =>
    directoryEntries.search({ ...paged, search, withUnlisted: false, ...more });
  return [
    { name: 'card', ask: (n) => customers.card(idOf(n)) },
    { name: 'number match of a caller', ask: (n) => customers.matchNumber(benchMobile(n)) },
    { name: 'bills of a customer', ask: (n) => accounts.billsOf(idOf(n), paged) },
    { name: 'bills of a line', ask: (n) => accounts.bills({ ...paged, lineNumber: benchFixed(n) }) },
    {
      name: 'bills of a contract',
      ask: (n) => accounts.bills({ ...paged, contractNumber: benchContract(n) }),
    },
    {
      name: 'bills of a month, page 1 to 200',
      ask: (n) => accounts.bills({ ...paged, month: '2026-10', page: 1 + (n % 200) }),
    },
    {
      name: 'bills of a month, gas',
      ask: (n) => accounts.bills({ ...paged, month: '2026-11', kind: 'gas', page: 1 + (n % 20) }),
    },
    {
      name: 'bills overdue',
      ask: (n) => accounts.bills({ ...paged, status: 'overdue', page: 1 + (n % 200) }),
    },
    {
      name: 'bills open in a month',
      ask: (n) => accounts.bills({ ...paged, status: 'open', month: '2026-11', page: 1 + (n % 50) }),
    },
    { name: 'orders of a customer', ask: (n) => accounts.ordersOf(idOf(n), orders) },
    { name: 'orders by number', ask: (n) => accounts.orders({ ...orders, number: String(97_000_000 + n) }) },
    { name: 'orders open', ask: (n) => accounts.orders({ ...orders, isOpen: true, page: 1 + (n % 50) }) },
    {
      name: 'orders in a stage',
      ask: (n) => accounts.orders({ ...orders, stage: 'on-site', page: 1 + (n % 20) }),
    },
    {
      name: 'orders by promised date',
      ask: (n) => accounts.orders({ ...paged, sort: 'promisedDate', page: 1 + (n % 50) }),
    },
    { name: 'notes of a customer', ask: (n) => customerRecords.notes(idOf(n), paged) },
    { name: 'calls of a customer', ask: (n) => calls.list({ ...paged, customerId: idOf(n) }) },
    { name: 'calls by number', ask: (n) => calls.list({ ...paged, number: benchMobile(n) }) },
    { name: 'calls, deep page', ask: (n) => calls.list({ ...paged, page: 1 + (n % 200) }) },
    { name: 'directory: name', ask: (n) => entries(benchName(n * 20)) },
    { name: 'directory: pinyin', ask: (n) => entries(pinyinOf(n * 20).slice(0, 8)) },
    {
      name: 'directory: initials',
      ask: (n) =>
        entries(
          Array.from(benchName(n * 20))
            .slice(0, 4)
            .map((c) => nameKey(c).charAt(0))
            .join(''),
        ),
    },
    { name: 'directory: number', ask: (n) => entries(benchFixed(n).slice(-8)) },
    { name: 'directory: category', ask: (n) => entries('', { category: 'bank', page: 1 + (n % 20) }) },
    {
      name: 'information: category',
      ask: (n) => informationItems.search({ ...paged, search: '', category: String(100 + (n % 900)) }),
    },
    { name: 'information: current item', ask: (n) => informationItems.current(String(100 + (n % 900))) },
    { name: 'caller: line by number', ask: (n) => businessSystem.findLine(benchFixed(n)) },
    {
      name: 'caller: bill of a month',
      ask: (n) => businessSystem.bill({ kind: 'line', number: benchFixed(n) }, '2026-10'),
    },
    {
      name: 'caller: unpaid bills',
      ask: (n) => businessSystem.unpaidBills({ kind: 'contract', number: benchContract(n) }),
    },
    { name: 'caller: orders by number', ask: (n) => businessSystem.orders({ number: benchFixed(n) }) },
  ];
}
