import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallPage } from '../../app/compose-call-page';
import { useLevel } from '../use-level';

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
