import { useEffect, type RefObject } from 'react';
import { openLevelMeter, type LevelMeter } from '../media/level-meter';

/** Written straight into the style: sixty times a second is not for React. */
export function useLevel(streamOf: () => MediaStream | null, bar: RefObject<HTMLSpanElement | null>): void {
  useEffect(() => {
    let meter: LevelMeter | null = null;
    let measured: MediaStream | null = null;
    let shown = 0;
    let frame = 0;
    const draw = (): void => {
      const stream = streamOf();
      // The far side's track may come a moment after the answer.
      if (stream !== measured && (stream === null || stream.getAudioTracks().length > 0)) {
        meter?.close();
        meter = stream && openLevelMeter(stream);
        measured = stream;
      }
      // Up at once, down gently, as such meters do.
      shown = Math.max(meter?.level() ?? 0, shown * 0.92);
      if (bar.current) bar.current.style.transform = `scaleX(${shown.toFixed(3)})`;
      frame = requestAnimationFrame(draw);
    };
    draw();
    return () => {
      cancelAnimationFrame(frame);
      meter?.close();
    };
  }, [streamOf, bar]);
}
