import type { SessionDescriptionHandler } from 'sip.js/lib/platform/web/session-description-handler/session-description-handler.js';
import type { QualitySample } from '../desk/call-quality';
import { qualitySample } from '../media/quality-sample';

/** Where a leg's sound goes. */
export interface Loudspeaker {
  readonly playRemote: (stream: MediaStream) => void;
}

const KEY_MS = 160;
const KEY_GAP_MS = 70;

/**
 * insertDTMF replaces what is still to be sent (WebRTC §7.2), and SIP.js passes it on as it is: keys pressed faster than
 * they are sent would be lost. What waits goes out first.
 */
export function sendKey(connection: RTCPeerConnection | undefined, key: string): boolean {
  const sender = connection?.getSenders().find((each) => each.dtmf)?.dtmf;
  if (!sender?.canInsertDTMF) return false;
  sender.insertDTMF(sender.toneBuffer + key, KEY_MS, KEY_GAP_MS);
  return true;
}

/** null when the connection is gone. */
export async function sampleOf(connection: RTCPeerConnection | undefined): Promise<QualitySample | null> {
  if (!connection || connection.connectionState === 'closed') return null;
  const report = await connection.getStats().catch(() => null);
  return report && qualitySample(statsOf(report), performance.now());
}

function statsOf(report: RTCStatsReport): Parameters<typeof qualitySample>[0] {
  const all: unknown[] = [];
  report.forEach((stat) => all.push(stat));
  return all as Parameters<typeof qualitySample>[0];
}

/** Packets are found to be missing after some seconds; a moment later they are taken for lost. */
const graceMs = 1000;

/** Plays the far side as soon as its track is there, without waiting for the ACK; reports a path that died. */
export function watchMedia(
  handler: SessionDescriptionHandler,
  loudspeaker: Loudspeaker,
  failed: () => void,
): void {
  handler.peerConnectionDelegate = {
    ontrack: () => loudspeaker.playRemote(handler.remoteMediaStream),
    onconnectionstatechange: () => {
      const state = () => handler.peerConnection?.connectionState;
      if (state() === 'failed') failed();
      if (state() === 'disconnected') setTimeout(() => state() === 'disconnected' && failed(), graceMs);
    },
  };
}
