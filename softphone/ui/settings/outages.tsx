import { Badge, Button, Group, Stack, Table, Text, Textarea, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutageView } from '../../../server/contract/self-service';
import { emptyOutage, outageRequest, outageToForm, type OutageDraft } from '../../desk/outage-form';
import type { Language } from '../../i18n/i18n';
import { errorSentence } from '../error-sentence';
import { useSoftphone } from '../softphone-context';
import { useCommand } from '../use-command';
import { useDisplay } from '../use-display';
import { ConfirmDialog, Dialog } from './dialogs';

/** What callers of an area are told before anything else. */
export function Outages() {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const [edited, edit] = useState<OutageView | 'new' | null>(null);
  const { data, error } = useQuery({
    queryKey: ['outages'],
    queryFn: () => api.settings.outages(1),
    refetchInterval: 30_000,
  });
  return (
    <>
      <Group justify="flex-end" mb={6}>
        <Button
          size="xs"
          leftSection={<IconPlus size={16} />}
          onClick={() => edit('new')}
          data-testid="add-outage"
        >
          {t('outages.add')}
        </Button>
      </Group>
      {error && <Text role="alert">{errorSentence(t, error)}</Text>}
      {data?.items.length === 0 && <Text c="dimmed">{t('outages.empty')}</Text>}
      {data && data.items.length > 0 && (
        <Table className="records" verticalSpacing={6} horizontalSpacing={8} data-testid="outages-table">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('outages.where')}</Table.Th>
              <Table.Th>{t('outages.text')}</Table.Th>
              <Table.Th>{t('outages.since')}</Table.Th>
              <Table.Th>{t('outages.until')}</Table.Th>
              <Table.Td />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {data.items.map((outage) => (
              <OutageRow key={outage.outageId} outage={outage} edit={() => edit(outage)} />
            ))}
          </Table.Tbody>
        </Table>
      )}
      {edited !== null && <OutageDialog outage={edited === 'new' ? null : edited} close={() => edit(null)} />}
    </>
  );
}

function OutageRow({ outage, edit }: { outage: OutageView; edit: () => void }) {
  const { t, i18n } = useTranslation();
  const { api } = useSoftphone();
  const queries = useQueryClient();
  const display = useDisplay();
  const [isAsking, setAsking] = useState(false);
  const language: Language = i18n.language === 'en-US' ? 'en-US' : 'zh-CN';
  const { outageId, version, areaCode, numberPrefix, texts, since, until, endedAt } = outage;
  const isOver = endedAt !== null;
  return (
    <Table.Tr data-testid="outage-row" data-state={isOver ? 'over' : 'active'}>
      <Table.Td className="digits no-wrap">
        {[areaCode === null ? '' : `0${areaCode}`, numberPrefix === null ? '' : `${numberPrefix}…`]
          .filter((part) => part !== '')
          .join(' · ')}
      </Table.Td>
      <Table.Td className="cell-wide">{texts[language] ?? Object.values(texts)[0]}</Table.Td>
      <Table.Td className="digits no-wrap cell-quiet">{display.date(since)}</Table.Td>
      <Table.Td className="digits no-wrap cell-quiet">{until === null ? '–' : display.date(until)}</Table.Td>
      <Table.Td ta="right" className="no-wrap">
        {isOver ? (
          <Badge color="gray">{t('outages.over')}</Badge>
        ) : (
          <>
            <Button size="compact-xs" variant="subtle" onClick={edit} data-testid="edit-outage">
              {t('outages.edit')}
            </Button>
            <Button
              size="compact-xs"
              variant="light"
              color="go"
              ml={6}
              onClick={() => setAsking(true)}
              data-testid="end-outage"
            >
              {t('outages.end')}
            </Button>
          </>
        )}
        {isAsking && (
          <ConfirmDialog
            title={t('outages.end')}
            question={t('outages.endWhat')}
            button={t('outages.end')}
            act={async () => {
              await api.settings.changeOutage(outageId, { version, endedAt: new Date().toISOString() });
              await queries.invalidateQueries({ queryKey: ['outages'] });
            }}
            close={() => setAsking(false)}
          />
        )}
      </Table.Td>
    </Table.Tr>
  );
}

function OutageDialog({ outage, close }: { outage: OutageView | null; close: () => void }) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const queries = useQueryClient();
  const [form, setForm] = useState<OutageDraft>(() => (outage ? outageToForm(outage) : emptyOutage));
  const request = outageRequest(form);
  const save = useCommand(async () => {
    if (!request) return;
    const { texts, until } = request;
    // Where it is cannot change: that would be another outage.
    if (outage) await api.settings.changeOutage(outage.outageId, { version: outage.version, texts, until });
    else await api.settings.addOutage(request);
    await queries.invalidateQueries({ queryKey: ['outages'] });
    close();
  });
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    void save.run();
  };
  const text = (name: keyof OutageDraft, label: string) => ({
    label,
    value: form[name],
    onChange: (event: React.ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) =>
      setForm({ ...form, [name]: event.currentTarget.value }),
    'data-testid': `outage-${name}`,
  });
  return (
    <Dialog title={outage ? t('outages.edit') : t('outages.add')} close={close} testId="outage-dialog">
      <form onSubmit={submit}>
        <Stack gap={12}>
          <Group grow gap={10} align="flex-start">
            <TextInput
              {...text('areaCode', t('outages.area'))}
              description={t('outages.areaHint')}
              disabled={outage !== null}
              inputMode="numeric"
              data-autofocus
            />
            <TextInput
              {...text('numberPrefix', t('outages.prefix'))}
              description={t('outages.prefixHint')}
              disabled={outage !== null}
              inputMode="numeric"
            />
          </Group>
          <Textarea {...text('textZh', t('outages.textZh'))} autosize minRows={2} maxLength={1000} />
          <Textarea {...text('textEn', t('outages.textEn'))} autosize minRows={2} maxLength={1000} />
          <TextInput {...text('until', t('outages.until'))} type="datetime-local" />
          {form.areaCode.trim() === '' && form.numberPrefix.trim() === '' && (
            <Text size="xs" c="dimmed">
              {t('outages.needArea')}
            </Text>
          )}
          <Button type="submit" disabled={!request} loading={save.pending} data-testid="outage-save">
            {outage ? t('outages.save') : t('outages.create')}
          </Button>
        </Stack>
      </form>
    </Dialog>
  );
}
