import type { QualitySample } from '../desk/call-quality';

/** As much of RTCStats as is read; lib.dom leaves most of it out. */
interface Stat {
  readonly type: string;
  readonly kind?: string;
  readonly packetsReceived?: number;
  readonly packetsLost?: number;
  readonly jitter?: number;
  readonly roundTripTime?: number;
  readonly currentRoundTripTime?: number;
  readonly nominated?: boolean;
  readonly audioLevel?: number;
}

/** null while nothing has arrived. */
export function qualitySample(stats: Iterable<Stat>, at: number): QualitySample | null {
  let inbound: Stat | undefined;
  let farReport: Stat | undefined;
  let pair: Stat | undefined;
  let microphone: number | null = null;
  for (const stat of stats) {
    if (stat.type === 'inbound-rtp' && stat.kind === 'audio') inbound = stat;
    if (stat.type === 'remote-inbound-rtp') farReport = stat;
    if (stat.type === 'candidate-pair' && stat.nominated === true) pair = stat;
    if (stat.type === 'media-source' && stat.kind === 'audio') microphone = stat.audioLevel ?? null;
  }
  if (inbound?.packetsReceived === undefined) return null;
  const roundTrip = farReport?.roundTripTime ?? pair?.currentRoundTripTime;
  return {
    at,
    received: inbound.packetsReceived,
    lost: Math.max(0, inbound.packetsLost ?? 0),
    jitterMs: (inbound.jitter ?? 0) * 1000,
    roundTripMs: roundTrip === undefined ? null : roundTrip * 1000,
    microphone,
    heard: inbound.audioLevel ?? null,
  };
}
