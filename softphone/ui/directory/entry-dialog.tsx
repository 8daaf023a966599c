import { Button, Checkbox, Group, Modal, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DirectoryEntryView } from '../../../server/contract/crm';
import { useSoftphone } from '../softphone-context';
import { useCommand } from '../use-command';
import { CategorySelect } from './category-select';

/** A new entry, or a change of one; both with the reason. */
export function EntryDialog({ entry, close }: { entry: DirectoryEntryView | null; close: () => void }) {
  const { t } = useTranslation();
  const form = useEntryForm(entry, close);
  const { fields, set, why, canSave } = form;
  return (
    <Modal
      opened
      onClose={close}
      title={t('directory.editHeading')}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (canSave) void form.save.run();
        }}
      >
        <TextInput
          label={t('directory.name')}
          required
          data-autofocus
          maxLength={200}
          value={fields.name}
          onChange={(event) => set({ ...fields, name: event.currentTarget.value })}
          data-testid="entry-name"
        />
        <Group grow mt="sm" align="flex-start">
          <TextInput
            type="tel"
            label={t('directory.number')}
            required
            maxLength={40}
            value={fields.number}
            onChange={(event) => set({ ...fields, number: event.currentTarget.value })}
            data-testid="entry-number"
          />
          <CategorySelect
            label={t('directory.category')}
            value={fields.category}
            onChange={(category) => set({ ...fields, category: category ?? fields.category })}
          />
        </Group>
        <TextInput
          label={t('directory.address')}
          mt="sm"
          maxLength={300}
          value={fields.address ?? ''}
          onChange={(event) => set({ ...fields, address: event.currentTarget.value })}
        />
        <Checkbox
          label={t('directory.listed')}
          mt="sm"
          checked={fields.isListed}
          onChange={(event) => set({ ...fields, isListed: event.currentTarget.checked })}
        />
        <TextInput
          label={t('record.why')}
          mt="sm"
          required
          maxLength={300}
          value={why}
          onChange={(event) => form.setWhy(event.currentTarget.value)}
          data-testid="entry-why"
        />
        <Group justify="space-between" mt="md">
          {entry ? (
            <Button
              color="stop"
              variant="light"
              disabled={why.trim() === ''}
              loading={form.remove.pending}
              onClick={() => void form.remove.run(entry)}
              data-testid="entry-remove"
            >
              {t('directory.remove')}
            </Button>
          ) : (
            <span />
          )}
          <Button type="submit" disabled={!canSave} loading={form.save.pending} data-testid="entry-save">
            {t('record.save')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

type EntryFields = Omit<DirectoryEntryView, 'entryId' | 'version'>;

const emptyEntry: EntryFields = {
  name: '',
  category: 'government',
  number: '',
  address: null,
  isListed: true,
};

function useEntryForm(entry: DirectoryEntryView | null, close: () => void) {
  const { api } = useSoftphone();
  const queries = useQueryClient();
  const [fields, set] = useState<EntryFields>(entry ?? emptyEntry);
  const [why, setWhy] = useState('');
  const done = async (): Promise<void> => {
    await queries.invalidateQueries({ queryKey: ['directory'] });
    close();
  };
  const save = useCommand(async () => {
    const { name, category, number, isListed } = fields;
    const address = fields.address?.trim() ? fields.address.trim() : null;
    const body = { name: name.trim(), category, number: number.trim(), address, isListed, why: why.trim() };
    if (entry) await api.reference.changeEntry(entry.entryId, { ...body, version: entry.version });
    else await api.reference.addEntry(body);
    await done();
  });
  const remove = useCommand(async ({ entryId, version }: DirectoryEntryView) => {
    await api.reference.removeEntry(entryId, version, why.trim());
    await done();
  });
  const canSave = fields.name.trim() !== '' && fields.number.trim().length >= 2 && why.trim() !== '';
  return { fields, set, why, setWhy, canSave, save, remove };
}
