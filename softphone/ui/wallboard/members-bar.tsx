import { useTranslation } from 'react-i18next';
import type { CentreQueue } from '../../../server/contract/wallboard';

const parts = ['ready', 'talking', 'wrapUp', 'away'] as const;
const doing = { ready: 'ready', talking: 'talking', wrapUp: 'wrap-up', away: 'break' } as const;

/** What the members of a queue do: a bar for the eye, its figures in words for everybody else. */
export function MembersBar({ queue }: { queue: CentreQueue }) {
  const { t } = useTranslation();
  const there = parts.reduce((sum, part) => sum + queue[part], 0);
  if (there === 0) return <span className="board-nobody">{t('board.nobody')}</span>;
  const { ready, talking, wrapUp, away } = queue;
  const label = t('board.membersWhat', { ready, talking, wrapUp, away });
  return (
    <span className="board-members" role="img" aria-label={label} title={label}>
      {parts.map((part) => (
        <span
          key={part}
          data-doing={doing[part]}
          style={{ flexGrow: queue[part] }}
          className="digits"
          hidden={queue[part] === 0}
        >
          {queue[part]}
        </span>
      ))}
    </span>
  );
}
