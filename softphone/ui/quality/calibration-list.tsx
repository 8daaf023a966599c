import { Badge, Group, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Calibration } from '../../../server/contract/reviews';
import { pointsText, worded } from '../../desk/review-view';
import { errorSentence } from '../error-sentence';
import { useSoftphone } from '../softphone-context';
import { useCodes } from '../use-codes';
import { useDisplay } from '../use-display';

/** Calls that several reviewed, and how far they are apart. */
export function CalibrationList() {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const { data, error } = useQuery({ queryKey: ['calibrations'], queryFn: api.quality.calibrations });
  if (error) return <Text role="alert">{errorSentence(t, error)}</Text>;
  if (data?.length === 0)
    return (
      <Text size="sm" c="dimmed" role="status">
        {t('reviews.none')}
      </Text>
    );
  return data?.map((calibration) => <OneCalibration key={calibration.calibrationId} {...{ calibration }} />);
}

function OneCalibration({ calibration }: { calibration: Calibration }) {
  const { t } = useTranslation();
  const display = useDisplay();
  const { language } = useCodes();
  const { agentId, cardName, createdAt, reviewers, result } = calibration;
  const waiting = reviewers.filter(({ isDone }) => !isDone).map(({ name }) => name);
  return (
    <section className="calibration" data-testid="calibration">
      <Group gap="sm" mb={4}>
        <Text fw={600}>
          {t('lanes.agent', { agentId })} · {worded(cardName, language)} · {display.date(createdAt)}
        </Text>
        <Badge color={result ? 'go' : 'wait'}>{t(result ? 'reviews.closed' : 'reviews.running')}</Badge>
        {result && (
          <Text size="sm" className="digits">
            {t('reviews.mean', { mark: pointsText(result.meanMark) })}
          </Text>
        )}
      </Group>
      {result ? (
        <Deviations calibration={calibration} result={result} />
      ) : (
        <Text size="sm">{t('reviews.waiting', { names: waiting.join('、') })}</Text>
      )}
    </section>
  );
}

interface DeviationsProps {
  readonly calibration: Calibration;
  readonly result: NonNullable<Calibration['result']>;
}

/** Reviewers side by side; the questions they are furthest apart in come first. */
function Deviations({ calibration: { reviewers }, result: { marks, questions } }: DeviationsProps) {
  const { t } = useTranslation();
  const { language } = useCodes();
  const nameOf = (login: string): string => reviewers.find((each) => each.login === login)?.name ?? login;
  const signed = (deviation: number): string => `${deviation > 0 ? '+' : ''}${(deviation / 100).toFixed(1)}`;
  return (
    <Table className="calibration-table" verticalSpacing={3} withTableBorder>
      <Table.Thead>
        <Table.Tr>
          <Table.Td />
          {marks.map(({ login }) => (
            <Table.Th key={login} ta="right">
              {nameOf(login)}
            </Table.Th>
          ))}
          <Table.Th ta="right">{t('reviews.spread')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        <Table.Tr fw={600}>
          <Table.Th scope="row">{t('reviews.mark')}</Table.Th>
          {marks.map(({ login, mark, deviation }) => (
            <Table.Td key={login} ta="right" className="digits" data-testid="calibration-mark">
              {pointsText(mark)} ({signed(deviation)})
            </Table.Td>
          ))}
          <Table.Td />
        </Table.Tr>
        {questions.map(({ questionId, text, points, spread }) => (
          <Table.Tr key={questionId} data-apart={spread >= 0.5}>
            <Table.Th scope="row" fw={400}>
              {worded(text, language)}
            </Table.Th>
            {points.map((each) => (
              <Table.Td key={each.login} ta="right" className="digits">
                {each.points ?? t('reviews.notApplicable')}
              </Table.Td>
            ))}
            <Table.Td ta="right" className="digits">
              {Math.round(spread * 100)}%
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
