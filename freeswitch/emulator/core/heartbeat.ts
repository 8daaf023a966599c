import { LIKE_VERSION } from './events/identity';
import type { SwitchContext } from './switch-context';
import { uptimeText } from './uptime';

/** Like event-heartbeat-interval in freeswitch/conf/autoload_configs/switch.conf.xml. */
const EVERY_MS = 5000;

/** @returns stop */
export function startHeartbeat(context: SwitchContext): () => void {
  const timer = setInterval(() => {
    beat(context);
  }, EVERY_MS);
  return () => {
    clearInterval(timer);
  };
}

function beat({ bus, sessions, identity, now, maxSessions, sessionsPerSecond }: SwitchContext): void {
  const upMs = now() - identity.startedAt;
  const { sinceStartup, peak } = sessions.counts;
  bus.fire('HEARTBEAT', [
    ['Event-Info', 'System Ready'],
    ['Up-Time', uptimeText(upMs)],
    ['FreeSWITCH-Version', `${LIKE_VERSION}-kiloline-embedded`],
    ['Uptime-msec', String(Math.round(upMs))],
    ['Session-Count', String(sessions.size)],
    ['Max-Sessions', String(maxSessions)],
    ['Session-Per-Sec', String(sessionsPerSecond)],
    ['Session-Per-Sec-Last', '0'],
    ['Session-Per-Sec-Max', '0'],
    ['Session-Per-Sec-FiveMin', '0'],
    ['Session-Since-Startup', String(sinceStartup)],
    ['Session-Peak-Max', String(peak)],
    ['Session-Peak-FiveMin', String(peak)],
    ['Idle-CPU', '100.000000'],
  ]);
}
