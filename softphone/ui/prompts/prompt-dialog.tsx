import { Button, FileInput, Group, Modal, Text, TextInput } from '@mantine/core';
import { IconMusic } from '@tabler/icons-react';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SOUND_MAX_BYTES, type SoundView } from '../../../server/contract/sounds';
import { NeedsApproval } from '../maintenance/approval-rules';
import { useSoftphone } from '../softphone-context';
import { useCommand } from '../use-command';

export type PromptDeed = 'replace' | 'restore';

interface PromptDialogProps {
  readonly sound: SoundView;
  readonly deed: PromptDeed;
  readonly close: () => void;
}

/** Replaces a sound by a recording, or takes the recording away; both with the reason. */
export function PromptDialog({ sound, deed, close }: PromptDialogProps) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const queries = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [why, setWhy] = useState('');
  const problem = file ? problemOf(file) : null;
  const replaces = deed === 'replace';
  const known = useQuery({ queryKey: ['approval-rules'], queryFn: api.approval.rules }).data;
  const rules = (known ?? []).filter(({ rule, bindsMe }) => replaces && bindsMe && rule === 'recordings');
  const act = useCommand(async () => {
    // Whatever the browser thinks the file is: the server looks into it.
    const wav = file && new Blob([file], { type: 'audio/wav' });
    if (!replaces) await api.sounds.restore(sound, why.trim());
    else if (wav && rules.length === 0) await api.sounds.replace(sound, wav, why.trim());
    else if (wav) {
      await api.sounds.propose(sound, wav, why.trim());
      notifications.show({
        color: 'wait',
        message: t('information.proposed'),
        closeButtonProps: { 'aria-label': t('app.close') },
      });
    }
    await queries.invalidateQueries({ queryKey: ['sounds'] });
    await queries.invalidateQueries({ queryKey: ['proposals'] });
    close();
  });
  const canAct =
    known !== undefined && why.trim() !== '' && (!replaces || (file !== null && problem === null));
  const name = `${sound.group}/${sound.name}`;
  return (
    <Modal
      opened
      onClose={close}
      title={replaces ? t('prompts.replaceHeading', { name }) : t('prompts.restoreHeading', { name })}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (canAct) void act.run();
        }}
      >
        {sound.text !== null && (
          <Text size="sm" mb="sm" className="quote">
            {sound.text}
          </Text>
        )}
        {replaces ? (
          <FileInput
            label={t('prompts.file')}
            placeholder={t('prompts.chooseFile')}
            leftSection={<IconMusic size={16} />}
            accept=".wav,audio/wav,audio/x-wav"
            value={file}
            onChange={setFile}
            error={problem === null ? undefined : t(`prompts.${problem}`)}
            data-testid="prompt-file"
          />
        ) : (
          <Text size="sm">{t('prompts.restoreText')}</Text>
        )}
        <TextInput
          label={t('prompts.why')}
          mt="sm"
          required
          maxLength={200}
          value={why}
          onChange={(event) => setWhy(event.currentTarget.value)}
          data-testid="prompt-why"
        />
        <NeedsApproval rules={rules} />
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={close}>
            {t('login.cancel')}
          </Button>
          <Button type="submit" disabled={!canAct} loading={act.pending} data-testid="prompt-submit">
            {!replaces
              ? t('prompts.restoreDo')
              : rules.length > 0
                ? t('information.proposeDo')
                : t('prompts.upload')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

function problemOf(file: File): 'notWav' | 'tooLarge' | null {
  if (!/\.wav$/i.test(file.name)) return 'notWav';
  return file.size > SOUND_MAX_BYTES ? 'tooLarge' : null;
}
