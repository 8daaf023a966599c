import { join } from 'node:path';
import type { AppCall } from './sessions/session';

/** What a context runs for a number; null = there is no such context or number. */
export type Dialplan = (context: string, destination: string, uuid: string) => readonly AppCall[] | null;

export interface DialplanOptions {
  readonly soundsDir: string;
  /** Seconds until an unclaimed call goes to the overflow. */
  readonly guardSeconds: number;
}

const app = (name: string, data = ''): AppCall => ({ name, data });

/**
 * freeswitch/conf/dialplan in code: the same contexts and actions in the same order. tests/unit/emulator/core
 * compares them with the XML, so that neither changes alone.
 */
export function makeDialplan(options: DialplanOptions): Dialplan {
  const linesBusy = (language: string) => join(options.soundsDir, language, 'lines-busy.wav');
  const callerArrives = (uuid: string, ...more: readonly AppCall[]) => [
    app('set', `presence_data=kl;r=customer;c=${uuid}`),
    app('set', 'kiloline_role=customer'),
    app('set', 'park_after_bridge=true'),
    app('set', 'hangup_after_bridge=false'),
    app('set', 'playback_terminators=none'),
    ...more,
    app('sched_transfer', `+${options.guardSeconds} fallback XML overflow`),
    app('park'),
  ];
  const overflow = [
    app('set', 'park_after_bridge=false'),
    app('answer'),
    app('playback', linesBusy('zh-CN')),
    app('playback', linesBusy('en-US')),
    app('hangup', 'NORMAL_CLEARING'),
  ];
  const echo = [app('sched_hangup', '+10 NORMAL_CLEARING'), app('answer'), app('echo')];
  const refused = [
    app('set', 'kiloline_role=agent'),
    app('respond', '403 Forbidden'),
    app('hangup', 'CALL_REJECTED'),
  ];
  return (context, destination, uuid) => {
    switch (context) {
      case 'trunk-in':
        return callerArrives(uuid);
      case 'overflow':
        return destination === 'fallback' ? overflow : null;
      case 'webrtc':
        // Who may dial what, sip/router.ts has asked already.
        if (destination === 'echo') return echo;
        return destination === '1000' ? callerArrives(uuid, app('set', 'media_timeout=20000')) : refused;
      default:
        return null;
    }
  };
}
