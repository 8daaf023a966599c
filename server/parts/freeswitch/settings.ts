import { randomBytes, randomInt } from 'node:crypto';
import { freePorts } from '../free-port';

/** What differs from one start to the next; keep it to start the same switch again at the same addresses. */
export interface SwitchSettings {
  readonly eslPort: number;
  readonly eslPassword: string;
  /** SIP over UDP, carriers. */
  readonly trunkPort: number;
  /** SIP over UDP, other switches of the centre. */
  readonly linkPort: number;
  /** SIP over UDP that sofia opens for the browsers' profile; unused. */
  readonly webrtcSipPort: number;
  readonly wsPort: number;
  readonly wssPort: number;
  /** Even; two ports for each leg. */
  readonly rtpStartPort: number;
  readonly rtpEndPort: number;
}

/** Below Linux' ephemeral ports (32768 and up), so that outgoing connections never take one. */
const RTP_LOWEST = 16_384;
const RTP_HIGHEST = 32_766;

/** Free ports and a random secret. @param rtpPorts how many media ports, two for each leg */
export async function chooseSettings(rtpPorts = 4000): Promise<SwitchSettings> {
  const [eslPort, trunkPort, linkPort, webrtcSipPort, wsPort, wssPort] = (await freePorts([
    'tcp',
    'udp',
    'udp',
    'udp',
    'tcp',
    'tcp',
  ])) as [number, number, number, number, number, number];
  const span = Math.min(rtpPorts, RTP_HIGHEST - RTP_LOWEST);
  const rtpStartPort = RTP_LOWEST + 2 * randomInt(0, (RTP_HIGHEST - RTP_LOWEST - span) / 2 + 1);
  return {
    eslPort,
    eslPassword: randomBytes(24).toString('hex'),
    trunkPort,
    linkPort,
    webrtcSipPort,
    wsPort,
    wssPort,
    rtpStartPort,
    rtpEndPort: rtpStartPort + span,
  };
}
