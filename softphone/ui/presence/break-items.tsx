import { Group, Menu, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { OfferedReasonView } from '../../../server/contract/rest';
import { isFull } from '../../desk/presence-view';
import { useDesk, useSoftphone } from '../softphone-context';
import type { BreakReasonsView } from '../use-break-reasons';
import { useCommand } from '../use-command';

/** The reasons for a break, with how long each may be and how many places are taken. */
export function BreakItems({ view }: { view: BreakReasonsView }) {
  const { t } = useTranslation();
  const { actions } = useSoftphone();
  const rest = useCommand(actions.takeBreak);
  const { reasons, isError, nameOf } = view;
  if (reasons === undefined)
    return isError ? <Menu.Label role="alert">{t('presence.failed')}</Menu.Label> : null;
  if (reasons.length === 0) return <Menu.Label>{t('presence.none')}</Menu.Label>;
  return reasons.map((each) => (
    <ReasonItem
      key={each.reason}
      each={each}
      name={nameOf(each.reason)}
      choose={() => void rest.run(each.reason)}
    />
  ));
}

function ReasonItem(props: { each: OfferedReasonView; name: string; choose: () => void }) {
  const { t } = useTranslation();
  const agent = useDesk()?.agent;
  const { reason, maxMinutes, atMost, taken, productive } = props.each;
  const full = agent !== undefined && isFull(props.each, agent);
  const about = [
    ...(maxMinutes === null ? [] : [t('presence.limit', { minutes: maxMinutes })]),
    ...(productive ? [t('presence.productive')] : []),
  ].join(' · ');
  return (
    <Menu.Item
      disabled={full}
      title={full ? t('presence.full') : undefined}
      onClick={props.choose}
      data-testid={`break-${reason}`}
    >
      <Group justify="space-between" wrap="nowrap" gap="md">
        <div>
          <Text size="sm">{props.name}</Text>
          {about !== '' && (
            <Text size="xs" c="dimmed">
              {about}
            </Text>
          )}
        </div>
        {atMost !== null && (
          <Text
            size="xs"
            className="digits no-wrap"
            c={full ? 'stop' : 'dimmed'}
            data-testid={`places-${reason}`}
          >
            {t('presence.places', { taken, places: atMost })}
          </Text>
        )}
      </Group>
    </Menu.Item>
  );
}
