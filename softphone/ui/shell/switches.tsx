import { ActionIcon, Button, Tooltip, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { IconMoon, IconSun } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

/** Names the other language in that language, so that somebody who reads only that one finds it. */
export function LanguageSwitch() {
  const { t, i18n } = useTranslation();
  const other = i18n.language === 'en-US' ? 'zh-CN' : 'en-US';
  return (
    <Button
      variant="subtle"
      color="gray"
      size="compact-sm"
      lang={other}
      onClick={() => void i18n.changeLanguage(other)}
      data-testid="language-switch"
    >
      {t('app.otherLanguage')}
    </Button>
  );
}

export function ThemeSwitch() {
  const { t } = useTranslation();
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme('light') === 'dark';
  return (
    <Tooltip label={t('app.theme')}>
      <ActionIcon
        size="lg"
        aria-label={t('app.theme')}
        onClick={() => setColorScheme(dark ? 'light' : 'dark')}
        data-testid="theme-switch"
      >
        {dark ? <IconSun size={18} /> : <IconMoon size={18} />}
      </ActionIcon>
    </Tooltip>
  );
}
