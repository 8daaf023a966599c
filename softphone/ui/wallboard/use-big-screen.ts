import { useEffect, useSyncExternalStore } from 'react';

const changed = 'kiloline-big-screen';
const isBig = (): boolean => new URLSearchParams(location.search).has('big');

const subscribe = (listener: () => void): (() => void) => {
  const events = [changed, 'popstate'];
  for (const event of events) window.addEventListener(event, listener);
  return () => {
    for (const event of events) window.removeEventListener(event, listener);
  };
};

function show(big: boolean): void {
  if (big === isBig()) return;
  const query = new URLSearchParams(location.search);
  if (big) query.set('big', '');
  else query.delete('big');
  const text = query.toString().replace(/=(&|$)/g, '$1');
  history.pushState(null, '', `${location.pathname}${text && `?${text}`}${location.hash}`);
  window.dispatchEvent(new Event(changed));
}

/** `?big` in the address, so that a screen on the wall begins with it; the whole screen where the browser lets us. */
export function useBigScreen(): { isBig: boolean; enter: () => void; leave: () => void } {
  const big = useSyncExternalStore(subscribe, isBig);
  const leave = (): void => {
    show(false);
    if (document.fullscreenElement) void document.exitFullscreen();
  };
  useEffect(() => {
    if (!big) return;
    let wasFull = document.fullscreenElement !== null;
    // Escape ends the whole screen by itself, and is no key of the page then.
    const onFullScreen = (): void => {
      if (wasFull && !document.fullscreenElement) show(false);
      wasFull = document.fullscreenElement !== null;
    };
    const onKey = ({ key }: KeyboardEvent): void => {
      if (key === 'Escape') show(false);
    };
    document.addEventListener('fullscreenchange', onFullScreen);
    window.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('fullscreenchange', onFullScreen);
      window.removeEventListener('keydown', onKey);
    };
  }, [big]);
  return {
    isBig: big,
    enter: () => {
      show(true);
      document.documentElement.requestFullscreen().catch(() => undefined);
    },
    leave,
  };
}
