import { Alert, Button, Table, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PackVersionView, PackView } from '../../../server/contract/packs';
import { ApiError } from '../../api-client/api-error';
import { PagedList } from '../paged-list';
import { ConfirmDialog } from '../settings/dialogs';
import { useSoftphone } from '../softphone-context';
import { VersionRow } from '../versions';
import { PlanCounts } from './pack-plan';

interface VersionsProps {
  readonly pack: PackView;
  readonly open: (version: number) => void;
  readonly draw: (version: number) => void;
}

/** Who applied what, when and why; each can be read, drawn and served again. */
export function PackVersions({ pack, open, draw }: VersionsProps) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const [back, goBack] = useState<PackVersionView | null>(null);
  return (
    <>
      <PagedList
        queryKey={['packs', pack.packId, 'versions']}
        load={(paging) => api.packs.versions(pack.packId, paging)}
        pageSize={20}
        empty=""
      >
        {(versions) => (
          <Table verticalSpacing={6} horizontalSpacing={8} aria-label={t('packs.tab-versions')}>
            <Table.Tbody>
              {versions.map((each) => (
                <VersionRow
                  key={each.version}
                  each={each}
                  name={t('packs.version', { version: each.version })}
                  badge={each.isActive ? t('packs.isServed') : t(`packs.origin-${each.origin}`)}
                  contentOf={
                    each.rolledBackTo === null ? null : t('packs.filesOf', { version: each.rolledBackTo })
                  }
                  testId="pack-version"
                  activeState="served"
                >
                  <Button
                    size="compact-xs"
                    variant="default"
                    onClick={() => open(each.version)}
                    data-testid="pack-open"
                  >
                    {t('packs.open')}
                  </Button>
                  <Button
                    size="compact-xs"
                    variant="default"
                    onClick={() => draw(each.version)}
                    data-testid="pack-draw"
                  >
                    {t('packs.draw')}
                  </Button>
                  {!each.isActive && (
                    <Button
                      size="compact-xs"
                      variant="light"
                      onClick={() => goBack(each)}
                      data-testid="pack-rollback"
                    >
                      {t('packs.rollback')}
                    </Button>
                  )}
                </VersionRow>
              ))}
            </Table.Tbody>
          </Table>
        )}
      </PagedList>
      <Text size="xs" c="dimmed" mt="sm">
        {t('packs.inProgress')}
      </Text>
      {back && <Rollback pack={pack} version={back.version} close={() => goBack(null)} />}
    </>
  );
}

/** Looks at what going back would change first; holds only for the version that was looked at. */
function Rollback({ pack, version, close }: { pack: PackView; version: number; close: () => void }) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const queries = useQueryClient();
  const plan = useQuery({
    queryKey: ['packs', pack.packId, 'rollback-plan', version],
    queryFn: async () => api.packs.plan(pack.packId, (await api.packs.version(pack.packId, version)).files),
    gcTime: 0,
  });
  const { data } = plan;
  if (!data) return null;
  return (
    <ConfirmDialog
      title={t('packs.rollbackHeading', { version })}
      question={t('packs.rollbackWhat', { version, present: data.base })}
      more={
        <>
          <PlanCounts parts={data.parts} />
          {data.faults.length > 0 && (
            <Alert color="stop" p="xs">
              {data.faults.map(({ file, line, message }) => `${file}:${String(line)} ${message}`).join('\n')}
            </Alert>
          )}
        </>
      }
      button={t('packs.rollback')}
      needsReason
      act={async (why) => {
        try {
          await api.packs.rollback(pack.packId, version, { base: data.base, why });
        } catch (error) {
          // Somebody else was faster: what is asked now is about what he applied.
          if (error instanceof ApiError && error.code === 'conflict') await plan.refetch();
          throw error;
        } finally {
          await queries.invalidateQueries({ queryKey: ['packs'] });
        }
      }}
      close={close}
    />
  );
}
