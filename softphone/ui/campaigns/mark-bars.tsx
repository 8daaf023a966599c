import { Anchor, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { marksOf } from '../../desk/campaign-view';
import { percent } from '../../desk/report-view';
import '../share-bars.css';

interface MarkBarsProps {
  readonly marks: Readonly<Record<string, number>>;
  readonly word: (mark: string) => string;
  /** Shows the calls behind a figure; without it they cannot be listed. */
  readonly onCalls?: (mark: string) => void;
}

/** What has come of contacts or calls, the most frequent first. */
export function MarkBars({ marks, word, onCalls }: MarkBarsProps) {
  const { t } = useTranslation();
  const bars = marksOf(marks);
  if (bars.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t('monitor.noMarks')}
      </Text>
    );
  return (
    <dl className="share-bars">
      {bars.map(({ mark, many, share, width }) => (
        <div key={mark} data-testid="mark-bar" data-mark={mark}>
          <dt>{word(mark)}</dt>
          <dd>
            <span className="share-bar" style={{ width: `${width * 100}%` }} aria-hidden="true" />
            <span className="digits">
              {onCalls ? (
                <Anchor
                  component="button"
                  type="button"
                  inherit
                  aria-label={t('reports.callsOf', {
                    ...{ name: t('campaignReport.marks'), column: word(mark), value: many },
                  })}
                  onClick={() => onCalls(mark)}
                  data-testid="mark-calls"
                >
                  {many}
                </Anchor>
              ) : (
                many
              )}
              {` · ${percent(share)}`}
            </span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
