import { Badge, Button, Center, Group, Loader, Tabs, Text, Title, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { QueueVersion } from '../../../server/contract/queue-versions';
import { ApiError } from '../../api-client/api-error';
import { lineRange } from '../../desk/pack-draft';
import { errorSentence } from '../error-sentence';
import { PackText } from '../packs/pack-text';
import '../packs/packs.css';
import { useObservable, useSoftphone } from '../softphone-context';
import { AddQueue } from './add-queue';
import { BreaksForm } from './breaks-form';
import { HoursForm } from './hours-form';
import { PeopleForm } from './people-form';
import { QueueForm } from './queue-form';
import { QueueLook } from './queue-plan';
import { QueueVersions } from './queue-versions';
import { useQueueDraft, type Opened, type QueueDraft } from './use-queue-draft';
import './queue-setup.css';

/** Queues, skills, hours and who answers what: the next version is written, looked at, and then applied. */
export function QueueSetupPage() {
  const { t } = useTranslation();
  const { api, session } = useSoftphone();
  const state = useObservable(session.state);
  const owner = state.name === 'in' ? state.user.login : '';
  /** The version being edited, and how often one was opened; what is written stays, whatever somebody else applies. */
  const [opened, open] = useState<{ version: QueueVersion; nth: number } | null>(null);
  const left = useLeftDraft(owner);
  const { data: present, error } = useQuery({
    queryKey: ['queue-config', 'present'],
    queryFn: api.queueConfig.present,
  });
  const [section, choose] = useState<Section>({ kind: 'queue', index: 0 });
  const begin = (version: QueueVersion): void => open({ version, nth: (opened?.nth ?? 0) + 1 });
  const failure = error ?? left.error;
  if (failure) return <Text role="alert">{errorSentence(t, failure)}</Text>;
  if (!present || left.isPending)
    return (
      <Center className="card" role="status">
        <Loader size="sm" />
      </Center>
    );
  const fresh = opened?.version ?? present;
  return (
    <Setup
      key={opened?.nth ?? 0}
      present={present.version}
      owner={owner}
      opened={(opened === null ? left.data : null) ?? { version: fresh, text: fresh.yaml }}
      begin={begin}
      section={section}
      choose={choose}
    />
  );
}

/** What the administrator wrote and left without applying it, with the version it began with. */
function useLeftDraft(owner: string) {
  const { api, queueDrafts } = useSoftphone();
  const [kept] = useState(() => queueDrafts.read(owner));
  return useQuery<Opened | null>({
    queryKey: ['queue-config', 'left', kept?.version ?? null],
    // A version that was left behind with its database: nothing can be compared with it any more.
    queryFn: async () => {
      if (kept === null) return null;
      try {
        return { version: await api.queueConfig.version(kept.version), text: kept.text };
      } catch (error) {
        if (error instanceof ApiError && error.status === 404) return null;
        throw error;
      }
    },
    gcTime: 0,
    staleTime: Infinity,
  });
}

type Section =
  { readonly kind: 'queue'; readonly index: number } | { readonly kind: 'people' | 'hours' | 'breaks' };
type Tab = 'form' | 'text' | 'versions';
const tabs = ['form', 'text', 'versions'] as const;
const LINE_HEIGHT = 18;

interface SetupProps {
  readonly present: number;
  readonly owner: string;
  readonly opened: Opened;
  readonly begin: (version: QueueVersion) => void;
  readonly section: Section;
  readonly choose: (section: Section) => void;
}

function Setup({ present, owner, opened, begin, section, choose }: SetupProps) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const draft = useQueueDraft(opened, owner, () => void api.queueConfig.present().then(begin));
  const [tab, show] = useState<Tab>('form');
  const field = useRef<HTMLTextAreaElement>(null);
  const go = (line: number): void => {
    show('text');
    // Once the text stands there.
    window.setTimeout(() => {
      const area = field.current;
      if (!area) return;
      area.focus();
      area.setSelectionRange(...lineRange(area.value, line));
      area.scrollTop = Math.max(0, (line - 6) * LINE_HEIGHT);
    });
  };
  return (
    <>
      <Sections
        draft={draft}
        section={section}
        choose={(next) => {
          choose(next);
          show('form');
        }}
      />
      <main
        className="card customer pack"
        aria-label={t('queueSetup.heading')}
        data-testid="queue-setup-page"
      >
        <Group gap={8} mb="xs">
          <Badge color="go" data-testid="queues-present" data-version={present}>
            {t('queueSetup.served', { version: present })}
          </Badge>
          {draft.base.version !== present && (
            <Badge color="wait">{t('queueSetup.editing', { version: draft.base.version })}</Badge>
          )}
          {draft.isChanged && (
            <>
              <Text size="xs" c="dimmed" role="status" data-testid="queues-changed">
                {t('queueSetup.changed')}
              </Text>
              <Button
                size="compact-xs"
                variant="subtle"
                color="gray"
                onClick={() => draft.write(draft.base.yaml)}
                data-testid="queues-discard"
              >
                {t('queueSetup.discard')}
              </Button>
            </>
          )}
        </Group>
        <Tabs value={tab} onChange={(next) => show((next ?? tab) as Tab)} keepMounted={false}>
          <Tabs.List aria-label={t('queueSetup.tabs')}>
            {tabs.map((each) => (
              <Tabs.Tab key={each} value={each} data-testid={`queues-tab-${each}`}>
                {t(`queueSetup.tab-${each}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value="form" pt="sm">
            <Form draft={draft} section={section} />
          </Tabs.Panel>
          <Tabs.Panel value="text" pt="sm">
            <DraftText draft={draft} field={field} />
          </Tabs.Panel>
          <Tabs.Panel value="versions" pt="sm">
            <QueueVersions
              present={present}
              canOpen={!draft.isChanged}
              open={(version) => void api.queueConfig.version(version).then(begin)}
            />
          </Tabs.Panel>
        </Tabs>
        {tab !== 'versions' && (
          <>
            <div className="setup-look">
              <Button
                size="xs"
                loading={draft.check.pending}
                onClick={() => void draft.check.run()}
                data-testid="queues-look"
              >
                {t('queueSetup.look')}
              </Button>
            </div>
            <QueueLook draft={draft} go={go} />
          </>
        )}
      </main>
    </>
  );
}

function DraftText({ draft, field }: { draft: QueueDraft; field: RefObject<HTMLTextAreaElement | null> }) {
  const { t } = useTranslation();
  return (
    <PackText
      label={t('queueSetup.file')}
      value={draft.text}
      change={draft.write}
      field={field}
      faultLines={new Set((draft.look?.check.faults ?? []).map(({ line }) => line))}
    />
  );
}

const pages = { people: PeopleForm, hours: HoursForm, breaks: BreaksForm } as const;

function Form({ draft, section }: { draft: QueueDraft; section: Section }) {
  const { t } = useTranslation();
  const { config, edit } = draft;
  if (config === null)
    return (
      <Text role="status" data-testid="queues-unreadable">
        {t('queueSetup.notReadable')}
      </Text>
    );
  if (section.kind !== 'queue') {
    const Page = pages[section.kind];
    return <Page config={config} edit={edit} />;
  }
  const index = Math.min(section.index, config.queues.length - 1);
  return <QueueForm key={config.queues[index]?.queueId} config={config} index={index} edit={edit} />;
}

function Sections(props: { draft: QueueDraft; section: Section; choose: (section: Section) => void }) {
  const { t } = useTranslation();
  const { section, choose } = props;
  const { config, edit } = props.draft;
  const entries: { key: string; label: string; note: string; section: Section }[] = [
    ...(config?.queues ?? []).map(({ queueId, name }, index) => ({
      ...{ key: `queue-${queueId}`, label: name, note: queueId },
      section: { kind: 'queue', index } as const,
    })),
    ...(['people', 'hours', 'breaks'] as const).map((kind) => ({
      ...{ key: kind, label: t(`queueSetup.${kind}`), note: '' },
      section: { kind } as const,
    })),
  ];
  const isChosen = (other: Section): boolean =>
    other.kind === 'queue' && section.kind === 'queue'
      ? other.index === section.index
      : other.kind === section.kind;
  return (
    <section className="card customers" aria-label={t('queueSetup.list')}>
      <Title order={1} size="h4" mb={8}>
        {t('queueSetup.heading')}
      </Title>
      <ul className="plain-list customer-list">
        {entries.map((entry) => (
          <li key={entry.key}>
            <UnstyledButton
              className="customer-row pack-row"
              aria-current={isChosen(entry.section) ? 'true' : undefined}
              onClick={() => choose(entry.section)}
              data-testid={`setup-${entry.key}`}
            >
              <span>{entry.label}</span>
              <span className="digits">{entry.note}</span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
      {config && (
        <AddQueue
          config={config}
          edit={edit}
          added={() => choose({ kind: 'queue', index: config.queues.length })}
        />
      )}
    </section>
  );
}
