import { describeError, OperationalError } from '../../../server/errors';
import { createLogger, type Logger } from '../../../server/logging';
import type { OutgoingCall, OutgoingCallRequest, SipStack, SipStackEvents, SipStackOptions } from '../ports';
import { Admission, createAddressList } from './admission';
import type { CallContext } from './calls/call-context';
import { DialogRegistry } from './calls/dialog-registry';
import { OutgoingInvite } from './calls/outgoing-call';
import type { Report } from './calls/signal';
import { escapeUser, hostPort } from './message/uri';
import { parseMessage } from './message/parse';
import { planInvite } from './outgoing-invite';
import { Authenticator } from './registration/authenticator';
import { Bindings } from './registration/bindings';
import { Registrar } from './registration/registrar';
import { Router } from './router';
import { TransactionLayer } from './transactions/transaction-layer';
import type { Flow, Transport, TransportListener } from './transports/flow';
import { openUdp, type UdpTransport } from './transports/udp';
import { UnreachableProbe } from './transports/unreachable-probe';
import { openWebSocket } from './transports/websocket';

export interface SipStackSettings extends SipStackOptions {
  readonly logger?: Logger;
  /** Accounts that may place calls themselves, as guests will. Default: none. */
  readonly mayDial?: (user: string, number: string) => boolean;
  readonly now?: () => number;
}

/** The stack with what a test watches for leaks. */
export interface RunningSipStack extends SipStack {
  /** Transactions, calls, nonces, probes and registrations that are remembered right now. */
  readonly size: number;
}

/** Opens both ports and serves them. Port 0: any free one. @throws OperationalError part-failed */
export async function createSipStack(settings: SipStackSettings): Promise<RunningSipStack> {
  const core = new StackCore(settings);
  const udp = await openUdp(settings.address, settings.trunkPort, core);
  try {
    const ws = await openWebSocket(settings.address, settings.wsPort, core);
    return new Stack(core, udp, ws);
  } catch (error) {
    await udp.stop();
    throw error;
  }
}

/** Everything between the transports and the events. */
class StackCore implements TransportListener {
  readonly bindings: Bindings;
  readonly context: CallContext;
  readonly #authenticator: Authenticator;
  readonly #logger: Logger;
  #isStopped = false;

  constructor(readonly settings: SipStackSettings) {
    const { domain, lookUpA1Hash, now = Date.now } = settings;
    this.#logger = settings.logger ?? createLogger({ level: 'silent', pretty: false });
    const report: Report = (error) => this.onError(error);
    const events = guard(settings.events, report);
    this.bindings = new Bindings(events, now);
    this.#authenticator = new Authenticator({ domain, lookUpA1Hash, logger: this.#logger, now });
    const authenticator = this.#authenticator;
    const router = new Router({
      context: () => this.context,
      admission: new Admission(createAddressList(settings.trunkAllow), now),
      authenticator,
      registrar: new Registrar({ domain, authenticator, bindings: this.bindings, events, now }),
      events: settings.events,
      mayDial: settings.mayDial ?? (() => false),
    });
    this.context = { layer: new TransactionLayer(router), dialogs: new DialogRegistry(), report };
  }

  get size(): number {
    const { layer, dialogs } = this.context;
    return layer.size + dialogs.size + this.#authenticator.size + this.bindings.all().length;
  }

  onMessage(data: Buffer, flow: Flow): void {
    if (this.#isStopped) return;
    // Whatever a stranger sends, the switch goes on.
    try {
      const parsed = parseMessage(data);
      if (parsed) this.context.layer.receive(parsed, flow);
    } catch (error) {
      this.onError(error);
    }
  }

  onClose(flow: Flow): void {
    if (this.#isStopped) return;
    this.bindings.flowClosed(flow);
    this.context.layer.flowClosed(flow);
    this.context.dialogs.flowClosed(flow);
  }

  onError(error: unknown): void {
    this.#logger.error({ reason: describeError(error) }, 'sip fault');
  }

  stop(): void {
    this.context.dialogs.stop();
    this.#isStopped = true;
    this.bindings.stop();
    this.context.layer.stop();
  }
}

class Stack implements RunningSipStack {
  readonly #probe = new UnreachableProbe();

  constructor(
    private readonly core: StackCore,
    private readonly udp: UdpTransport,
    private readonly webSocket: Transport,
  ) {}

  get trunk() {
    return this.udp.local;
  }
  get ws() {
    return this.webSocket.local;
  }
  get size(): number {
    return this.core.size + this.#probe.size;
  }

  call(request: OutgoingCallRequest): OutgoingCall {
    const { target } = request;
    if (target.kind === 'registered') return this.#callSoftphone(request, target.user);
    const flow = this.udp.flowTo(target.host, target.port);
    const uri = `sip:${escapeUser(target.user)}@${hostPort(target.host, target.port)}`;
    const call = this.#invite(request, flow, { uri, to: uri, fromHost: this.udp.local.host });
    const unwatch = this.#probe.watch(target.host, target.port, () => call.unreachable());
    call.onRinging(unwatch);
    call.onAnswered(unwatch);
    call.onFailed(unwatch);
    return call;
  }

  isRegistered(user: string): boolean {
    return this.core.bindings.of(user).length > 0;
  }

  registrations(): ReturnType<SipStack['registrations']> {
    return this.core.bindings.all().map(({ user, contact, flow, expiresAt }) => {
      return { user, contact, remote: flow.remote, expiresAt };
    });
  }

  async stop(): Promise<void> {
    this.core.stop();
    this.#probe.stop();
    await Promise.all([this.udp.stop(), this.webSocket.stop()]);
  }

  /** Of several registrations the newest: after a reload the older one is the page that is gone. */
  #callSoftphone(request: OutgoingCallRequest, user: string): OutgoingCall {
    const binding = this.core.bindings.of(user).findLast(({ flow }) => flow.isOpen);
    if (!binding) {
      throw new OperationalError('switch-refused', 'The softphone is not registered', { details: { user } });
    }
    const { domain } = this.core.settings;
    const to = `sip:${escapeUser(user)}@${domain}`;
    return this.#invite(request, binding.flow, { uri: binding.contact, to, fromHost: domain });
  }

  #invite(request: OutgoingCallRequest, flow: Flow, place: Parameters<typeof planInvite>[2]): OutgoingInvite {
    const plan = planInvite(request, flow, place);
    return new OutgoingInvite(this.core.context, plan.request, flow, plan);
  }
}

/** A fault in a listener is its own: the registration or the call it hears of stands. */
function guard(events: SipStackEvents, report: Report): SipStackEvents {
  const safely =
    <Facts>(listener: (facts: Facts) => void) =>
    (facts: Facts) => {
      try {
        listener(facts);
      } catch (error) {
        report(error);
      }
    };
  return {
    onCall: safely((call) => events.onCall(call)),
    onRegistered: safely((facts) => events.onRegistered(facts)),
    onUnregistered: safely((facts) => events.onUnregistered(facts)),
    onRegisterFailed: safely((facts) => events.onRegisterFailed(facts)),
  };
}
