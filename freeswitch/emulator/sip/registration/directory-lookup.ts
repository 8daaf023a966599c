import { OperationalError, UnexpectedError } from '../../../../server/errors';
import type { A1HashLookup } from '../../ports';

/** As in the directory binding of xml_curl.conf.xml. */
const TIMEOUT_MS = 3000;
const MAX_ANSWER = 65_536;

export interface DirectoryAddress {
  readonly url: string;
  readonly user: string;
  readonly password: string;
}

/** Asks the server for an agent's SIP secret with the fields of mod_xml_curl that it reads (server/auth/directory.ts). */
export function createDirectoryLookup(directory: DirectoryAddress): A1HashLookup {
  const credentials = Buffer.from(`${directory.user}:${directory.password}`).toString('base64');
  return async (user, domain, facts) => {
    const question = new URLSearchParams({
      section: 'directory',
      action: 'sip_auth',
      user,
      domain,
      sip_auth_method: facts.method,
      // A softphone registers itself only; the registrar compares the two afterwards.
      sip_to_user: user,
      ip: facts.ip,
      sip_user_agent: facts.userAgent,
    });
    const answer = await ask(directory.url, `Basic ${credentials}`, question);
    return readA1Hash(answer, user);
  };
}

async function ask(url: string, authorization: string, body: URLSearchParams): Promise<string> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { authorization },
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = await response.text();
    if (response.ok && text.length <= MAX_ANSWER) return text;
    throw new OperationalError('part-failed', 'The directory refused a lookup', {
      details: { status: response.status },
    });
  } catch (error) {
    if (error instanceof OperationalError) throw error;
    throw new OperationalError('part-failed', 'The directory does not answer', { cause: error });
  }
}

/**
 * The hash out of the XML; null for "not found".
 * @throws UnexpectedError unparsable for a user without a hash: FreeSWITCH would let anybody in (sofia_reg.c:3230)
 */
export function readA1Hash(xml: string, user: string): string | null {
  if (/<result\s+status="not found"\s*\/>/.test(xml)) return null;
  const entry = /<user\s[^>]*\bid="([^"]*)"[^>]*>([\s\S]*?)<\/user>/.exec(xml);
  const hash = /<param\s+name="a1-hash"\s+value="([0-9a-f]{32})"\s*\/>/.exec(entry?.[2] ?? '')?.[1];
  if (hash === undefined || unescapeXml(entry?.[1] ?? '') !== user) {
    throw new UnexpectedError('unparsable', 'The directory answered without a usable user');
  }
  return hash;
}

const unescapeXml = (text: string): string =>
  text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'")
    .replace(/&amp;/g, '&');
