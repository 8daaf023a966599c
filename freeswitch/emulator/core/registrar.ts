import { createHash } from 'node:crypto';
import type { SipStackEvents } from '../ports';
import type { EventBus } from './events/event-bus';
import type { Header } from './events/fired-event';

type Registered = Parameters<SipStackEvents['onRegistered']>[0];
type Unregistered = Parameters<SipStackEvents['onUnregistered']>[0];

/**
 * Tells of sign-ons as mod_sofia does. The ports name a registration by its contact, the events by the Call-ID of
 * its REGISTER: one is made from the other, so that the end of an older registration is told from a newer one.
 */
export class Registrar {
  constructor(
    private readonly bus: EventBus,
    private readonly domain: string,
  ) {}

  registered(facts: Registered): void {
    const { user, remote } = facts;
    const callId = registrationId(user, facts.contact);
    this.bus.fire('sofia::register', [
      ...this.who(user),
      ['presence-hosts', 'n/a'],
      ['contact', `"" <${facts.contact}>`],
      ['call-id', callId],
      ['rpid', 'unknown'],
      ['status', remote.transport === 'ws' ? 'Registered(WS-NAT)' : 'Registered(UDP)'],
      ['expires', String(facts.expires)],
      ['to-user', user],
      ['to-host', this.domain],
      ['network-ip', remote.host],
      ['network-port', String(remote.port)],
      ['username', user],
      ['realm', this.domain],
      ['user-agent', facts.userAgent === '' ? 'unknown' : facts.userAgent],
      ['sip_number_alias', user],
      ['sip_auth_username', user],
      ['sip_auth_realm', this.domain],
      ['number_alias', user],
      ['user_name', user],
      ['domain_name', this.domain],
    ]);
  }

  unregistered(facts: Unregistered): void {
    this.bus.fire('sofia::unregister', [
      ...this.who(facts.user),
      ['call-id', registrationId(facts.user, facts.contact)],
      ['rpid', 'unknown'],
      ['reason', facts.reason],
    ]);
  }

  failed(facts: { readonly user: string; readonly remote: { readonly host: string } }): void {
    this.bus.fire('sofia::register_failure', [
      ['profile-name', 'webrtc'],
      ['to-user', facts.user],
      ['to-host', this.domain],
      ['network-ip', facts.remote.host],
      ['registration-type', 'REGISTER'],
    ]);
  }

  private who(user: string): Header[] {
    return [
      ['profile-name', 'webrtc'],
      ['from-user', user],
      ['from-host', this.domain],
    ];
  }
}

export const registrationId = (user: string, contact: string): string =>
  createHash('sha256').update(`${user}\n${contact}`).digest('hex').slice(0, 16);
