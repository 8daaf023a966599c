import { Alert, Anchor, Button, Checkbox, FileButton, Group, SegmentedControl, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconUpload } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PackPlan as Plan } from '../../../server/contract/packs';
import { ApiError } from '../../api-client/api-error';
import type { PackTexts } from '../../api-client/pack-api';
import { lineRange, packIdIn } from '../../desk/pack-draft';
import { OrderTypesForm } from '../order-types/order-types-form';
import { useSoftphone } from '../softphone-context';
import { ApplyForm } from '../versions';
import { useCommand } from '../use-command';
import { PackPlan } from './pack-plan';
import { PackText } from './pack-text';

const files = ['pack.yaml', 'work-orders.yaml'] as const;
type FileName = (typeof files)[number];
/** A file as text, or what stands in one as a form. */
type View = FileName | 'order-types';
const LINE_HEIGHT = 18;

interface EditorProps {
  /** null: a new one, by the id it gives itself. */
  readonly packId: string | null;
  readonly texts: PackTexts;
  readonly done: (packId: string) => void;
}

/** Writes the next version: checked, looked at, and only then applied. */
export function PackEditor({ packId, texts, done }: EditorProps) {
  const { t } = useTranslation();
  const editor = usePackEditor(packId, texts, done);
  const { plan, stale, file, view } = editor;
  const faultLines = new Set(
    (plan?.faults ?? []).flatMap((fault) => (fault.file === file ? fault.line : [])),
  );
  return (
    <>
      <Group gap={8} mb={8}>
        <SegmentedControl
          size="xs"
          aria-label={t('packs.file')}
          value={view}
          onChange={editor.setView}
          data={[...files, { value: 'order-types', label: t('orderTypes.view') } as const]}
          data-testid="pack-file"
        />
        <FileButton accept=".yaml,.yml,text/yaml" onChange={(chosen) => void editor.upload(chosen)}>
          {(props) => (
            <Button
              size="xs"
              variant="default"
              leftSection={<IconUpload size={14} />}
              {...props}
              data-testid="pack-upload"
            >
              {t('packs.upload')}
            </Button>
          )}
        </FileButton>
        <Button
          size="xs"
          disabled={editor.id === null}
          loading={editor.look.pending}
          onClick={() => void editor.look.run()}
          data-testid="pack-look"
        >
          {t('packs.look')}
        </Button>
        {editor.id === null && (
          <Text size="xs" c="dimmed">
            {t('packs.needsId')}
          </Text>
        )}
      </Group>
      {view === 'order-types' ? (
        <OrderTypesForm text={editor.text} write={editor.write} />
      ) : (
        <PackText
          label={file}
          value={editor.text}
          change={editor.write}
          field={editor.field}
          faultLines={faultLines}
        />
      )}
      {stale && (
        <Alert color="wait" mt="sm" title={t('packs.staleTitle', stale)} data-testid="pack-stale">
          {t('packs.staleText')}
        </Alert>
      )}
      {plan && plan.faults.length > 0 && <Faults plan={plan} go={editor.go} />}
      {plan && (plan.parts.length > 0 || plan.faults.length === 0) && <PackPlan plan={plan} />}
      {plan && plan.parts.length > 0 && <Apply plan={plan} apply={editor.apply} />}
    </>
  );
}

function Faults({ plan, go }: { plan: Plan; go: (file: string, line: number) => void }) {
  const { t } = useTranslation();
  return (
    <Alert
      color="stop"
      variant="outline"
      mt="sm"
      title={t('packs.faults', { count: plan.faults.length })}
      data-testid="pack-faults"
    >
      <ul className="plain-list fault-list">
        {plan.faults.map(({ file, line, message }, index) => (
          <li key={index} data-testid="pack-fault">
            <Anchor
              component="button"
              type="button"
              size="sm"
              className="digits"
              onClick={() => go(file, line)}
            >
              {file}:{line}
            </Anchor>{' '}
            <Text size="sm" span>
              {message}
            </Text>
          </li>
        ))}
      </ul>
    </Alert>
  );
}

function Apply(props: {
  plan: Plan;
  apply: { run: (why: string, speakMissing: boolean) => Promise<unknown>; pending: boolean };
}) {
  const { t } = useTranslation();
  const [speakMissing, setSpeakMissing] = useState(false);
  const isSpeakable = props.plan.faults.every(({ message }) => message.includes('has no recording'));
  return (
    <ApplyForm
      whyLabel={t('maintenance.why')}
      button={t('packs.apply')}
      mayApply={props.plan.faults.length === 0 || (speakMissing && isSpeakable)}
      pending={props.apply.pending}
      apply={(why) => props.apply.run(why, speakMissing)}
      testId="pack"
    >
      <Checkbox
        mt="xs"
        size="xs"
        label={t('packs.speakMissing')}
        checked={speakMissing}
        onChange={(event) => setSpeakMissing(event.currentTarget.checked)}
        data-testid="pack-speak-missing"
      />
      <Text size="xs" c="dimmed" mt={6}>
        {t('packs.inProgress')}
      </Text>
    </ApplyForm>
  );
}

function usePackEditor(packId: string | null, given: PackTexts, done: (packId: string) => void) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const queries = useQueryClient();
  const field = useRef<HTMLTextAreaElement>(null);
  const [texts, setTexts] = useState(given);
  const [view, setView] = useState<View>('pack.yaml');
  const file: FileName = view === 'order-types' ? 'work-orders.yaml' : view;
  const [plan, setPlan] = useState<Plan | null>(null);
  const [stale, setStale] = useState<{ version: number; by: string } | null>(null);
  const id = packId ?? packIdIn(texts.pack);
  const text = file === 'pack.yaml' ? texts.pack : (texts.workOrders ?? '');
  const write = (value: string, where: FileName = file): void => {
    // A pack without work orders has no such file.
    const orders = value.trim() === '' ? null : value;
    setTexts(where === 'pack.yaml' ? { ...texts, pack: value } : { ...texts, workOrders: orders });
    setPlan(null);
  };
  const upload = async (chosen: File | null): Promise<void> => {
    if (!chosen) return;
    const where: FileName = chosen.name.startsWith('work-orders') ? 'work-orders.yaml' : file;
    setView(where);
    write(await chosen.text(), where);
  };
  const look = useCommand(async () => {
    if (id === null) return;
    setPlan(await api.packs.plan(id, texts));
    setStale(null);
  });
  const apply = useCommand(async (why: string, speakMissing: boolean) => {
    if (id === null || plan === null) return;
    try {
      const { version } = await api.packs.apply(id, texts, { base: plan.base, why, speakMissing });
      notifications.show({
        color: 'go',
        message: t('packs.applied', { version }),
        closeButtonProps: { 'aria-label': t('app.close') },
      });
      done(id);
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'conflict') throw error;
      const { version, by } = error.details;
      setStale({ version: Number(version), by: String(by) });
      setPlan(null);
    } finally {
      await queries.invalidateQueries({ queryKey: ['packs'] });
    }
  });
  const go = (where: string, line: number): void => {
    setView(files.find((name) => name === where) ?? file);
    // Once the other file stands in the field.
    window.setTimeout(() => {
      const area = field.current;
      if (!area) return;
      area.focus();
      area.setSelectionRange(...lineRange(area.value, line));
      area.scrollTop = Math.max(0, (line - 6) * LINE_HEIGHT);
    });
  };
  return { id, field, file, view, setView, text, write, upload, plan, stale, look, apply, go };
}
