/**
 * `?test-audio=1` in the page's address is for automated tests only: it turns the browser's voice processing
 * off, which would suppress the test tones, and exposes `window.__kiloline` to measure the streams.
 */
export function isTestAudio(search: string): boolean {
  return new URLSearchParams(search).get('test-audio') === '1';
}

export interface TestHooks {
  readonly remoteStream: () => MediaStream | null;
  readonly localStream: () => MediaStream | null;
  phoneState(): {
    registration: string;
    call: string;
    callId: string | null;
    muted: boolean;
    reason: string | null;
  };
}

declare global {
  interface Window {
    __kiloline?: TestHooks;
  }
}
