import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Bill, ServiceOrder } from '../../server/crm/business-system';
import type { BusinessFixture } from './business-fixture';

/**
 * What may be wrong with it: a failure said; an answer late, or never; an answer that is no JSON, or JSON of
 * another shape; the connection cut; the payment booked and the answer lost.
 */
export type ReferenceFault =
  | { readonly kind: 'status'; readonly status: number }
  /** Answers when the promise is settled. */
  | { readonly kind: 'slow'; readonly until: Promise<void> }
  | { readonly kind: 'hang' | 'no-json' | 'wrong-shape' | 'cut' | 'booked-then-cut' };

export interface BookedPayment {
  readonly txnId: string;
  readonly invoice: string;
  readonly amt: string;
  readonly paidAt: string;
}

const TOKEN = 'reference-token';

/**
 * A business system as another company might have built it (a "97" system): its own words, amounts in yuan, months
 * without dashes, status 200 whatever happens. docs/examples/business-system.yaml describes it.
 */
export class ReferenceBusinessSystem {
  static readonly token = TOKEN;

  /** Asked at every request; null: answer properly. */
  faultOf: (request: { readonly path: string; readonly count: number }) => ReferenceFault | null = () => null;
  /** Every payment that was booked, once each, in their order. */
  readonly booked: BookedPayment[] = [];
  /** 'GET /crm/v2/…' of every request there was. */
  readonly requests: string[] = [];
  readonly #fixture: BusinessFixture;
  readonly #paid = new Map<string, number>();
  #server: Server | null = null;
  #port = 0;

  constructor(fixture: BusinessFixture) {
    this.#fixture = fixture;
  }

  /** On the same port again after a stop, so that it comes back where it was. */
  async start(): Promise<void> {
    const server = createServer((request, response) => {
      this.#serve(request, response).catch(() => response.destroy());
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.#port, '127.0.0.1', resolve);
    });
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  /** Connections are refused from now on. */
  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (server === null) return;
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  }

  get baseUrl(): string {
    return `http://127.0.0.1:${String(this.#port)}/crm/v2`;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://reference');
    this.requests.push(`${request.method ?? ''} ${url.pathname}${url.search}`);
    const body = await textOf(request);
    const fault = this.faultOf({ path: url.pathname, count: this.requests.length });
    if (fault !== null && (await this.#misbehave(fault, response, body))) return;
    if (request.headers.authorization !== `Bearer ${TOKEN}`) {
      send(response, 401, { resultCode: '1401' });
      return;
    }
    const parts = url.pathname.split('/').slice(3).map(decodeURIComponent);
    const isPayment = request.method === 'POST' && parts[0] === 'payments';
    const answer = isPayment ? this.#book(request, body) : this.#answer(parts, url.searchParams);
    if (answer === 'known') {
      send(response, 409, { resultCode: '1409' });
      return;
    }
    if (answer === undefined) {
      send(response, 200, { resultCode: '1404', msg: 'not found' });
      return;
    }
    send(response, 200, { resultCode: '0', data: answer });
  }

  /** Whether that was the whole answer. */
  async #misbehave(fault: ReferenceFault, response: ServerResponse, body: string): Promise<boolean> {
    switch (fault.kind) {
      case 'status':
        send(response, fault.status, { resultCode: '9999' });
        return true;
      case 'slow':
        await fault.until;
        return false;
      case 'hang':
        return true;
      case 'no-json':
        response.end('<html>系统维护中</html>');
        return true;
      case 'wrong-shape':
        send(response, 200, {
          resultCode: '0',
          data: { custName: '王小明', state: 'Z', list: [{ amt: 'x' }] },
        });
        return true;
      case 'booked-then-cut':
        this.#bookOnce(JSON.parse(body) as BookedPayment);
        response.destroy();
        return true;
      case 'cut':
        response.destroy();
        return true;
    }
  }

  #answer(parts: readonly string[], query: URLSearchParams): unknown {
    const [kind, id = '', of, month] = parts;
    if (kind === 'orders') return this.#orders(query);
    if (of === 'bills') return this.#bills(kind ?? '', id, month);
    if (kind === 'subscribers') return this.#subscriber(id);
    return kind === 'agreements' ? this.#agreement(id) : undefined;
  }

