import { UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Language } from '../../i18n/i18n';
import { useSoftphone } from '../softphone-context';

interface DeskTabsProps {
  /** 'mine', 'all' or a desk. */
  readonly view: string;
  readonly choose: (view: string) => void;
  readonly isAgent: boolean;
  readonly refreshMs: number;
}

/** Whose orders are listed, with how many are open there and how many are late. */
export function DeskTabs({ view, choose, isAgent, refreshMs }: DeskTabsProps) {
  const { t, i18n } = useTranslation();
  const { api } = useSoftphone();
  const { data = [] } = useQuery({
    queryKey: ['order-desks'],
    queryFn: api.orders.desks,
    refetchInterval: refreshMs,
  });
  const language: Language = i18n.language === 'en-US' ? 'en-US' : 'zh-CN';
  const mine = data.reduce((sum, desk) => sum + desk.mine, 0);
  const tabs = [
    ...(isAgent ? [{ id: 'mine', name: t('orders.mine'), count: mine, overdue: 0 }] : []),
    ...data.map(({ desk, names, open, overdue }) => ({
      id: desk,
      name: names[language],
      count: open,
      overdue,
    })),
    { id: 'all', name: t('orders.all'), count: null, overdue: 0 },
  ];
  return (
    <div className="desk-tabs" role="group" aria-label={t('orders.views')}>
      {tabs.map(({ id, name, count, overdue }) => (
        <UnstyledButton
          key={id}
          className="desk-tab"
          aria-pressed={view === id}
          onClick={() => choose(id)}
          data-testid={`desk-tab-${id}`}
        >
          {name}
          {count !== null && count > 0 && <span className="desk-tab-count digits">{count}</span>}
          {overdue > 0 && (
            <span className="desk-tab-late digits" title={t('orders.more', { count: overdue })}>
              <span className="for-screen-readers">{t('orders.more', { count: overdue })}</span>
              <span aria-hidden="true">{overdue}</span>
            </span>
          )}
        </UnstyledButton>
      ))}
    </div>
  );
}
