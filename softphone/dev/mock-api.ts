import type { Page, Route, WebSocketRoute } from 'playwright-core';
import type { RecordingKeeping } from '../../server/contract/recordings';
import type { Review } from '../../server/contract/reviews';
import type { UserView } from '../../server/contract/rest';
import type { ServerMessage } from '../../server/contract/socket';
import { customerBodyOf } from './mock-customers';
import * as data from './mock-data';
import { aDesk, type DeskChange } from './mock-desk';
import { waveform } from './mock-waveform';
import * as users from './mock-users';
import { drawGraph } from '../../server/connectors/draw-graph';
import { flowGraph } from '../../server/ivr/flow-graph';
import { loadPack } from '../../server/ivr/load-pack';
import { alertAnswer } from './mock-alerts';
import { handOverTargets } from './mock-calls';
import { assignment, auditPage, recordingLogPage, waitingLine } from './mock-acts';
import { personalTasks } from './mock-tasks';
import { orderAnswer } from './mock-orders';
import { packBodyOf } from './mock-packs';
import { wholePicture } from '../../server/wallboard/picture-changes';
import { centre } from './mock-centre';
import type { OwnCampaigns } from '../../server/contract/campaign-order';
import { campaignBodyOf } from './mock-campaigns';
import { pickablePage } from './mock-outbound-order';
import { qualityBodyOf, review } from './mock-quality';
import { timelineOf } from './mock-timeline';
import { reportDeliveries, reportSchedules } from './mock-report-mail';
import {
  agentReport,
  availabilityReport,
  campaignCallsOf,
  campaignReportOf,
  promiseReport,
  queueReport,
  surveyReportOf,
} from './mock-reports';
import { queueBodyOf } from './mock-queues';

export const phoneUrl = 'ws://127.0.0.1:5066/';

interface Failure {
  readonly status: number;
  readonly code: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** The server, faked in the browser's network layer. `show` pushes a desk as the real one would. */
export class MockApi {
  readonly calls: string[] = [];
  loggedIn = true;
  elsewhere = false;
  /** An emergency stop holds all campaigns. */
  isDiallingStopped = false;
  /** Contacts he calls himself. */
  ownCampaigns: OwnCampaigns = { campaigns: [], order: null };
  failures = new Map<string, Failure>();
  /** What has become of the recordings of every call. */
  keeping: Partial<RecordingKeeping> = {};
  /** The one that is opened, whichever is. */
  review: Review = review();
  private socket: WebSocketRoute | null = null;
  private desk = aDesk({});

  constructor(
    private readonly page: Page,
    private readonly user: UserView = users.agent,
    /** Told of a question that nothing here answers. */
    private readonly unanswered: (name: string) => void = () => undefined,
  ) {}

  async install(): Promise<void> {
    await this.page.route('**/api/v1/**', (route) => this.answer(route));
    await this.page.routeWebSocket(/\/api\/v1\/events/, (socket) => {
      this.socket = socket;
      this.send({ type: 'hello', lastEventId: '1-0' });
      this.send({ type: 'queues', queues: data.queues() });
      socket.onMessage((message) => {
        if (String(message).includes('ping')) this.send({ type: 'pong', at: Date.now() });
        if (String(message).includes('"centre":true'))
          for (const changes of wholePicture(centre())) this.send({ type: 'centre', changes });
      });
    });
  }

  show(change: DeskChange): void {
    this.desk = aDesk(change);
    this.send({ type: 'desk', desk: this.desk });
  }

  send(message: ServerMessage): void {
    this.socket?.send(JSON.stringify(message));
  }

  private async answer(route: Route): Promise<void> {
    const request = route.request();
    const { pathname, searchParams } = new URL(request.url());
    const path = pathname.replace('/api/v1', '');
    const name = `${request.method()} ${path}`;
    this.calls.push(name);
    const failure = this.failures.get(name);
    if (failure) return refuse(route, failure.status, failure.code, failure.details);
    if (name === 'POST /login') return this.login(route);
    if (!this.loggedIn) return refuse(route, 401, 'not-logged-in');
    if (/^GET \/packs\/\w+\/graph$/.test(name)) return drawFlow(route);
    const ofPacks = packBodyOf(name, request.postData()) ?? queueBodyOf(name, request.postData());
    if (ofPacks !== undefined) return route.fulfill({ json: ofPacks });
    const body = await this.bodyOf(name, path, searchParams);
    return route.fulfill({ status: body === null ? 204 : 200, json: body ?? undefined });
  }

  private login(route: Route): Promise<void> {
    const { password, takeOver } = route.request().postDataJSON() as { password: string; takeOver: boolean };
    if (password === 'wrong') return refuse(route, 401, 'wrong-credentials');
    if (this.elsewhere && !takeOver) return refuse(route, 409, 'already-logged-in');
    this.loggedIn = true;
    return route.fulfill({ json: this.user });
  }

