import { Badge, Button, Group, Tabs, Text, Title, UnstyledButton } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PackView } from '../../../server/contract/packs';
import type { PackTexts } from '../../api-client/pack-api';
import { errorSentence } from '../error-sentence';
import { useSoftphone } from '../softphone-context';
import { useCodes } from '../use-codes';
import { PackEditor } from './pack-editor';
import { PackFlow } from './pack-flow';
import { PackVersions } from './pack-versions';
import './packs.css';

const NEW = '';
const nothing: PackTexts = { pack: '', workOrders: null };

/** What callers are served by: packs, who applied which version and why, and the next one. */
export function PacksPage() {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const [chosenId, choose] = useState<string | null>(null);
  const { data: packs, error } = useQuery({ queryKey: ['packs'], queryFn: api.packs.list });
  const chosen = packs?.find(({ packId }) => packId === chosenId) ?? packs?.[0];
  return (
    <>
      <section className="card customers" aria-label={t('packs.list')}>
        <Group justify="space-between" mb={8}>
          <Title order={1} size="h4">
            {t('packs.heading')}
          </Title>
          <Button
            size="compact-sm"
            variant="light"
            leftSection={<IconPlus size={14} />}
            onClick={() => choose(NEW)}
            data-testid="pack-new"
          >
            {t('packs.add')}
          </Button>
        </Group>
        {error && <Text role="alert">{errorSentence(t, error)}</Text>}
        <PackList
          packs={packs ?? []}
          chosenId={chosenId === NEW ? NEW : (chosen?.packId ?? null)}
          choose={choose}
        />
      </section>
      <main className="card customer pack" aria-label={t('packs.heading')} data-testid="packs-page">
        {chosenId === NEW ? (
          <PackEditor key={NEW} packId={null} texts={nothing} done={choose} />
        ) : (
          chosen && <OnePack key={chosen.packId} pack={chosen} />
        )}
      </main>
    </>
  );
}

function PackList(props: {
  packs: readonly PackView[];
  chosenId: string | null;
  choose: (packId: string) => void;
}) {
  const { t } = useTranslation();
  const codes = useCodes();
  return (
    <ul className="plain-list customer-list">
      {props.packs.map((pack) => (
        <li key={pack.packId}>
          <UnstyledButton
            className="customer-row pack-row"
            aria-current={pack.packId === props.chosenId ? 'true' : undefined}
            onClick={() => props.choose(pack.packId)}
            data-testid="pack"
            data-pack-id={pack.packId}
            data-version={pack.version}
          >
            <span>{pack.name[codes.language] ?? Object.values(pack.name)[0] ?? pack.packId}</span>
            <span className="digits">
              {pack.packId} · {t('packs.version', { version: pack.version })} · {pack.accessNumbers.join(' ')}
            </span>
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}

type Part = 'versions' | 'edit' | 'flow';
const parts = ['versions', 'edit', 'flow'] as const;

function OnePack({ pack }: { pack: PackView }) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const codes = useCodes();
  const [part, show] = useState<Part>('versions');
  /** What is being edited stays the same, whatever somebody else applies meanwhile. Null: nothing yet. */
  const [opened, open] = useState<number | null>(null);
  const [drawn, draw] = useState<number | null>(null);
  const version = opened ?? pack.version;
  const { data, error } = useQuery({
    queryKey: ['packs', pack.packId, 'version', version],
    queryFn: () => api.packs.version(pack.packId, version),
    // A version never changes.
    staleTime: Infinity,
    enabled: opened !== null,
  });
  const turnTo = (next: Part): void => {
    if (next === 'edit') open(version);
    show(next);
  };
  return (
    <>
      <Group gap={8} mb="xs">
        <Title order={2} size="h3">
          {pack.name[codes.language] ?? Object.values(pack.name)[0] ?? pack.packId}
        </Title>
        <Badge color="go" data-testid="pack-served">
          {t('packs.served', { version: pack.version })}
        </Badge>
      </Group>
      <Tabs value={part} onChange={(next) => turnTo((next ?? part) as Part)} keepMounted={false}>
        <Tabs.List aria-label={t('packs.tabs')}>
          {parts.map((each) => (
            <Tabs.Tab key={each} value={each} data-testid={`pack-tab-${each}`}>
              {t(`packs.tab-${each}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="versions" pt="sm">
          <PackVersions
            pack={pack}
            open={(next) => {
              open(next);
              show('edit');
            }}
            draw={(next) => {
              draw(next);
              show('flow');
            }}
          />
        </Tabs.Panel>
        <Tabs.Panel value="edit" pt="sm" keepMounted>
          {error && <Text role="alert">{errorSentence(t, error)}</Text>}
          {data && opened !== null && (
            <PackEditor
              key={version}
              packId={pack.packId}
              texts={data.files}
              done={() => {
                open(null);
                show('versions');
              }}
            />
          )}
        </Tabs.Panel>
        <Tabs.Panel value="flow" pt="sm">
          <PackFlow packId={pack.packId} version={drawn ?? pack.version} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
