import { ActionIcon, Button, Group, NativeSelect, Popover, Stack, Text, Tooltip } from '@mantine/core';
import { IconBellRinging, IconHeadphones, IconStethoscope, IconVolume } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AudioDevice, DeviceRole } from '../../media/audio-devices';
import { useObservable, useSoftphone, useUi } from '../softphone-context';
import { MicrophoneLevel } from '../voice/microphone-level';
import { ProcessingChoices } from '../voice/processing-choices';

export function AudioMenu() {
  const { t } = useTranslation();
  const { audio } = useSoftphone();
  const [opened, setOpened] = useState(false);
  const refresh = () => void audio.devices.refresh();
  return (
    <Popover
      position="bottom-end"
      width={340}
      opened={opened}
      onChange={setOpened}
      onOpen={refresh}
      trapFocus
    >
      <Popover.Target>
        <Tooltip label={t('audio.heading')}>
          <ActionIcon
            size="lg"
            aria-label={t('audio.heading')}
            onClick={() => setOpened(!opened)}
            data-testid="audio-menu"
          >
            <IconHeadphones size={18} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('audio.heading')}>
        <AudioChoices />
        <CheckButton close={() => setOpened(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}

/** Everything that is looked at before Ready, at any time. */
function CheckButton({ close }: { close: () => void }) {
  const { t } = useTranslation();
  const { preflight } = useSoftphone();
  const ui = useUi();
  return (
    <Button
      size="xs"
      mt="xs"
      fullWidth
      variant="default"
      leftSection={<IconStethoscope size={14} />}
      onClick={() => {
        close();
        ui.preflight.set(true);
        void preflight.run();
      }}
      data-testid="preflight-check"
    >
      {t('preflight.check')}
    </Button>
  );
}

function AudioChoices() {
  const { t } = useTranslation();
  const { audio } = useSoftphone();
  const { devices, microphone, remote, ringtone } = audio;
  const inputs = useObservable(devices.inputs);
  const outputs = useObservable(devices.outputs);
  if (inputs.length === 0) {
    const load = async () => {
      await microphone.open();
      await devices.refresh();
    };
    return (
      <Stack gap="xs">
        <Text size="sm">{t('audio.none')}</Text>
        <Button size="xs" onClick={() => void load()}>
          {t('audio.load')}
        </Button>
      </Stack>
    );
  }
  return (
    <Stack gap="xs">
      <DeviceSelect role="microphone" devices={inputs} chosen={() => void microphone.reopen()} />
      <MicrophoneLevel />
      <DeviceSelect role="speaker" devices={outputs} chosen={remote.chooseSpeaker} />
      <DeviceSelect role="ringer" devices={outputs} chosen={ringtone.chooseRinger} />
      <Group gap={6} grow>
        <Button size="xs" variant="light" leftSection={<IconVolume size={14} />} onClick={remote.sample}>
          {t('voice.listen')}
        </Button>
        <Button
          size="xs"
          variant="light"
          leftSection={<IconBellRinging size={14} />}
          onClick={ringtone.sample}
        >
          {t('audio.test')}
        </Button>
      </Group>
      <ProcessingChoices />
    </Stack>
  );
}

interface DeviceSelectProps {
  readonly role: DeviceRole;
  readonly devices: readonly AudioDevice[];
  readonly chosen: (deviceId: string | null) => void;
}

function DeviceSelect({ role, devices, chosen }: DeviceSelectProps) {
  const { t } = useTranslation();
  const { audio } = useSoftphone();
  const [value, setValue] = useState(audio.devices.chosen(role) ?? '');
  return (
    <NativeSelect
      size="xs"
      label={t(`audio.${role}`)}
      value={value}
      data={[
        { value: '', label: t('audio.default') },
        ...devices
          .filter(({ deviceId }) => deviceId !== 'default')
          .map(({ deviceId, label }) => ({ value: deviceId, label })),
      ]}
      onChange={(event) => {
        const id = event.currentTarget.value === '' ? null : event.currentTarget.value;
        setValue(id ?? '');
        audio.devices.choose(role, id);
        chosen(id);
      }}
    />
  );
}
