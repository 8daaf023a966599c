import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';
import type { ListenedSide } from '../../desk/player-view';

export interface Player {
  readonly isPlaying: boolean;
  readonly atMs: number;
  /** The browser could not play it. */
  readonly isBroken: boolean;
  readonly toggle: () => void;
  readonly seek: (ms: number) => void;
  readonly setSpeed: (speed: number) => void;
  readonly setSide: (side: ListenedSide) => void;
  readonly tryAgain: () => void;
}

/** One audio element, with a way for each side once somebody wants to hear one of them alone. */
export function usePlayer(audio: RefObject<HTMLAudioElement | null>): Player {
  const sides = useRef<Sides | null>(null);
  const [isPlaying, setPlaying] = useState(false);
  const [atMs, setAtMs] = useState(0);
  const [isBroken, setBroken] = useState(false);

  useEffect(() => {
    const element = audio.current;
    if (!element) return;
    const told = new AbortController();
    const on = (name: keyof HTMLMediaElementEventMap, heard: () => void) =>
      element.addEventListener(name, heard, { signal: told.signal });
    on('play', () => setPlaying(true));
    on('pause', () => setPlaying(false));
    on('ended', () => setPlaying(false));
    on('error', () => setBroken(true));
    for (const name of ['timeupdate', 'seeking', 'seeked'] as const)
      on(name, () => setAtMs(element.currentTime * 1000));
    return () => {
      told.abort();
      element.pause();
      void sides.current?.context.close();
      sides.current = null;
    };
  }, [audio]);

  // Four times a second, as the element tells by itself, is a line that jumps.
  useEffect(() => {
    if (!isPlaying) return;
    let frame = requestAnimationFrame(function follow() {
      setAtMs((audio.current?.currentTime ?? 0) * 1000);
      frame = requestAnimationFrame(follow);
    });
    return () => cancelAnimationFrame(frame);
  }, [audio, isPlaying]);

  return {
    isPlaying,
    atMs,
    isBroken,
    toggle: useCallback(() => {
      const element = audio.current;
      if (!element) return;
      setBroken(false);
      if (element.paused) void element.play().catch(() => undefined);
      else element.pause();
    }, [audio]),
    seek: useCallback(
      (ms) => {
        // Nothing may be loaded yet: then it begins there.
        if (audio.current) audio.current.currentTime = ms / 1000;
        setAtMs(ms);
      },
      [audio],
    ),
    setSpeed: useCallback(
      (speed) => {
        if (!audio.current) return;
        audio.current.playbackRate = speed;
        audio.current.defaultPlaybackRate = speed;
      },
      [audio],
    ),
    setSide: useCallback(
      (side) => {
        if (!audio.current) return;
        sides.current ??= side === 'both' ? null : splitSides(audio.current);
        sides.current?.listen(side);
      },
      [audio],
    ),
    tryAgain: useCallback(() => {
      setBroken(false);
      audio.current?.load();
    }, [audio]),
  };
}

interface Sides {
  readonly context: AudioContext;
  readonly listen: (side: ListenedSide) => void;
}

/** Left the caller, right what he hears; one alone is heard in both ears. */
function splitSides(element: HTMLAudioElement): Sides {
  const context = new AudioContext();
  const source = context.createMediaElementSource(element);
  const splitter = context.createChannelSplitter(2);
  const merger = context.createChannelMerger(2);
  source.connect(splitter);
  merger.connect(context.destination);
  return {
    context,
    listen: (side) => {
      void context.resume();
      splitter.disconnect();
      splitter.connect(merger, side === 'agent' ? 1 : 0, 0);
      splitter.connect(merger, side === 'caller' ? 0 : 1, 1);
    },
  };
}
