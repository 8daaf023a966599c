import { createHash } from 'node:crypto';
import { createServer } from 'node:http';

/** What mod_xml_curl asked, by field. */
export type DirectoryQuestion = Readonly<Record<string, string>>;

export interface SipDirectory {
  readonly url: string;
  readonly user: string;
  readonly password: string;
  readonly questions: readonly DirectoryQuestion[];
  stop(): Promise<void>;
}

const NOT_FOUND = document('<section name="result"><result status="not found"/></section>');

/** A directory for mod_xml_curl that knows the accounts given (name to password) in one domain. */
export async function startSipDirectory(
  domain: string,
  accounts: Readonly<Record<string, string>>,
): Promise<SipDirectory> {
  const questions: DirectoryQuestion[] = [];
  const credentials = { user: 'switch', password: 'p&<w' };
  const expected = `Basic ${Buffer.from(`${credentials.user}:${credentials.password}`).toString('base64')}`;
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      if (request.headers.authorization !== expected) {
        response.writeHead(401).end();
        return;
      }
      const question = Object.fromEntries(new URLSearchParams(body));
      questions.push(question);
      response.writeHead(200, { 'content-type': 'text/xml' }).end(answer(question, domain, accounts));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => {
        resolve();
      });
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}/directory`, ...credentials, questions, stop };
}

function answer(
  question: DirectoryQuestion,
  domain: string,
  accounts: Readonly<Record<string, string>>,
): string {
  const user = question['user'] ?? '';
  const password = accounts[user];
  if (password === undefined || question['domain'] !== domain) return NOT_FOUND;
  const hash = createHash('md5').update(`${user}:${domain}:${password}`).digest('hex');
  const params = `<params><param name="a1-hash" value="${hash}"/></params>`;
  const entry = `<domain name="${domain}"><user id="${user}">${params}</user></domain>`;
  return document(`<section name="directory">${entry}</section>`);
}

/** The switch reads line by line and drops a line with an XML declaration whole: hence no declaration. */
function document(section: string): string {
  return `<document type="freeswitch/xml">${section}</document>\n`;
}
