import { Button, Group, Modal, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { InformationItemView } from '../../../server/contract/crm';
import { itemChangeOf, itemDraftOf, newItemOf, rulesOver } from '../../desk/item-draft';
import { NeedsApproval } from '../maintenance/approval-rules';
import { useSoftphone } from '../softphone-context';
import { useCommand } from '../use-command';
import { ItemFields, ItemWords } from './item-fields';

interface ItemDialogProps {
  /** null: a new one */
  readonly item: InformationItemView | null;
  /** False: whatever he writes is proposed, and counts once somebody who keeps the data has approved it. */
  readonly keeps: boolean;
  readonly close: () => void;
}

/** Writes an item or puts one right; by rule or role it is proposed. */
export function ItemDialog({ item, keeps, close }: ItemDialogProps) {
  const { t } = useTranslation();
  const form = useItemForm(item, keeps, close);
  const { draft, setDraft, why, canSave, save } = form;
  return (
    <Modal
      opened
      onClose={close}
      size="lg"
      title={item ? t('information.editHeading', { category: item.category }) : t('information.add')}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (canSave) void save.run();
        }}
      >
        <ItemFields draft={draft} change={setDraft} isNew={item === null} />
        <ItemWords language="zh-CN" heading={t('information.chinese')} draft={draft} change={setDraft} />
        <ItemWords language="en-US" heading={t('information.english')} draft={draft} change={setDraft} />
        <TextInput
          label={t('record.why')}
          mt="sm"
          required
          maxLength={300}
          value={why}
          onChange={(event) => form.setWhy(event.currentTarget.value)}
          data-testid="item-why"
        />
        <NeedsApproval rules={form.rules} />
        <Text size="xs" c="dimmed" mt="xs">
          {t('information.spokenSoon')}
        </Text>
        <Group justify="space-between" mt="md">
          {item && keeps ? (
            <Button
              color="stop"
              variant="light"
              disabled={why.trim() === ''}
              loading={form.remove.pending}
              onClick={() => void form.remove.run(item)}
              data-testid="item-remove"
            >
              {t('directory.remove')}
            </Button>
          ) : (
            <span />
          )}
          <Group gap={8}>
            <Button variant="default" onClick={close}>
              {t('login.cancel')}
            </Button>
            <Button type="submit" disabled={!canSave} loading={save.pending} data-testid="item-save">
              {form.proposes ? t('information.proposeDo') : t('record.save')}
            </Button>
          </Group>
        </Group>
      </form>
    </Modal>
  );
}

function useItemForm(item: InformationItemView | null, keeps: boolean, close: () => void) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const queries = useQueryClient();
  const [draft, setDraft] = useState(() => itemDraftOf(item));
  const [why, setWhy] = useState('');
  const known = useQuery({ queryKey: ['approval-rules'], queryFn: api.approval.rules }).data;
  const fields = item ? itemChangeOf(item, draft) : newItemOf(draft);
  const rules = known && fields ? rulesOver(known, fields) : [];
  const proposes = !keeps || rules.length > 0;
  const done = async (message: string, color: string): Promise<void> => {
    notifications.show({ color, message, closeButtonProps: { 'aria-label': t('app.close') } });
    await queries.invalidateQueries({ queryKey: ['information'] });
    close();
  };
  const save = useCommand(async () => {
    const reason = why.trim();
    if (fields === null) return;
    const seen = item && { itemId: item.itemId, version: item.version };
    if (proposes)
      await api.approval.propose(seen ? { ...seen, fields, why: reason } : { item: fields, why: reason });
    else if (seen)
      await api.reference.changeItem(seen.itemId, { ...fields, version: seen.version, why: reason });
    else await api.reference.addItem({ ...fields, why: reason });
    if (proposes) await queries.invalidateQueries({ queryKey: ['proposals'] });
    await done(proposes ? t('information.proposed') : t('information.saved'), proposes ? 'wait' : 'go');
  });
  const remove = useCommand(async ({ itemId, version }: InformationItemView) => {
    await api.reference.removeItem(itemId, version, why.trim());
    await done(t('information.removed'), 'go');
  });
  // Until the rules are known nobody can say what a click would do.
  const canSave = fields !== null && known !== undefined && why.trim() !== '';
  return { draft, setDraft, why, setWhy, rules, proposes, canSave, save, remove };
}
