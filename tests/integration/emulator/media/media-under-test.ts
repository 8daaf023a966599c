import type { FrameSource, MediaLeg } from '../../../../freeswitch/emulator/ports';
import { createMedia, type Media } from '../../../../freeswitch/emulator/media/factory';
import { strongestTone, type HeardTone } from '../../../support/tone';

/** A media layer whose complaints are kept. */
export function openMedia(streams: Record<string, string> = {}): { media: Media; complaints: string[] } {
  const complaints: string[] = [];
  const media = createMedia({
    address: '127.0.0.1',
    rtpPorts: { first: 31_000 + (process.pid % 500) * 20, last: 31_399 + (process.pid % 500) * 20 },
    streams,
    report: (what, error) => complaints.push(`${what}: ${String(error)}`),
  });
  return { media, complaints };
}

export const tone = (media: Media, hertz: number): FrameSource =>
  media.openSource(`tone_stream://%(1000,0,${hertz});loops=-1`);

/** Keeps the newest second of what comes from the far party. */
export function listen(leg: MediaLeg): { tone(): HeardTone | null; readonly frames: number } {
  const kept = new Float32Array(8000);
  let frames = 0;
  leg.onFrame((frame) => {
    frames += 1;
    kept.copyWithin(0, frame.length);
    frame.forEach((sample, at) => (kept[kept.length - frame.length + at] = sample / 32_768));
  });
  return {
    tone: () => strongestTone(kept.slice(-4000), 8000),
    get frames() {
      return frames;
    },
  };
}
