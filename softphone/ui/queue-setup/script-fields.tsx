import { SimpleGrid, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callScriptSchema, scriptFields, type CallScript } from '../../../server/contract/call-script';

interface ScriptProps {
  readonly script: CallScript | null;
  /** undefined: in their own words. */
  readonly change: (script: CallScript | undefined) => void;
}

const languages = ['zh-CN', 'en-US'] as const;

/** What agents of the queue say, in each language. */
export function ScriptFields({ script, change }: ScriptProps) {
  const { t } = useTranslation();
  const fields = scriptFields.map((field) => `{${field}}`).join(' ');
  return (
    <>
      <SimpleGrid cols={2} spacing="sm" mt="sm">
        {languages.map((language) => (
          <Words
            key={language}
            language={language}
            value={script?.[language] ?? ''}
            commit={(words) => {
              const next = languages.flatMap((each) => {
                const said = each === language ? words : (script?.[each] ?? '');
                return said === '' ? [] : [[each, said] as const];
              });
              change(next.length === 0 ? undefined : Object.fromEntries(next));
            }}
          />
        ))}
      </SimpleGrid>
      <Text size="xs" c="dimmed" mt={2}>
        {t('queueSetup.scriptHint', { fields })}
      </Text>
    </>
  );
}

function Words(props: {
  readonly language: (typeof languages)[number];
  readonly value: string;
  readonly commit: (words: string) => void;
}) {
  const { t } = useTranslation();
  const { language, value, commit } = props;
  /** null: nobody is typing. */
  const [typed, setTyped] = useState<string | null>(null);
  const words = typed?.trim() ?? value;
  const isWrong = words !== '' && !callScriptSchema.safeParse({ [language]: words }).success;
  const leave = (): void => {
    if (typed === null || isWrong) return;
    setTyped(null);
    if (words !== value) commit(words);
  };
  return (
    <Textarea
      size="xs"
      autosize
      minRows={2}
      maxRows={6}
      label={t(`queueSetup.script-${language}`)}
      error={isWrong ? t('queueSetup.notScript') : null}
      value={typed ?? value}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={leave}
      data-testid={`queue-script-${language}`}
    />
  );
}
