import { IconPhone } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GuestCall } from '../../phone/guest-call';

const nameKey = 'kiloline.guest-name';

/** Remembered for the visit only: the computer may be anybody's. */
export const rememberedName = (): string => sessionStorage.getItem(nameKey) ?? '';

export function CallStart({ call }: { call: GuestCall }) {
  const { t } = useTranslation();
  const [name, setName] = useState(rememberedName);
  const start = (): void => {
    sessionStorage.setItem(nameKey, name);
    void call.call(name);
  };
  return (
    <form
      className="call-page-start"
      onSubmit={(event) => {
        event.preventDefault();
        start();
      }}
    >
      <p className="call-page-lead">{t('callPage.lead')}</p>
      <button type="submit" className="round-button round-go" data-testid="call">
        <IconPhone size={44} stroke={1.6} aria-hidden="true" />
        <span>{t('callPage.call')}</span>
      </button>
      <label className="call-page-name">
        <span>{t('callPage.name')}</span>
        <input
          value={name}
          maxLength={40}
          autoComplete="name"
          placeholder={t('callPage.nameOptional')}
          onChange={(event) => setName(event.target.value)}
          data-testid="guest-name"
        />
      </label>
      <p className="call-page-hint">{t('callPage.hint')}</p>
    </form>
  );
}
