import { Group, SegmentedControl, Select, Text, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { priceOf, type ItemDraft } from '../../desk/item-draft';
import { customersZhCN } from '../../i18n/customers.zh-cn';
import { useSoftphone } from '../softphone-context';
import { useCodes } from '../use-codes';

interface FieldsProps {
  readonly draft: ItemDraft;
  readonly change: (draft: ItemDraft) => void;
}

const classes = ['public', 'charged', 'confidential'] as const;

/** What an item is: its number, its menu, for whom, at what price, and when. */
export function ItemFields({ draft, change, isNew }: FieldsProps & { isNew: boolean }) {
  const { t } = useTranslation();
  const codes = useCodes();
  const topics = [...new Set([...Object.keys(customersZhCN.itemTopic), draft.topic])];
  return (
    <>
      <Group gap={10} align="flex-start">
        <TextInput
          w={130}
          label={t('information.category')}
          required
          data-autofocus={isNew || undefined}
          inputMode="numeric"
          maxLength={3}
          placeholder="102"
          value={draft.category}
          onChange={(event) => change({ ...draft, category: event.currentTarget.value.replace(/\D/g, '') })}
          data-testid="item-category"
        />
        <Select
          w={170}
          label={t('information.topic')}
          allowDeselect={false}
          data={topics.map((topic) => ({ value: topic, label: codes.itemTopic(topic) }))}
          value={draft.topic}
          onChange={(topic) => change({ ...draft, topic: topic ?? draft.topic })}
          data-testid="item-topic"
        />
        <div className="grow">
          <Text size="sm" fw={500} id="item-class">
            {t('information.class')}
          </Text>
          <SegmentedControl
            fullWidth
            aria-labelledby="item-class"
            value={draft.class}
            onChange={(next) => change({ ...draft, class: next })}
            data={classes.map((each) => ({ value: each, label: t(`information.class-${each}`) }))}
            data-testid="item-class"
          />
        </div>
      </Group>
      {isNew && <TakenCategory category={draft.category} />}
      <Group gap={10} align="flex-start" mt="sm" mb="sm">
        {draft.class === 'charged' && (
          <TextInput
            label={t('information.price')}
            required
            inputMode="decimal"
            w={130}
            value={draft.price}
            error={priceOf(draft) === null ? t('information.priceWrong') : undefined}
            onChange={(event) => change({ ...draft, price: event.currentTarget.value })}
            data-testid="item-price"
          />
        )}
        {(['validFrom', 'validUntil'] as const).map((field) => (
          <TextInput
            key={field}
            type="date"
            w={170}
            label={t(`changedField.${field}`)}
            value={draft[field]}
            onChange={(event) => change({ ...draft, [field]: event.currentTarget.value })}
          />
        ))}
      </Group>
    </>
  );
}

/** Callers hear the newest item of a category: whoever writes a second one should know. */
function TakenCategory({ category }: { category: string }) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const codes = useCodes();
  const isWhole = /^\d{3}$/.test(category);
  const { data } = useQuery({
    queryKey: ['information', 'category', category],
    queryFn: () => api.reference.information({ search: category, class: null }),
    enabled: isWhole,
  });
  const taken = data?.items.find((item) => item.category === category);
  if (!isWhole || !taken) return null;
  const title = taken.titles[codes.language] ?? Object.values(taken.titles)[0] ?? '';
  return (
    <Text size="xs" mt={4} role="status" data-testid="item-category-taken">
      {t('information.categoryTaken', { category, title })}
    </Text>
  );
}

export function ItemWords(props: FieldsProps & { language: 'zh-CN' | 'en-US'; heading: string }) {
  const { t } = useTranslation();
  const { language, heading, draft, change } = props;
  return (
    <fieldset className="chips" lang={language}>
      <legend>{heading}</legend>
      <TextInput
        label={t('information.title')}
        maxLength={200}
        value={draft.titles[language]}
        onChange={(event) =>
          change({ ...draft, titles: { ...draft.titles, [language]: event.currentTarget.value } })
        }
        data-testid={`item-title-${language}`}
      />
      <Textarea
        label={t('information.text')}
        mt={6}
        mb="sm"
        autosize
        minRows={2}
        maxRows={5}
        maxLength={4000}
        value={draft.texts[language]}
        onChange={(event) =>
          change({ ...draft, texts: { ...draft.texts, [language]: event.currentTarget.value } })
        }
        data-testid={`item-text-${language}`}
      />
    </fieldset>
  );
}
