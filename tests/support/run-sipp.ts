import { startSipp } from './start-sipp';

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
  const { scenario, target, dialedNumber, callerNumber = '13800000001', dir, timeoutSeconds } = call;
  const sipp = await startSipp({
    ...{ scenario, dir, timeoutSeconds },
    args: [`${target.host}:${target.port}`, '-s', dialedNumber, '-m', '1', '-key', 'caller', callerNumber],
  });
  // SIPp keeps its own time; this only guards against a SIPp that hangs.
  const guard = setTimeout(() => void sipp.stop(), (timeoutSeconds + 5) * 1000);
  const status = await sipp.ended;
  clearTimeout(guard);
  return { status, output: sipp.output() };
}
