import { z } from 'zod';
import { readinessSchema } from '../contract/readiness';
import { describeError } from '../errors';
import { fail, note, ok, warn, type Finding } from './finding';

const TIMEOUT_MS = 5000;
type Readiness = z.output<typeof readinessSchema>;

/** The running server, as load balancers and Prometheus see it. @param token KILOLINE_METRICS_TOKEN */
export async function examineCentre(url: string, token: string | undefined): Promise<readonly Finding[]> {
  const get = (path: string): Promise<Response> =>
    fetch(`${url}${path}`, {
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    });
  let ready: Response;
  try {
    ready = await get('/readyz');
  } catch {
    return [note('server', `none answers at ${url}: what follows from a running one is not examined`)];
  }
  try {
    const said = readinessSchema.parse(await ready.json());
    const metrics = await get('/metrics');
    return [...judgeReadiness(said), ...(metrics.ok ? judgeMetrics(await metrics.text()) : [])];
  } catch (error) {
    return [
      fail('server', `${url} is no Kiloline of this release: ${describeError(error)}`, 'See KILOLINE_PORT.'),
    ];
  }
}

export function judgeReadiness({ status, database, redis, switches }: Readiness): readonly Finding[] {
  return [
    status === 'ready'
      ? ok('server', 'is ready')
      : fail('server', 'is not ready', 'What it waits for is named below; its log says why.'),
    ...[
      { about: 'its database', ...database },
      { about: 'its Redis', ...redis },
    ].map(({ about, address, state }) =>
      state === 'up'
        ? ok(about, address)
        : fail(about, `${address} is away`, 'Start it; the server returns by itself.'),
    ),
    ...switches.map(({ id, address, state }) => {
      const where = `${address}: ${state}`;
      return state === 'down'
        ? fail(
            `its switch ${id}`,
            where,
            'Start it; calls arrive again as soon as the server has reached it.',
          )
        : ok(`its switch ${id}`, where);
    }),
  ];
}

/** Counters that should stand still. */
export function judgeMetrics(text: string): readonly Finding[] {
  const sum = (name: string, label = ''): number =>
    [...text.matchAll(new RegExp(`^${name}\\{([^}]*)\\} (\\S+)$`, 'gm'))]
      .filter(([, labels]) => labels?.includes(label))
      .reduce((total, [, , value]) => total + Number(value), 0);
  const repairs = sum('kiloline_repairs_total', 'when="round"');
  const faults = sum('kiloline_recording_faults_total');
  return [
    repairs === 0
      ? ok('repairs', 'none was needed without a gap in the events')
      : warn(
          'repairs',
          `${repairs} without a gap in the events since the server began`,
          'Each stands in the log as "repair" with its call: something was lost. Please report it.',
        ),
    faults === 0
      ? ok('recordings', 'none broke off')
      : warn(
          'recordings',
          `${faults} broke off since the server began`,
          'Look at the disk, and for "recording" in the log.',
        ),
  ];
}
