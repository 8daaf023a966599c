import {
  IconAddressBook,
  IconAdjustmentsHorizontal,
  IconChartBar,
  IconClipboardList,
  IconDatabaseEdit,
  IconEar,
  IconHeadset,
  IconInfoSquareRounded,
  IconLayoutDashboard,
  IconPhoneOutgoing,
  IconPrinter,
  IconRoute,
  IconSettings,
  IconStars,
  IconUsers,
  IconUsersGroup,
  IconVolume,
  type Icon,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { UserView } from '../../../server/contract/rest';
import { hashOf, type Route } from '../use-route';

interface Entry {
  readonly route: Route;
  readonly icon: Icon;
  /** Whose it is; nothing: everybody's. */
  readonly isFor?: (user: UserView) => boolean;
}

const takesCalls = (user: UserView) => user.agentId !== null;
const administers = (user: UserView) => user.role === 'admin';
const answersForOthers = (user: UserView) => user.role !== 'agent';

/** The pages in the order of the rail. */
const entries: readonly Entry[] = [
  { route: { page: 'desk' }, icon: IconHeadset, isFor: takesCalls },
  {
    route: { page: 'queues' },
    icon: IconUsersGroup,
    isFor: (user) => !takesCalls(user) || answersForOthers(user),
  },
  { route: { page: 'wallboard' }, icon: IconLayoutDashboard, isFor: answersForOthers },
  { route: { page: 'reports' }, icon: IconChartBar, isFor: answersForOthers },
  { route: { page: 'quality' }, icon: IconStars },
  { route: { page: 'campaigns', campaignId: null }, icon: IconPhoneOutgoing, isFor: answersForOthers },
  { route: { page: 'team' }, icon: IconEar, isFor: answersForOthers },
  { route: { page: 'customers', customerId: null }, icon: IconUsers },
  { route: { page: 'work-orders', orderId: null }, icon: IconClipboardList },
  { route: { page: 'faxes' }, icon: IconPrinter },
  { route: { page: 'directory' }, icon: IconAddressBook },
  { route: { page: 'information' }, icon: IconInfoSquareRounded },
  { route: { page: 'prompts' }, icon: IconVolume, isFor: answersForOthers },
  { route: { page: 'maintenance' }, icon: IconDatabaseEdit, isFor: answersForOthers },
  { route: { page: 'packs' }, icon: IconRoute, isFor: administers },
  { route: { page: 'queue-setup' }, icon: IconAdjustmentsHorizontal, isFor: administers },
  { route: { page: 'settings' }, icon: IconSettings, isFor: answersForOthers },
];

/** A rail at the left edge: every page one click away, none of the width that calls need. */
export function Navigation({ user, page }: { user: UserView; page: Route['page'] }) {
  const { t } = useTranslation();
  return (
    <nav aria-label={t('nav.label')} className="nav">
      {entries
        .filter(({ isFor }) => isFor?.(user) ?? true)
        .map(({ route, icon: Sign }) => (
          <a
            key={route.page}
            href={hashOf(route)}
            aria-current={page === route.page ? 'page' : undefined}
            data-testid={`nav-${route.page}`}
          >
            <Sign size={20} stroke={1.6} aria-hidden="true" />
            <span>{t(`nav.${route.page}`)}</span>
          </a>
        ))}
    </nav>
  );
}
