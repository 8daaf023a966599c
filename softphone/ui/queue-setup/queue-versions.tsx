import { Button, Group, Modal, NumberInput, Table, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { QueueVersionView } from '../../../server/contract/queue-versions';
import { ApiError } from '../../api-client/api-error';
import { errorSentence } from '../error-sentence';
import { PagedList } from '../paged-list';
import { ConfirmDialog } from '../settings/dialogs';
import { useSoftphone } from '../softphone-context';
import { VersionRow } from '../versions';
import { QueueChanges } from './queue-plan';

interface VersionsProps {
  readonly present: number;
  /** Not while something is written that would be lost. */
  readonly canOpen: boolean;
  readonly open: (version: number) => void;
}

/** Who applied what, when and why; each can be read, compared, and hold again. */
export function QueueVersions({ present, canOpen, open }: VersionsProps) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const [back, goBack] = useState<QueueVersionView | null>(null);
  const [compared, compare] = useState<number | null>(null);
  return (
    <>
      <PagedList
        queryKey={['queue-config', 'versions']}
        load={api.queueConfig.versions}
        pageSize={20}
        empty=""
      >
        {(versions) => (
          <Table verticalSpacing={6} horizontalSpacing={8} aria-label={t('queueSetup.tab-versions')}>
            <Table.Tbody>
              {versions.map((each) => (
                <Version key={each.version} {...{ each, canOpen, open, compare, goBack }} />
              ))}
            </Table.Tbody>
          </Table>
        )}
      </PagedList>
      {compared !== null && <Compare from={compared} to={present} close={() => compare(null)} />}
      {back && <Rollback version={back.version} present={present} close={() => goBack(null)} />}
    </>
  );
}

function Version(props: {
  each: QueueVersionView;
  canOpen: boolean;
  open: (version: number) => void;
  compare: (version: number) => void;
  goBack: (version: QueueVersionView) => void;
}) {
  const { t } = useTranslation();
  const { each } = props;
  return (
    <VersionRow
      each={each}
      name={t('queueSetup.version', { version: each.version })}
      badge={each.isActive ? t('queueSetup.isServed') : t(`queueSetup.origin-${each.origin}`)}
      contentOf={
        each.rolledBackTo === null ? null : t('queueSetup.contentOf', { version: each.rolledBackTo })
      }
      testId="queues-version"
      activeState="holds"
    >
      <Button
        size="compact-xs"
        variant="default"
        disabled={!props.canOpen}
        onClick={() => props.open(each.version)}
        data-testid="queues-open"
      >
        {t('queueSetup.open')}
      </Button>
      {!each.isActive && (
        <>
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => props.compare(each.version)}
            data-testid="queues-compare"
          >
            {t('queueSetup.compare')}
          </Button>
          <Button
            size="compact-xs"
            variant="light"
            onClick={() => props.goBack(each)}
            data-testid="queues-rollback"
          >
            {t('queueSetup.rollback')}
          </Button>
        </>
      )}
    </VersionRow>
  );
}

function useDifference(from: number, to: number) {
  const { api } = useSoftphone();
  return useQuery({
    queryKey: ['queue-config', 'diff', from, to],
    queryFn: () => api.queueConfig.diff(from, to),
    retry: false,
  });
}

/** What differs between any two versions. */
function Compare(props: { from: number; to: number; close: () => void }) {
  const { t } = useTranslation();
  const [from, setFrom] = useState(props.from);
  const [to, setTo] = useState(props.to);
  const { data, error } = useDifference(from, to);
  const choose = (set: (version: number) => void) => (value: string | number) => {
    if (typeof value === 'number' && value >= 1) set(value);
  };
  return (
    <Modal
      opened
      size="lg"
      onClose={props.close}
      title={t('queueSetup.compareHeading', { from, to })}
      closeButtonProps={{ 'aria-label': t('app.close') }}
      data-testid="queues-compared"
    >
      <Group gap={10} mb="sm">
        <NumberInput
          size="xs"
          w={90}
          min={1}
          label={t('queueSetup.compareFrom')}
          value={from}
          onChange={choose(setFrom)}
        />
        <NumberInput
          size="xs"
          w={90}
          min={1}
          label={t('queueSetup.compareTo')}
          value={to}
          onChange={choose(setTo)}
        />
      </Group>
      {error && <Text role="alert">{errorSentence(t, error)}</Text>}
      {data?.length === 0 && <Text size="sm">{t('queueSetup.noDifference')}</Text>}
      {data && <QueueChanges changes={data} />}
    </Modal>
  );
}

/** Shows what going back would change first; holds only over the version that was looked at. */
function Rollback(props: { version: number; present: number; close: () => void }) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const queries = useQueryClient();
  const { version } = props;
  const [present, setPresent] = useState(props.present);
  const { data } = useDifference(present, version);
  if (!data) return null;
  return (
    <ConfirmDialog
      title={t('queueSetup.rollbackHeading', { version })}
      question={t('queueSetup.rollbackWhat', { version, present })}
      more={<QueueChanges changes={data} />}
      button={t('queueSetup.rollback')}
      needsReason
      act={async (why) => {
        try {
          await api.queueConfig.rollback(version, { basedOn: present, why });
        } catch (error) {
          // Somebody else was faster: what is asked now is about what he applied.
          if (error instanceof ApiError && error.code === 'conflict')
            setPresent((await api.queueConfig.present()).version);
          throw error;
        } finally {
          await queries.invalidateQueries({ queryKey: ['queue-config'] });
        }
      }}
      close={props.close}
    />
  );
}
