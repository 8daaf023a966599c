import { UserAgent } from 'sip.js';
import { defaultSessionDescriptionHandlerFactory } from 'sip.js/lib/platform/web/session-description-handler/session-description-handler-factory-default.js';

export interface SipAccount {
  readonly uri: string;
  readonly user: string;
  readonly password: string;
  readonly webSocketUrl: string;
  /** Shown to whoever is called; SIP.js puts it between quotes as it is. */
  readonly displayName?: string;
}

const connectTimeoutSeconds = 8;

/** One WebSocket with one account on it. */
export function createUserAgent(account: SipAccount, takeMicrophone: () => Promise<MediaStream>): UserAgent {
  const uri = UserAgent.makeURI(account.uri);
  if (!uri) throw new Error('The phone account has no usable address.');
  return new UserAgent({
    uri,
    ...(account.displayName ? { displayName: account.displayName } : {}),
    authorizationUsername: account.user,
    authorizationPassword: account.password,
    transportOptions: {
      server: account.webSocketUrl,
      keepAliveInterval: 25,
      connectionTimeout: connectTimeoutSeconds,
    },
    // The server's offer deadline decides how long a call rings, so this only has to be longer.
    noAnswerTimeout: 300,
    // SIP.js would log to the console; messages hold numbers and SDP, which belong in no log.
    logBuiltinEnabled: false,
    logConfiguration: false,
    sessionDescriptionHandlerFactory: defaultSessionDescriptionHandlerFactory(() => takeMicrophone()),
    sessionDescriptionHandlerFactoryOptions: {
      iceGatheringTimeout: 300,
      // The default asks a public STUN server; the switch learns our address from its own checks.
      peerConnectionConfiguration: { iceServers: [] },
    },
  });
}
