import { Button, Group, Modal, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { InformationItemView } from '../../../server/contract/crm';
import { itemChangeOf, itemDraftOf, priceOf, type ItemDraft } from '../../desk/item-draft';
import { useSoftphone } from '../softphone-context';
import { useCommand } from '../use-command';

interface ItemDialogProps {
  readonly item: InformationItemView;
  /** False: the change is proposed, and counts once somebody who keeps the data has approved it. */
  readonly keeps: boolean;
  readonly close: () => void;
}

/** Puts an item right. */
export function ItemDialog({ item, keeps, close }: ItemDialogProps) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const queries = useQueryClient();
  const [draft, setDraft] = useState(() => itemDraftOf(item));
  const [why, setWhy] = useState('');
  const change = itemChangeOf(item, draft);
  const save = useCommand(async () => {
    const base = { version: item.version, why: why.trim() };
    if (keeps) await api.reference.changeItem(item.itemId, { ...change, ...base });
    else await api.maintenance.propose({ itemId: item.itemId, fields: change ?? {}, ...base });
    notifications.show({
      color: keeps ? 'go' : 'wait',
      message: keeps ? t('information.saved') : t('information.proposed'),
      closeButtonProps: { 'aria-label': t('app.close') },
    });
    await queries.invalidateQueries({ queryKey: ['information'] });
    close();
  });
  const canSave = change !== null && why.trim() !== '';
  return (
    <Modal
      opened
      onClose={close}
      size="lg"
      title={t('information.editHeading', { category: item.category })}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (canSave) void save.run();
        }}
      >
        <Words language="zh-CN" heading={t('information.chinese')} draft={draft} change={setDraft} />
        <Words language="en-US" heading={t('information.english')} draft={draft} change={setDraft} />
        {item.class === 'charged' && (
          <TextInput
            label={t('information.price')}
            mt="sm"
            inputMode="decimal"
            w={200}
            value={draft.price}
            error={priceOf(item, draft) === null ? t('information.priceWrong') : undefined}
            onChange={(event) => setDraft({ ...draft, price: event.currentTarget.value })}
            data-testid="item-price"
          />
        )}
        <TextInput
          label={t('record.why')}
          mt="sm"
          required
          maxLength={300}
          value={why}
          onChange={(event) => setWhy(event.currentTarget.value)}
          data-testid="item-why"
        />
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={close}>
            {t('login.cancel')}
          </Button>
          <Button type="submit" disabled={!canSave} loading={save.pending} data-testid="item-save">
            {t('record.save')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

function Words(props: {
  language: 'zh-CN' | 'en-US';
  heading: string;
  draft: ItemDraft;
  change: (draft: ItemDraft) => void;
}) {
  const { t } = useTranslation();
  const { language, heading, draft, change } = props;
  return (
    <fieldset className="chips" lang={language}>
      <legend>{heading}</legend>
      <TextInput
        label={t('information.title')}
        maxLength={200}
        value={draft.titles[language]}
        onChange={(event) =>
          change({ ...draft, titles: { ...draft.titles, [language]: event.currentTarget.value } })
        }
      />
      <Textarea
        label={t('information.text')}
        mt={6}
        mb="sm"
        autosize
        minRows={2}
        maxRows={5}
        maxLength={4000}
        value={draft.texts[language]}
        onChange={(event) =>
          change({ ...draft, texts: { ...draft.texts, [language]: event.currentTarget.value } })
        }
        data-testid={`item-text-${language}`}
      />
    </fieldset>
  );
}
