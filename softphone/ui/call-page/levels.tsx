import { useEffect, useRef, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallPage } from '../../app/compose-call-page';
import { openLevelMeter, type LevelMeter } from '../../media/level-meter';

/** Two bars that move: he sees that he is heard, and that something comes back. */
export function Levels({ sound, isMuted }: { sound: CallPage['sound']; isMuted: boolean }) {
  const { t } = useTranslation();
  const mine = useRef<HTMLSpanElement>(null);
  const theirs = useRef<HTMLSpanElement>(null);
  useLevel(sound.mine, mine);
  useLevel(sound.theirs, theirs);
  return (
    <div className="levels" aria-hidden="true">
      <span>{t('callPage.you')}</span>
      <span className={isMuted ? 'level level-muted' : 'level'}>
        <span ref={mine} data-testid="level-mine" />
      </span>
      <span>{t('callPage.us')}</span>
      <span className="level">
        <span ref={theirs} data-testid="level-theirs" />
      </span>
    </div>
  );
}

/** Written straight into the style: sixty times a second is not for React. */
function useLevel(streamOf: () => MediaStream | null, bar: RefObject<HTMLSpanElement | null>): void {
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
