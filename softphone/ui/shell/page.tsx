import { lazy } from 'react';
import type { UserView } from '../../../server/contract/rest';
import { CustomerPanel } from '../customer/customer-panel';
import { HistoryPanel } from '../history/history-panel';
import type { Route } from '../use-route';
import { TasksPanel } from '../tasks/tasks-panel';
import { WrapUpPanel } from '../wrap-up/wrap-up-panel';

const CustomersPage = lazy(() =>
  import('../customers/customers-page').then(({ CustomersPage: component }) => ({ default: component })),
);
const QueuesPage = lazy(() =>
  import('../queues/queues-page').then(({ QueuesPage: component }) => ({ default: component })),
);
const TeamPage = lazy(() =>
  import('../team/team-page').then(({ TeamPage: component }) => ({ default: component })),
);
const AlertsPage = lazy(() =>
  import('../alerts/alerts-page').then(({ AlertsPage: component }) => ({ default: component })),
);
const WallboardPage = lazy(() =>
  import('../wallboard/wallboard-page').then(({ WallboardPage: component }) => ({ default: component })),
);
const ReportsPage = lazy(() =>
  import('../reports/reports-page').then(({ ReportsPage: component }) => ({ default: component })),
);
const QualityPage = lazy(() =>
  import('../quality/quality-page').then(({ QualityPage: component }) => ({ default: component })),
);
const CampaignsPage = lazy(() =>
  import('../campaigns/campaigns-page').then(({ CampaignsPage: component }) => ({ default: component })),
);
const WorkOrdersPage = lazy(() =>
  import('../work-orders/work-orders-page').then(({ WorkOrdersPage: component }) => ({ default: component })),
);
const FaxesPage = lazy(() =>
  import('../fax/faxes-page').then(({ FaxesPage: component }) => ({ default: component })),
);
const DirectoryPage = lazy(() =>
  import('../directory/directory-page').then(({ DirectoryPage: component }) => ({ default: component })),
);
const InformationPage = lazy(() =>
  import('../information/information-page').then(({ InformationPage: component }) => ({
    default: component,
  })),
);
const PromptsPage = lazy(() =>
  import('../prompts/prompts-page').then(({ PromptsPage: component }) => ({ default: component })),
);
const MaintenancePage = lazy(() =>
  import('../maintenance/maintenance-page').then(({ MaintenancePage: component }) => ({
    default: component,
  })),
);
const PacksPage = lazy(() =>
  import('../packs/packs-page').then(({ PacksPage: component }) => ({ default: component })),
);
const QueueSetupPage = lazy(() =>
  import('../queue-setup/queue-setup-page').then(({ QueueSetupPage: component }) => ({ default: component })),
);
const SettingsPage = lazy(() =>
  import('../settings/settings-page').then(({ SettingsPage: component }) => ({ default: component })),
);

/** What stands beside the phone. Each page but the desk itself comes when it is first opened. */
export function Page({ route, user }: { route: Route; user: UserView }) {
  switch (route.page) {
    case 'customers':
      return <CustomersPage customerId={route.customerId} />;
    case 'work-orders':
      return <WorkOrdersPage user={user} orderId={route.orderId} />;
    case 'alerts':
      return <AlertsPage user={user} />;
    case 'wallboard':
      return <WallboardPage />;
    case 'reports':
      return <ReportsPage centreZone={user.timeZone} />;
    case 'quality':
      return <QualityPage user={user} />;
    case 'campaigns':
      return <CampaignsPage user={user} campaignId={route.campaignId} />;
    case 'team':
      return <TeamPage />;
    case 'faxes':
      return <FaxesPage />;
    case 'directory':
      return <DirectoryPage user={user} />;
    case 'information':
      return <InformationPage user={user} />;
    case 'prompts':
      return <PromptsPage />;
    case 'maintenance':
      return <MaintenancePage user={user} />;
    case 'packs':
      return <PacksPage />;
    case 'queue-setup':
      return <QueueSetupPage />;
    case 'settings':
      return <SettingsPage user={user} />;
    case 'queues':
      return <QueuesPage />;
    case 'desk':
      return user.agentId === null ? <QueuesPage /> : <Desk agentId={user.agentId} />;
  }
}

function Desk({ agentId }: { agentId: string }) {
  return (
    <>
      <CustomerPanel />
      <aside className="column">
        <WrapUpPanel />
        <TasksPanel />
        <HistoryPanel agentId={agentId} />
      </aside>
    </>
  );
}