  #subscriber(number: string): unknown {
    const line = this.#fixture.lines.find((each) => `+${each.number}` === number);
    return (
      line && {
        accNbr: number,
        custId: line.customerId,
        custName: line.customerName,
        agreementNo: line.contractNumber ?? '',
        prodType: { fixed: 'PSTN', mobile: 'CDMA', broadband: 'ADSL' }[line.kind],
        state: { active: 'A', suspended: 'S', closed: 'D' }[line.status],
        svcs: line.features.map((code) => ({ code })),
        ...(line.areaCode === null ? {} : { areaCd: line.areaCode }),
      }
    );
  }

  #agreement(contractNumber: string): unknown {
    const contract = this.#fixture.contracts.find((each) => each.contractNumber === contractNumber);
    return (
      contract && {
        agreementNo: contract.contractNumber,
        custId: contract.customerId,
        custName: contract.customerName,
        accNbrs: contract.lineNumbers.map((number) => `+${number}`),
      }
    );
  }

  #bills(kind: string, account: string, month: string | undefined): unknown {
    const numbers =
      kind === 'subscribers'
        ? [account]
        : (this.#fixture.contracts.find((each) => each.contractNumber === account)?.lineNumbers ?? []).map(
            (number) => `+${number}`,
          );
    const bills = this.#fixture.bills
      .filter((bill) => numbers.includes(`+${bill.line}`))
      .map((bill) => this.#theirBill(bill));
    if (month !== undefined) return bills.find((bill) => bill.cycle === month);
    return { list: bills.filter((bill) => bill.flag !== '1') };
  }

  #theirBill(bill: Bill) {
    const paid = bill.paid + (this.#paid.get(bill.billId) ?? 0);
    const yuan = (fen: number) => (fen / 100).toFixed(2);
    return {
      invoice: bill.billId,
      utility: { telephone: 'TEL', water: 'WAT', electricity: 'ELE', gas: 'GAS' }[bill.kind],
      cycle: bill.month.replace('-', ''),
      amt: yuan(bill.amount),
      settled: yuan(paid),
      payBy: bill.dueDate.replaceAll('-', ''),
      flag: paid >= bill.amount ? '1' : bill.status === 'overdue' ? '2' : '0',
    };
  }

  #orders(query: URLSearchParams): unknown {
    const theirs = (order: ServiceOrder) => ({
      orderNo: order.orderNumber,
      serial: order.serial ?? '',
      bizType: order.type,
      step: order.stage,
      finishBy: order.promisedDate === null ? null : `${order.promisedDate}T18:00:00+08:00`,
      accNbr: order.lineNumber === null ? '' : `+${order.lineNumber}`,
    });
    const wanted = [...query.entries()][0];
    const list = this.#fixture.orders
      .map(theirs)
      .filter((order) => wanted !== undefined && order[wanted[0] as keyof typeof order] === wanted[1]);
    return list.length === 0 ? undefined : { list };
  }

  #book(request: IncomingMessage, body: string): object | 'known' | undefined {
    const payment = JSON.parse(body) as BookedPayment;
    if (request.headers['x-txn-id'] !== payment.txnId) return undefined;
    if (!this.#fixture.bills.some((bill) => bill.billId === payment.invoice)) return undefined;
    return this.#bookOnce(payment) ? {} : 'known';
  }

  #bookOnce(payment: BookedPayment): boolean {
    if (this.booked.some((each) => each.txnId === payment.txnId)) return false;
    this.booked.push(payment);
    const fen = Math.round(Number(payment.amt) * 100);
    this.#paid.set(payment.invoice, (this.#paid.get(payment.invoice) ?? 0) + fen);
    return true;
  }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
