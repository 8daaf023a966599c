import type { DeskRecording } from '../../server/contract/recordings';
import type { CallView } from './call-view';

/** The recording of the talk, as the phone panel shows it. */
export type RecordingView =
  /** Nothing is recorded, and nothing to be said of it. */
  | { readonly name: 'none' }
  /** The agent may have it recorded; `failed`: it was tried. */
  | { readonly name: 'idle'; readonly failed: boolean }
  | { readonly name: 'on'; readonly mayStop: boolean }
  /** `reminds`: it has been paused so long that it may have been forgotten. */
  | {
      readonly name: 'paused';
      readonly mayStop: boolean;
      readonly pausedMs: number;
      readonly reminds: boolean;
    };

/** A card number is said in less. */
export const REMIND_AFTER_MS = 60_000;

/** @param now by the server's clock */
export function recordingView(view: CallView, now: number): RecordingView {
  if (view.name !== 'talking' && view.name !== 'held' && view.name !== 'consulting') return { name: 'none' };
  const recording: DeskRecording | undefined = view.call?.recording;
  if (!recording) return { name: 'none' };
  const { rule, state } = recording;
  const mayStop = rule === 'on-demand';
  if (state === 'on') return { name: 'on', mayStop };
  if (state === 'paused') {
    const pausedMs = Math.max(0, now - (recording.pausedAt ?? now));
    return { name: 'paused', mayStop, pausedMs, reminds: pausedMs >= REMIND_AFTER_MS };
  }
  if (state === 'failed') return rule === 'off' ? { name: 'none' } : { name: 'idle', failed: true };
  return rule === 'on-demand' ? { name: 'idle', failed: false } : { name: 'none' };
}
