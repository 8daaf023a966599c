import { Button, Checkbox, Group, Text, Textarea } from '@mantine/core';
import { IconPin } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerNoteView } from '../../../server/contract/customer-data';
import { PagedList } from '../paged-list';
import { useSoftphone } from '../softphone-context';
import { useCommand } from '../use-command';
import { useDisplay } from '../use-display';
import { useCustomerChanged } from './use-customer';

/** Notes are written once and never edited; a new one says what has changed. */
export function CustomerNotes({ customerId }: { customerId: string }) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  return (
    <>
      <NoteForm customerId={customerId} />
      <PagedList
        queryKey={['customer', customerId, 'notes']}
        load={(paging) => api.records.notes(customerId, paging)}
        pageSize={20}
        empty={t('record.noNotes')}
      >
        {(notes) => (
          <ul className="plain-list" aria-label={t('record.tab-notes')}>
            {notes.map((note) => (
              <Note key={note.noteId} note={note} />
            ))}
          </ul>
        )}
      </PagedList>
    </>
  );
}

function NoteForm({ customerId }: { customerId: string }) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const queries = useQueryClient();
  const changed = useCustomerChanged();
  const [text, setText] = useState('');
  const [pinned, setPinned] = useState(false);
  const add = useCommand(async () => {
    await api.records.addNote(customerId, { text: text.trim(), pinned });
    setText('');
    setPinned(false);
    await queries.invalidateQueries({ queryKey: ['customer', customerId, 'notes'] });
    await changed(customerId);
  });
  const isEmpty = text.trim() === '';
  return (
    <form
      className="note-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isEmpty) void add.run();
      }}
      onKeyDown={(event) => {
        if (event.ctrlKey && event.key === 'Enter') event.currentTarget.requestSubmit();
      }}
    >
      <Textarea
        aria-label={t('record.newNote')}
        placeholder={t('record.newNote')}
        autosize
        minRows={2}
        maxRows={6}
        maxLength={4000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        data-testid="note-text"
      />
      <Group justify="space-between" mt={6}>
        <Checkbox
          size="xs"
          label={t('record.pin')}
          checked={pinned}
          onChange={(event) => setPinned(event.currentTarget.checked)}
          data-testid="note-pin"
        />
        <Button
          type="submit"
          size="compact-sm"
          disabled={isEmpty}
          loading={add.pending}
          title="Ctrl + Enter"
          data-testid="note-add"
        >
          {t('record.addNote')}
        </Button>
      </Group>
    </form>
  );
}

function Note({ note }: { note: CustomerNoteView }) {
  const { t } = useTranslation();
  const display = useDisplay();
  return (
    <li className="note" data-testid="customer-note" data-pinned={note.pinned}>
      <Text size="xs" c="dimmed">
        {note.pinned && <IconPin size={13} aria-label={t('record.pinned')} />} {note.author} ·{' '}
        {display.date(note.at)}
      </Text>
      <Text size="sm" className="pre-wrap">
        {note.text}
      </Text>
    </li>
  );
}
