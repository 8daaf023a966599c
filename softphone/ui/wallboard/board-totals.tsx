import { useTranslation } from 'react-i18next';
import type { Board } from '../../desk/board-view';
import { doings } from '../../desk/board-view';
import { formatDuration } from '../../desk/duration';

/** The figures somebody looks for first, from left to right. */
export function BoardTotals({ totals, now }: { totals: Board['totals']; now: number }) {
  const { t } = useTranslation();
  const { waiting, longestSince, inFlows, severity } = totals;
  return (
    <dl className="board-totals">
      <Figure name={t('board.waiting')} value={String(waiting)} severity={severity} testId="board-waiting" />
      <Figure
        name={t('board.longest')}
        value={longestSince === null ? '–' : formatDuration(now - longestSince)}
        severity={severity}
        testId="board-longest"
      />
      <Figure name={t('board.inFlows')} value={String(inFlows)} />
      {doings.map((doing) => (
        <Figure
          key={doing}
          name={t(`board.${doing}`)}
          value={String(totals[doing])}
          severity={doing === 'missing' && totals.missing > 0 ? 'alarm' : 'fine'}
          doing={doing}
        />
      ))}
    </dl>
  );
}

interface FigureProps {
  readonly name: string;
  readonly value: string;
  readonly severity?: string;
  readonly doing?: string;
  readonly testId?: string;
}

function Figure({ name, value, severity = 'fine', doing, testId }: FigureProps) {
  return (
    <div className="board-figure" data-severity={severity} data-doing={doing}>
      <dt>{name}</dt>
      <dd className="digits" data-testid={testId}>
        {value}
      </dd>
    </div>
  );
}
