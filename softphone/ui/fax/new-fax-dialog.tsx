import { Button, FileInput, SegmentedControl, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { IconSend } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { InformationItemView } from '../../../server/contract/crm';
import { canSend, faxDocument, type FaxDraft } from '../../desk/fax-view';
import { cleanDialString, formatPhoneNumber } from '../../desk/phone-number';
import type { Language } from '../../i18n/i18n';
import { SideDrawer } from '../side-drawer';
import { useSoftphone, useUi, type FaxAbout } from '../softphone-context';
import { useCommand } from '../use-command';

/** Sends an information item, a text or a file by fax. Beside the phone, as it is used while talking. */
export function NewFaxDialog({ about }: { about: FaxAbout }) {
  const { t } = useTranslation();
  const { newFax } = useUi();
  return (
    <SideDrawer title={t('fax.new')} width={440} close={() => newFax.set(null)} testId="new-fax-dialog">
      <FaxForm key={`${about.to}/${about.itemId ?? ''}`} about={about} close={() => newFax.set(null)} />
    </SideDrawer>
  );
}

function useSend(about: FaxAbout, close: () => void) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const queries = useQueryClient();
  // One fax, however often its button is clicked.
  const [requestId] = useState(() => crypto.randomUUID());
  return useCommand(async (draft: FaxDraft) => {
    const target = {
      to: cleanDialString(draft.to),
      requestId,
      ...(about.callId === null ? {} : { callId: about.callId }),
      ...(about.customerId === null ? {} : { customerId: about.customerId }),
    };
    const document = faxDocument(draft);
    if (document) await api.faxes.send(target, document);
    else if (draft.file) await api.faxes.upload(target, draft.title.trim() || draft.file.name, draft.file);
    void queries.invalidateQueries({ queryKey: ['faxes'] });
    notifications.show({
      color: 'go',
      message: <span data-testid="fax-queued">{t('fax.queued')}</span>,
      closeButtonProps: { 'aria-label': t('app.close') },
    });
    close();
  });
}

function FaxForm({ about, close }: { about: FaxAbout; close: () => void }) {
  const { t, i18n } = useTranslation();
  const send = useSend(about, close);
  const [draft, setDraft] = useState<FaxDraft>({
    to: formatPhoneNumber(about.to),
    kind: 'information',
    itemId: about.itemId,
    language: i18n.language === 'en-US' ? 'en-US' : 'zh-CN',
    title: '',
    text: '',
    file: null,
  });
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (canSend(draft)) void send.run(draft);
  };
  return (
    <form onSubmit={submit} data-testid="new-fax-form">
      <Stack gap={12}>
        <TextInput
          label={t('fax.to')}
          type="tel"
          required
          data-autofocus
          value={draft.to}
          onChange={(event) => setDraft({ ...draft, to: event.currentTarget.value })}
          data-testid="fax-to"
        />
        <SegmentedControl
          fullWidth
          aria-label={t('fax.what')}
          value={draft.kind}
          onChange={(kind) => setDraft({ ...draft, kind: kind })}
          data={(['information', 'text', 'file'] as const).map((kind) => ({
            value: kind,
            label: t(`fax.kind-${kind}`),
          }))}
          data-testid="fax-kind"
        />
        <DocumentInputs draft={draft} change={setDraft} />
        <Button
          type="submit"
          leftSection={<IconSend size={16} />}
          disabled={!canSend(draft)}
          loading={send.pending}
          data-testid="fax-send"
        >
          {t('fax.send')}
        </Button>
      </Stack>
    </form>
  );
}

interface InputProps {
  readonly draft: FaxDraft;
  readonly change: (draft: FaxDraft) => void;
}

function DocumentInputs({ draft, change }: InputProps) {
  const { t } = useTranslation();
  if (draft.kind === 'information') return <ItemChoice draft={draft} change={change} />;
  return (
    <>
      <TextInput
        label={t('fax.title')}
        maxLength={200}
        value={draft.title}
        onChange={(event) => change({ ...draft, title: event.currentTarget.value })}
      />
      {draft.kind === 'text' ? (
        <Textarea
          label={t('fax.text')}
          required
          autosize
          minRows={6}
          maxRows={16}
          maxLength={50_000}
          value={draft.text}
          onChange={(event) => change({ ...draft, text: event.currentTarget.value })}
          data-testid="fax-text"
        />
      ) : (
        <FileInput
          label={t('fax.file')}
          description={t('fax.fileHint')}
          placeholder={t('fax.choose')}
          required
          clearable
          accept="application/pdf,image/tiff,image/png,image/jpeg"
          value={draft.file}
          onChange={(file) => change({ ...draft, file })}
          data-testid="fax-file"
        />
      )}
    </>
  );
}

function ItemChoice({ draft, change }: InputProps) {
  const { t, i18n } = useTranslation();
  const { api } = useSoftphone();
  const [typed, setTyped] = useState('');
  const [settled] = useDebouncedValue(typed.trim(), 200);
  const screen: Language = i18n.language === 'en-US' ? 'en-US' : 'zh-CN';
  const found = useQuery({
    queryKey: ['fax-items', settled],
    queryFn: () => api.faxes.items(settled),
  });
  const { itemId } = draft;
  const chosen = useQuery({
    queryKey: ['fax-item', itemId],
    queryFn: () => (itemId === null ? null : api.faxes.item(itemId)),
    enabled: itemId !== null,
  }).data;
  const items = found.data?.items ?? [];
  const all = chosen && !items.some((item) => item.itemId === chosen.itemId) ? [chosen, ...items] : items;
  const text = chosen?.texts[draft.language];
  const lacks = (language: Language) => chosen != null && chosen.texts[language] === undefined;
  return (
    <>
      <Select
        label={t('fax.item')}
        placeholder={t('fax.itemHint')}
        required
        searchable
        clearable
        data={all.map((item) => ({ value: item.itemId, label: labelOf(item, screen) }))}
        // The server has searched already, by pinyin and number too.
        filter={({ options }) => options}
        searchValue={typed}
        onSearchChange={setTyped}
        value={itemId}
        onChange={(value) => {
          const item = all.find((each) => each.itemId === value);
          change({
            ...draft,
            itemId: value,
            language: item ? languageOf(item, draft.language) : draft.language,
          });
        }}
        data-testid="fax-item"
      />
      <SegmentedControl
        size="xs"
        aria-label={t('fax.language')}
        value={draft.language}
        onChange={(language) => change({ ...draft, language: language })}
        data={[
          { value: 'zh-CN', label: '中文', disabled: lacks('zh-CN') },
          { value: 'en-US', label: 'English', disabled: lacks('en-US') },
        ]}
      />
      {text !== undefined && (
        <Text size="sm" className="fax-preview pre-wrap" data-testid="fax-preview">
          {text}
        </Text>
      )}
    </>
  );
}

/** The language wanted, or else the one it is written in. */
const languageOf = ({ texts }: InformationItemView, wanted: Language): Language =>
  texts[wanted] === undefined && texts['zh-CN'] !== undefined ? 'zh-CN' : wanted;

const labelOf = ({ category, titles }: InformationItemView, language: Language): string =>
  `${category} ${titles[language] ?? Object.values(titles)[0] ?? ''}`;
