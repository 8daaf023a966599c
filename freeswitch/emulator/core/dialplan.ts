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
  const prompt = (language: string) => join(options.soundsDir, language, '12.wav');
  return (context, destination, uuid) => {
    switch (context) {
      case 'trunk-in':
        return [
          app('set', `presence_data=kl;r=customer;c=${uuid}`),
          app('set', 'kiloline_role=customer'),
          app('set', 'park_after_bridge=true'),
          app('set', 'hangup_after_bridge=false'),
          app('set', 'playback_terminators=none'),
          app('sched_transfer', `+${options.guardSeconds} fallback XML overflow`),
          app('park'),
        ];
      case 'overflow':
        if (destination !== 'fallback') return null;
        return [
          app('set', 'park_after_bridge=false'),
          app('answer'),
          app('playback', prompt('zh-CN')),
          app('playback', prompt('en-US')),
          app('hangup', 'NORMAL_CLEARING'),
        ];
      case 'webrtc':
        // Only guests come so far: sip/router.ts turns away everybody else who dials.
        if (destination === '1000') {
          return [
            app('set', `presence_data=kl;r=customer;c=${uuid}`),
            app('set', 'kiloline_role=customer'),
            app('set', 'park_after_bridge=true'),
            app('set', 'hangup_after_bridge=false'),
            app('set', 'playback_terminators=none'),
            app('set', 'media_timeout=20000'),
            app('sched_transfer', `+${options.guardSeconds} fallback XML overflow`),
            app('park'),
          ];
        }
        return [
          app('set', 'kiloline_role=agent'),
          app('respond', '403 Forbidden'),
          app('hangup', 'CALL_REJECTED'),
        ];
      default:
        return null;
    }
  };
}
