import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallPage } from '../../app/compose-call-page';
import type { GuestCallState } from '../../phone/guest-call.machine';
import { Logo } from '../logo';
import { useObservable } from '../use-observable';
import { CallEnded } from './call-ended';
import { CallStart } from './call-start';
import { CallUnderWay } from './call-under-way';

/** The whole page: one card with what can be done now. */
export function CallPageScreen({ page }: { page: CallPage }) {
  const { t, i18n } = useTranslation();
  const state = useObservable(page.call.state);
  const other = i18n.language === 'en-US' ? 'zh-CN' : 'en-US';
  useEffect(() => {
    document.title = t('callPage.title');
  }, [t]);
  return (
    <main className="call-page">
      <header className="call-page-top">
        <Logo size={32} />
        <h1>{t('callPage.title')}</h1>
        <button
          type="button"
          className="call-page-language"
          lang={other}
          onClick={() => void i18n.changeLanguage(other)}
          data-testid="language-switch"
        >
          {t('app.otherLanguage')}
        </button>
      </header>
      <section className="call-page-card" data-testid="call-state" data-state={state.name}>
        {page.hasKey ? <Now page={page} state={state} /> : <NoLink />}
      </section>
    </main>
  );
}

function Now({ page, state }: { page: CallPage; state: GuestCallState }) {
  switch (state.name) {
    case 'idle':
      return <CallStart call={page.call} />;
    case 'ended':
      return <CallEnded call={page.call} ended={state} />;
    default:
      return <CallUnderWay page={page} state={state} />;
  }
}

function NoLink() {
  const { t } = useTranslation();
  return (
    <p className="call-page-problem" role="alert" data-testid="error-message">
      {t('callPage.noKey')}
    </p>
  );
}