  private bodyOf(name: string, path: string, asked: URLSearchParams): unknown {
    const fixed: Readonly<Record<string, unknown>> = {
      'GET /me': this.user,
      'GET /me/desk': this.desk,
      'GET /me/phone': {
        uri: 'sip:1001@kiloline.test',
        user: '1001',
        password: 'secret',
        domain: 'kiloline.test',
        webSocketUrl: phoneUrl,
      },
      'GET /dispositions': data.dispositions,
      'GET /me/day': {
        ...{ day: '2026-11-29', answered: 17, dialled: 3, handlingMs: 214_000 },
        ...{ onCallMs: 3_310_000, wrapUpMs: 970_000, readyMs: 5_412_000, breakMs: 1_504_000 },
      },
      'GET /me/break-reasons': data.breakReasons,
      'GET /me/campaigns': this.ownCampaigns,
      'GET /me/campaigns/broadband-offer/contacts': pickablePage,
      'GET /tasks': personalTasks(),
      'GET /queues': data.queues(),
      'GET /queues/general/waiting': waitingLine(),
      'GET /audit': auditPage,
      'GET /recordings/log': recordingLogPage,
      'POST /team/messages': { sent: 12, notSent: [] },
      'GET /desk/hand-over-targets': handOverTargets(),
      'GET /calls': { items: data.history, total: data.history.length, page: 1, pageSize: 30 },
      'GET /customers': { items: data.customers, total: 128, page: 1, pageSize: 30 },
    };
    if (name in fixed) return fixed[name];
    const ofCustomers = customerBodyOf(name);
    if (ofCustomers !== undefined) return ofCustomers;
    const ofAlerts = alertAnswer(name, asked);
    if (ofAlerts !== undefined) return ofAlerts;
    const ofReports = reportBodyOf(name, asked);
    if (ofReports !== undefined) return ofReports;
    const ofQuality = qualityBodyOf(name, asked, this.review);
    if (ofQuality !== undefined) return ofQuality;
    const ofCampaigns = campaignBodyOf(name, asked, this.isDiallingStopped);
    if (ofCampaigns !== undefined) return ofCampaigns;
    const ofOrders = orderAnswer(name, path, asked);
    if (ofOrders !== undefined) return ofOrders;
    if (name.startsWith('GET /customers/')) {
      return data.customers.find(({ customerId }) => path.endsWith(customerId)) ?? data.zhang;
    }
    if (/^GET \/team\/\w+\/assignment$/.test(name)) return assignment;
    if (name.endsWith('/waveform')) return waveform();
    const ofTimeline = /^GET \/calls\/([^/]+)\/timeline$/.exec(name)?.[1];
    if (ofTimeline !== undefined) return timelineOf(data.detail(ofTimeline, this.keeping));
    if (name.startsWith('GET /calls/')) return data.detail(path.slice('/calls/'.length), this.keeping);
    // Nothing is a good answer to a command only.
    if (name.startsWith('GET ')) this.unanswered(name);
    return null;
  }
}

/** A real flow: a picture of one cannot be made up. */
async function drawFlow(route: Route): Promise<void> {
  const pack = loadPack({ directory: 'server/ivr/packs/clinic' });
  await route.fulfill({ contentType: 'image/svg+xml', body: await drawGraph(flowGraph(pack)) });
}

function refuse(route: Route, status: number, code: string, details = {}): Promise<void> {
  return route.fulfill({ status, json: { code, message: code, errorId: 'E-1234', details } });
}

function reportBodyOf(name: string, asked: URLSearchParams): unknown {
  if (name === 'GET /reports/queues') return queueReport(asked);
  if (name === 'GET /reports/agents') return agentReport(asked);
  if (name === 'GET /reports/availability') return availabilityReport(asked);
  if (name === 'GET /reports/promises') return promiseReport;
  if (name === 'GET /reports/campaigns') return campaignReportOf(asked);
  if (name === 'GET /reports/campaigns/calls') return campaignCallsOf(asked);
  if (name === 'GET /reports/surveys') return surveyReportOf(asked);
  if (name === 'GET /report-schedules') return reportSchedules;
  if (name === 'GET /report-deliveries') return reportDeliveries;
  if (/^GET \/reports\/(queues|agents)\/calls$/.test(name))
    return reportedCalls(asked.get('kind') === 'abandoned' ? 'abandoned' : 'answered');
  return undefined;
}

function reportedCalls(outcome: 'answered' | 'abandoned') {
  const items = data.history
    .filter(({ direction }) => direction === 'inbound')
    .map((call) => ({
      ...call,
      outcome,
      ...(outcome === 'abandoned' && { talkMs: null, note: '', dispositionCode: null }),
    }));
  return { items, total: items.length, page: 1, pageSize: 30 };
}
