import type { MediaLeg } from '../../ports';

const EVERY_MS = 1000;

/**
 * Variable media_timeout: a far party that has sent nothing for so long has gone without a word, as a browser
 * that crashed does. @returns stop
 */
export function watchMedia(leg: MediaLeg, timeoutMs: number, onSilent: () => void): () => void {
  let [packets, silentMs] = [leg.stats.packetsIn, 0];
  const timer = setInterval(() => {
    silentMs = leg.stats.packetsIn === packets ? silentMs + EVERY_MS : 0;
    packets = leg.stats.packetsIn;
    if (silentMs < timeoutMs) return;
    clearInterval(timer);
    onSilent();
  }, EVERY_MS);
  return () => {
    clearInterval(timer);
  };
}
