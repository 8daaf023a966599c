import { Button, Group, Text, Tooltip } from '@mantine/core';
import { IconClockPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { formatDuration } from '../../desk/duration';
import { Remaining } from '../elapsed';
import { useDesk, useSoftphone } from '../softphone-context';
import { useCommand } from '../use-command';

/** How much of the wrap-up is left, and the way to more of it. */
export function WrapUpTime({ until }: { until: number }) {
  return (
    <Group gap={8} wrap="nowrap">
      <Countdown until={until} />
      <Prolong />
    </Group>
  );
}

function Countdown({ until }: { until: number }) {
  const { t } = useTranslation();
  const [before = '', after = ''] = t('wrapUp.left', { time: '|' }).split('|');
  return (
    <Text size="sm" fw={600} className="countdown no-wrap" data-testid="wrap-up-left" data-until={until}>
      {before}
      <Remaining until={until} />
      {after}
    </Text>
  );
}

function Prolong() {
  const { t } = useTranslation();
  const { wrapUp } = useSoftphone();
  const prolong = useCommand(wrapUp.prolong);
  const desk = useDesk();
  const rule = desk?.call?.wrapUp;
  if (!desk || !rule || rule.prolongTimes === 0) return null;
  const left = Math.max(0, rule.prolongTimes - desk.agent.prolonged);
  return (
    <Tooltip label={`${t('wrapUp.prolongsLeft', { count: left })} (Alt + P)`}>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconClockPlus size={14} />}
        loading={prolong.pending}
        disabled={left === 0}
        onClick={() => void prolong.run()}
        data-testid="wrap-up-prolong"
        data-left={left}
      >
        {t('wrapUp.prolong', { time: formatDuration(rule.prolongByS * 1000) })}
      </Button>
    </Tooltip>
  );
}
