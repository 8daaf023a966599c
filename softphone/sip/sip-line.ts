import { Registerer, RegistererState, SessionState, type Invitation } from 'sip.js';
import { backoffMs } from '../core/backoff';
import type { LineListener, PhoneLine } from '../phone/phone-line';
import { createSipLeg, type LegMedia, type SipLeg, type TakeOffer } from './sip-leg';
import { createUserAgent, type SipAccount } from './user-agent';

const registrationSeconds = 60;
/** Half of the expiry: two refreshes must fail before the switch forgets us. */
const refreshPercent = 50;
const goodbyeMs = 1000;
/** The switch tells us that the account is wrong or gone; asking again with it is useless. */
const refusals = new Set([401, 403, 404, 407]);

/**
 * One line: a WebSocket, a registration on it, and whatever rings there.
 *
 * Every connection gets a user agent of its own. SIP.js keeps a pending REGISTER for 32 s over a socket that
 * is gone, and the switch sends nothing of the old dialogs to a new socket (sofia-sip#266), so there is
 * nothing worth carrying over; media flows on regardless until the desk says that the call is over.
 */
export interface LineDeps {
  readonly account: SipAccount;
  readonly media: LegMedia;
  readonly takeOffer: TakeOffer;
}

export function createSipLine(deps: LineDeps, listener: LineListener): PhoneLine {
  let stopped = true;
  let attempt = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let connection: Connection | null = null;

  const lost = (from: Connection, refused: boolean): void => {
    if (stopped || from !== connection) return;
    connection = null;
    from.abandon();
    if (refused) {
      stopped = true;
      listener.registration({ name: 'refused' });
      return;
    }
    attempt += 1;
    listener.registration({ name: 'reconnecting', attempt });
    retry = setTimeout(connect, backoffMs(attempt));
  };
  const connect = (): void => {
    clearTimeout(retry);
    const made: Connection = openConnection(deps, {
      registered: () => {
        if (made !== connection) return;
        attempt = 0;
        listener.registration({ name: 'registered' });
      },
      lost: (refused) => lost(made, refused),
      incoming: listener.incoming,
    });
    connection = made;
    made.open();
  };

  return {
    start: () => {
      if (!stopped) return;
      stopped = false;
      attempt = 0;
      listener.registration({ name: 'connecting' });
      connect();
    },
    retryNow: () => {
      if (stopped) return;
      connection?.abandon();
      connection = null;
      listener.registration({ name: 'reconnecting', attempt: Math.max(1, attempt) });
      connect();
    },
    stop: async () => {
      stopped = true;
      clearTimeout(retry);
      const closing = connection;
      connection = null;
      listener.registration({ name: 'off' });
      // A dead socket would keep SIP.js waiting for half a minute.
      await Promise.race([closing?.close(), new Promise((resolve) => setTimeout(resolve, goodbyeMs))]);
    },
  };
}

interface Connection {
  readonly open: () => void;
  /** Gives the socket up without a word: used when it is dead or replaced. */
  readonly abandon: () => void;
  /** Unregisters, then closes. */
  readonly close: () => Promise<void>;
}

interface ConnectionListener {
  readonly registered: () => void;
  readonly lost: (refused: boolean) => void;
  incoming: LineListener['incoming'];
}

function openConnection({ account, media, takeOffer }: LineDeps, listener: ConnectionListener): Connection {
  const legs = new Set<SipLeg>();
  const userAgent = createUserAgent(account, async () => silent(await media.takeMicrophone()));
  const registerer = new Registerer(userAgent, {
    expires: registrationSeconds,
    refreshFrequency: refreshPercent,
    logConfiguration: false,
  });
  userAgent.delegate = {
    onDisconnect: () => listener.lost(false),
    onInvite: (invitation: Invitation) => {
      const leg = createSipLeg(invitation, media, takeOffer);
      legs.add(leg);
      invitation.stateChange.addListener((state) => {
        if (state === SessionState.Terminated) legs.delete(leg);
      });
      ring(invitation, leg, listener);
    },
  };
  registerer.stateChange.addListener((state) => {
    if (state === RegistererState.Registered) listener.registered();
  });

  const register = async (): Promise<void> => {
    await userAgent.start();
    await registerer.register({
      requestDelegate: {
        onReject: (response) => listener.lost(refusals.has(response.message.statusCode ?? 0)),
      },
    });
    // Later refreshes go without a delegate: their failure shows as this change of state alone.
    registerer.stateChange.addListener((state) => {
      if (state === RegistererState.Unregistered) queueMicrotask(() => listener.lost(false));
    });
  };

  return {
    open: () => void register().catch(() => listener.lost(false)),
    abandon: () => {
      userAgent.delegate = undefined;
      for (const leg of legs) leg.lose();
      void userAgent.transport.disconnect().catch(() => undefined);
    },
    close: async () => {
      await registerer.unregister().catch(() => undefined);
      await userAgent.stop().catch(() => undefined);
    },
  };
}

/** A leg may have its path while it rings; whoever answers it is heard from then on. */
function silent(stream: MediaStream): MediaStream {
  for (const track of stream.getTracks()) track.enabled = false;
  return stream;
}

function ring(invitation: Invitation, { leg, follow }: SipLeg, listener: ConnectionListener): void {
  const hears = listener.incoming(leg);
  if (hears) follow(hears);
  else void invitation.reject({ statusCode: 486 }).catch(() => undefined);
}
