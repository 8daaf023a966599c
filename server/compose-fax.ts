import { join, resolve } from 'node:path';
import type { Database } from '../db';
import type { CallStore } from './calls/call-store';
import type { FaxSwitch } from './calls/fax-switch';
import { dialPolicyOf, type Env } from './config/env';
import { createFaxRenderer } from './connectors/fax-renderer';
import { createFaxSpool, whyNotSpool } from './connectors/fax-spool';
import type { FaxToolName, FaxTools } from './connectors/fax-tools';
import { callId as toCallId, customerId as toCustomerId } from './contract/ids';
import type { FaxView } from './contract/fax';
import { OperationalError, UserError } from './errors';
import type { EventStream } from './events/event-stream';
import { FaxLines } from './fax/fax-lines';
import { FaxService, type InformationDocuments } from './fax/fax.service';
import { defaultRetryPolicy } from './fax/retry-policy';
import { faxRoutes } from './http/routes/fax-routes';
import type { Route } from './http';
import type { Logger } from './logging';
import { findExecutable } from './parts/find-executable';
import { runCommand } from './parts/run-command';
import { installCommand, type SystemPackage } from './parts/system-packages';
import { every } from './periodic';
import type { LastingJobs } from './scheduling/lasting-jobs';
import type { FaxSending } from './selfservice/ports';
import type { TicketService } from './tickets/ticket-service';

export interface FaxInput {
  readonly env: Env;
  readonly database: Pick<Database, 'faxes' | 'informationItems'>;
  readonly calls: Pick<CallStore, 'get'>;
  readonly events: Pick<EventStream, 'append'>;
  readonly jobs: LastingJobs;
  readonly tickets: Pick<TicketService, 'create'>;
  /** Asked when they are needed: they are built after this. */
  readonly switches: () => readonly FaxSwitch[];
  readonly logger: Logger;
}

export interface FaxRoom {
  readonly service: FaxService;
  /** Told of faxes by the switches. */
  readonly lines: FaxLines;
  /** What flows ask. */
  readonly sending: FaxSending;
  readonly routes: readonly Route[];
  /** Answers with the stop. */
  start(): () => Promise<void>;
}

/** Lost jobs and unheard ends are made good after this at the latest. */
const TICK_MS = 10_000;

export function composeFax(input: FaxInput): FaxRoom {
  const { env, database, switches, logger } = input;
  const spoolDir = resolve(env.FAX_SPOOL_DIR ?? join(env.KILOLINE_RUN_DIR, 'fax'));
  const shared = { store: database.faxes, switches, now: Date.now, logger };
  const lines: FaxLines = new FaxLines({
    ...shared,
    spool: createFaxSpool(spoolDir),
    settings: {
      lines: env.FAX_LINES,
      header: env.FAX_HEADER,
      ident: env.OUTBOUND_CALLER_NUMBER,
      callerNumber: env.OUTBOUND_CALLER_NUMBER,
      ringTimeoutS: env.OUTBOUND_RING_TIMEOUT_S,
      allowT38: env.FAX_T38,
      retryPolicy: defaultRetryPolicy,
    },
    onSettled: (settled) => service.onSettled(settled),
  });
  const service: FaxService = new FaxService({
    ...shared,
    lines,
    renderer: createFaxRenderer({ tools }),
    information: informationDocuments(database.informationItems),
    jobs: input.jobs,
    events: input.events,
    onGivenUp: (fax) => makeTask(fax, input.tickets),
    settings: {
      policy: dialPolicyOf(env),
      hasTrunk: env.TRUNK_PROXY !== undefined,
      lines: env.FAX_LINES,
      offBecause: whyNotSpool(spoolDir),
    },
  });
  return {
    service,
    lines,
    sending: faxSending(service, input.calls),
    routes: faxRoutes(service),
    start: () => {
      service.start().catch((error: unknown) => logger.warn({ err: error }, 'waiting faxes not planned yet'));
      return every(TICK_MS, 'faxes', () => service.tick(), logger);
    },
  };
}

const PACKAGES: Readonly<Record<FaxToolName, SystemPackage>> = {
  ghostscript: { 'apt-get': ['ghostscript'], dnf: ['ghostscript'], brew: ['ghostscript'] },
  'tiff-tools': { 'apt-get': ['libtiff-tools'], dnf: ['libtiff-tools'], brew: ['libtiff'] },
  'chinese-font': {
    'apt-get': ['fonts-wqy-microhei'],
    dnf: ['wqy-microhei-fonts'],
    brew: ['font-noto-sans-cjk-sc'],
  },
};

const tools: FaxTools = {
  run: runCommand,
  find: (name) => findExecutable([name]),
  howToInstall: (what) => installCommand(PACKAGES[what]),
};

const informationDocuments = (items: Database['informationItems']): InformationDocuments => ({
  find: async (itemId, language) => {
    const item = await items.get(itemId);
    const key = language === 'en-US' ? 'en-US' : 'zh-CN';
    const text = item?.texts[key];
    return text === undefined ? null : { title: item?.titles[key] ?? '', text };
  },
});

/** `to` is a number, or 'this-call': the caller has pressed start at the machine he calls from. */
const faxSending = (service: FaxService, calls: Pick<CallStore, 'get'>): FaxSending => ({
  send: async ({ requestId, callId, customerId, to, itemId, language }) => {
    const order = {
      document: { kind: 'information' as const, itemId, language },
      requestedBy: 'call',
      requestId: `flow/${requestId}`,
      callId,
      customerId: customerId ?? undefined,
    };
    try {
      if (to !== 'this-call') {
        await service.send(to, order);
        return 'queued';
      }
      const call = await calls.get(toCallId(callId));
      if (!call) return 'refused';
      const leg = { switchId: call.switchId, legId: call.customerLegId };
      return (await service.sendOnCall(leg, order)) === 'sent' ? 'queued' : 'refused';
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      if (error.code !== 'not-reachable' && error.code !== 'no-trunk') return 'refused';
      // To the caller that is a machine that is away, whoever is to blame.
      throw new OperationalError('switch-unavailable', error.message, { cause: error, retryable: false });
    }
  },
});

/** Somebody calls the customer, corrects the number or posts the document. */
async function makeTask(fax: FaxView, tickets: Pick<TicketService, 'create'>): Promise<void> {
  await tickets.create({
    type: 'fax',
    requestId: `fax/${fax.faxId}`,
    createdBy: { kind: 'system', id: 'fax' },
    callId: fax.callId === null ? null : toCallId(fax.callId),
    customerId: fax.customerId === null ? null : toCustomerId(fax.customerId),
    contactNumber: fax.to,
    subject: fax.title,
    text: `${fax.attempts} × ${fax.lastOutcome ?? ''}`,
    fields: { item: fax.title, ...(fax.to === null ? {} : { faxNumber: fax.to }) },
    recordingId: fax.faxId,
  });
}
