import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { freePort } from '../../server/parts';
import { requirement } from './requirements';

export interface SippCall {
  /** A file of tests/support/sipp, without .xml. */
  readonly scenario: string;
  readonly target: { readonly host: string; readonly port: number };
  readonly dialedNumber: string;
  readonly callerNumber?: string;
  /** Where SIPp may write its logs. */
  readonly dir: string;
  readonly timeoutSeconds: number;
}

export interface SippResult {
  /** 0 = every call went as the scenario says. */
  readonly status: number;
  readonly output: string;
}

/** Places one call with SIPp and waits for its end. */
export async function runSipp(call: SippCall): Promise<SippResult> {
  const [port, mediaPort] = [await freePort('udp'), await freePort('udp')];
  const options: Record<string, string> = {
    '-sf': join(__dirname, 'sipp', `${call.scenario}.xml`),
    '-s': call.dialedNumber,
    '-i': '127.0.0.1',
    '-p': String(port),
    '-mi': '127.0.0.1',
    '-mp': String(mediaPort),
    '-m': '1',
    '-timeout': `${call.timeoutSeconds}s`,
  };
  const args = [
    `${call.target.host}:${call.target.port}`,
    ...Object.entries(options).flat(),
    ...['-key', 'caller', call.callerNumber ?? '13800000001'],
    ...['-nostdin', '-timeout_error', '-trace_err'],
  ];
  const child = spawn(requirement('sipp'), args, { cwd: call.dir, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (output = (output + chunk.toString()).slice(-20_000)));
  }
  // SIPp keeps its own time; this only guards against a SIPp that hangs.
  const guard = setTimeout(() => child.kill('SIGKILL'), (call.timeoutSeconds + 5) * 1000);
  return new Promise((resolve) => {
    child.once('close', (status) => {
      clearTimeout(guard);
      resolve({ status: status ?? -1, output });
    });
  });
}
