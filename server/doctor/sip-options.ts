import { createSocket } from 'node:dgram';
import { lookup } from 'node:dns/promises';
import { randomBytes } from 'node:crypto';

/** Asks a SIP host over UDP whether it is there (RFC 3261 §11). @returns its status, null: no answer in time */
export async function askOptions(
  { host, port }: { readonly host: string; readonly port: number },
  timeoutMs: number,
): Promise<number | null> {
  const { address, family } = await lookup(host);
  const socket = createSocket(family === 6 ? 'udp6' : 'udp4');
  let timer: NodeJS.Timeout | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject);
      // Its own address stands in Via: connecting finds out which one leads there.
      socket.connect(port, address, resolve);
    });
    return await new Promise<number | null>((resolve, reject) => {
      socket.once('error', reject);
      socket.on('message', (message) => {
        const status = /^SIP\/2\.0 (\d{3}) /.exec(message.toString('latin1'))?.[1];
        if (status !== undefined) resolve(Number(status));
      });
      timer = setTimeout(() => resolve(null), timeoutMs);
      socket.send(optionsTo(host, port, socket.address()));
    });
  } finally {
    clearTimeout(timer);
    socket.close();
  }
}

function optionsTo(
  host: string,
  port: number,
  own: { readonly address: string; readonly port: number },
): string {
  const id = randomBytes(8).toString('hex');
  const at = own.address.includes(':') ? `[${own.address}]` : own.address;
  return [
    `OPTIONS sip:${host}:${port} SIP/2.0`,
    `Via: SIP/2.0/UDP ${at}:${own.port};branch=z9hG4bK${id};rport`,
    'Max-Forwards: 70',
    `From: <sip:kiloline@${at}>;tag=${id}`,
    `To: <sip:${host}:${port}>`,
    `Call-ID: ${id}@kiloline`,
    'CSeq: 1 OPTIONS',
    `Contact: <sip:kiloline@${at}:${own.port}>`,
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n');
}
