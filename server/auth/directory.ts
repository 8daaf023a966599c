/**
 * The answer to mod_xml_curl. FreeSWITCH lets anybody in whose <user> has no <params>, and anybody with any
 * password when the hash is empty (sofia_reg.c:3230, 3327): so there is either a full user or "not found".
 */
import { z } from 'zod';
import { isGuestUser } from './guest-accounts';
import type { SipAccount } from './ports';

/** How long the switch may go on with an answer without asking again (`cacheable`, switch_xml.c:2183). */
const CACHE_MS = 60_000;

/** The part of the 44 posted fields that decides. A field given twice is an array and matches nothing. */
const lookupSchema = z.object({
  section: z.literal('directory'),
  action: z.literal('sip_auth'),
  user: z.string().regex(/^[A-Za-z0-9._-]{1,64}$/),
  domain: z.string(),
  sip_auth_method: z.string().optional(),
  sip_to_user: z.string().optional(),
});

const a1HashSchema = z.string().regex(/^[0-9a-f]{32}$/);

export const notFoundXml = document(
  '  <section name="result">\n    <result status="not found"/>\n  </section>',
);

/** The SIP user this lookup is about; null when it is none of ours. */
export function lookedUpUser(fields: unknown, domain: string): string | null {
  const parsed = lookupSchema.safeParse(fields);
  if (!parsed.success) return null;
  const { user, domain: askedDomain, sip_auth_method: method, sip_to_user: toUser } = parsed.data;
  if (askedDomain !== domain) return null;
  // Own password, somebody else's address: a softphone may register itself only.
  if (method === 'REGISTER' && toUser !== undefined && toUser !== user) return null;
  // Guests call and are not called: to the switch they exist for the moment of an INVITE (seen live: it posts the method).
  if (isGuestUser(user) && method !== 'INVITE') return null;
  return user;
}

export function directoryXml(account: SipAccount, domain: string): string {
  if (!a1HashSchema.safeParse(account.a1Hash).success) return notFoundXml;
  const user = escapeXml(account.sipUser);
  // The switch caches by user whatever the method was: a guest's INVITE would open REGISTER for a minute.
  const cacheable = account.agentId === null ? '' : ` cacheable="${CACHE_MS}"`;
  return document(`  <section name="directory">
    <domain name="${escapeXml(domain)}">
      <user id="${user}"${cacheable}>
        <params>
          <param name="a1-hash" value="${escapeXml(account.a1Hash)}"/>
          <param name="allow-empty-password" value="false"/>
        </params>
      </user>
    </domain>
  </section>`);
}

export interface DirectoryDeps {
  /** SipCredentials.findLive. */
  readonly findAccount: (sipUser: string) => Promise<SipAccount | null>;
  readonly domain: string;
}

export async function answerDirectory(deps: DirectoryDeps, fields: unknown): Promise<string> {
  const user = lookedUpUser(fields, deps.domain);
  const account = user === null ? null : await deps.findAccount(user);
  return account ? directoryXml(account, deps.domain) : notFoundXml;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** For attribute values and text. Characters XML 1.0 cannot hold at all are dropped. */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/[&<>"']/g, (character) => entities[character] ?? '');
}

function document(section: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<document type="freeswitch/xml">\n${section}\n</document>\n`;
}
