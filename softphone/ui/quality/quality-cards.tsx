import { Button, Group, Loader, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { QualityVersion } from '../../../server/contract/quality-config';
import { useSoftphone } from '../softphone-context';
import { useCommand } from '../use-command';
import { PackText } from '../packs/pack-text';
import '../packs/packs.css';
import { useQualityConfig } from './use-quality-config';

/** Score cards and sampling rules as their author writes them; supervisors read and check, admins apply. */
export function QualityCards({ mayChange }: { mayChange: boolean }) {
  const config = useQualityConfig();
  if (config === null) return <Loader size="sm" />;
  return <Editor key={config.version} config={config} mayChange={mayChange} />;
}

function Editor({ config, mayChange }: { config: QualityVersion; mayChange: boolean }) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const queries = useQueryClient();
  const field = useRef<HTMLTextAreaElement>(null);
  const [yaml, setYaml] = useState(config.yaml);
  const [why, setWhy] = useState('');
  const [faults, setFaults] = useState<readonly { readonly line: number; readonly message: string }[] | null>(
    null,
  );
  const check = useCommand(async () => {
    setFaults((await api.quality.check(yaml)).faults);
  });
  const apply = useCommand(async () => {
    const found = (await api.quality.check(yaml)).faults;
    setFaults(found);
    if (found.length > 0) return;
    await api.quality.apply({ yaml, why: why.trim(), basedOn: config.version });
    notifications.show({ message: t('reviews.applied'), closeButtonProps: { 'aria-label': t('app.close') } });
    await queries.invalidateQueries({ queryKey: ['quality-config'] });
  });
  return (
    <>
      <Group gap="sm" mb={8}>
        <Text size="sm" c="dimmed" data-testid="quality-version">
          {t('reviews.version', { version: config.version })}
        </Text>
        <Button
          size="xs"
          variant="default"
          loading={check.pending}
          onClick={() => void check.run()}
          data-testid="quality-check"
        >
          {t('reviews.check')}
        </Button>
        {faults?.length === 0 && (
          <Text size="sm" role="status">
            {t('reviews.sound')}
          </Text>
        )}
      </Group>
      {faults !== null && faults.length > 0 && (
        <ul className="plain-list fault-list">
          {faults.map(({ line, message }, nth) => (
            <li key={nth} data-testid="quality-fault">
              <Text size="sm" span>
                <span className="digits">{line}</span> {message}
              </Text>
            </li>
          ))}
        </ul>
      )}
      <PackText
        label={t('reviews.yaml')}
        value={yaml}
        change={(text) => {
          setYaml(text);
          setFaults(null);
        }}
        field={field}
        faultLines={new Set(faults?.map(({ line }) => line))}
      />
      {mayChange && (
        <Group gap="sm" mt="sm" align="flex-end">
          <TextInput
            size="xs"
            className="grow"
            label={t('reviews.why')}
            value={why}
            maxLength={500}
            onChange={(event) => setWhy(event.currentTarget.value)}
            data-testid="quality-why"
          />
          <Button
            size="xs"
            disabled={why.trim() === '' || yaml === config.yaml}
            loading={apply.pending}
            onClick={() => void apply.run()}
            data-testid="quality-apply"
          >
            {t('reviews.apply')}
          </Button>
        </Group>
      )}
    </>
  );
}
