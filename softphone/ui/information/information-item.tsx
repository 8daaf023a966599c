import { Badge, Button, Group, Text, Title } from '@mantine/core';
import { IconPencil, IconPrinter } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { InformationItemView } from '../../../server/contract/crm';
import { useCallerNumber, useCallView } from '../phone/use-call-view';
import { useDesk, useUi } from '../softphone-context';
import { useCodes } from '../use-codes';

const ItemDialog = lazy(() =>
  import('./item-dialog').then(({ ItemDialog: component }) => ({ default: component })),
);

const classColors = { public: 'go', charged: 'wait', confidential: 'stop' } as const;

/** One item in both languages: agents read it out in the caller's. */
export function InformationItem({ item, keeps }: { item: InformationItemView; keeps: boolean }) {
  const { t } = useTranslation();
  const codes = useCodes();
  const [editing, setEditing] = useState(false);
  const day = (date: string | null) => (date === null ? t('information.always') : codes.day(date));
  return (
    <article data-testid="information-text" data-item-id={item.itemId} data-version={item.version}>
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <div>
          <Title order={2} size="h3">
            <span className="digits">{item.category}</span>{' '}
            {item.titles[codes.language] ?? Object.values(item.titles)[0]}
          </Title>
          <Group gap={6} mt={6}>
            <Badge color={classColors[item.class]}>{t(`information.class-${item.class}`)}</Badge>
            {item.price > 0 && <Badge color="wait">{codes.money(item.price)}</Badge>}
            <Badge color="gray">{codes.itemTopic(item.topic)}</Badge>
          </Group>
        </div>
        <Group gap={6} wrap="nowrap">
          <FaxButton item={item} />
          <Button
            size="xs"
            variant="light"
            leftSection={<IconPencil size={16} />}
            onClick={() => setEditing(true)}
            data-testid="information-edit"
          >
            {keeps ? t('information.edit') : t('information.propose')}
          </Button>
        </Group>
      </Group>
      {(item.validFrom !== null || item.validUntil !== null) && (
        <Text size="sm" c="dimmed" mt="xs">
          {t('information.valid', { from: day(item.validFrom), until: day(item.validUntil) })}
        </Text>
      )}
      <ItemText heading={t('information.chinese')} lang="zh-CN" item={item} />
      <ItemText heading={t('information.english')} lang="en-US" item={item} />
      <Suspense fallback={null}>
        {editing && <ItemDialog item={item} keeps={keeps} close={() => setEditing(false)} />}
      </Suspense>
    </article>
  );
}

function ItemText(props: { heading: string; lang: 'zh-CN' | 'en-US'; item: InformationItemView }) {
  const { t } = useTranslation();
  const text = props.item.texts[props.lang];
  return (
    <section>
      <h3 className="section-title">{props.heading}</h3>
      {text === undefined ? (
        <Text size="sm" c="dimmed">
          {t('information.noText')}
        </Text>
      ) : (
        <div lang={props.lang} className="quote">
          <Text fw={600} size="sm">
            {props.item.titles[props.lang]}
          </Text>
          <Text className="pre-wrap">{text}</Text>
        </div>
      )}
    </section>
  );
}

/** The dialog asks where to; a caller on the line is its first answer. */
function FaxButton({ item }: { item: InformationItemView }) {
  const { t } = useTranslation();
  const { newFax } = useUi();
  const desk = useDesk();
  const number = useCallerNumber(useCallView());
  if (desk === null) return null;
  return (
    <Button
      size="xs"
      variant="default"
      leftSection={<IconPrinter size={16} />}
      onClick={() =>
        newFax.set({
          to: /\d/.test(number) ? number : '',
          callId: desk.call?.callId ?? null,
          customerId: desk.customers[0]?.customerId ?? null,
          itemId: item.itemId,
        })
      }
      data-testid="information-fax"
    >
      {t('information.fax')}
    </Button>
  );
}
