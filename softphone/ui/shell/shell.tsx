import { lazy, Suspense } from 'react';
import { Center, Loader } from '@mantine/core';
import type { UserView } from '../../../server/contract/rest';
import { CustomerPanel } from '../customer/customer-panel';
import { HistoryPanel } from '../history/history-panel';
import { PhonePanel } from '../phone/phone-panel';
import { useAttention } from '../use-attention';
import { useObservable, useUi } from '../softphone-context';
import { useRoute, type Route } from '../use-route';
import { useShortcuts } from '../use-shortcuts';
import { WrapUpPanel } from '../wrap-up/wrap-up-panel';
import { MicrophoneHelp } from './microphone-help';
import { ObstacleBanner } from './obstacle-banner';
import { ShortcutsHelp } from './shortcuts-help';
import { TopBar } from './top-bar';

const CustomersPage = lazy(() =>
  import('../customers/customers-page').then(({ CustomersPage: component }) => ({ default: component })),
);
const QueuesPage = lazy(() =>
  import('../queues/queues-page').then(({ QueuesPage: component }) => ({ default: component })),
);
const CallDetailDrawer = lazy(() =>
  import('../call-detail/call-detail-drawer').then(({ CallDetailDrawer: component }) => ({
    default: component,
  })),
);

/** The whole desk. The phone stays where it is on every page: a call may come at any time. */
export function Shell({ user }: { user: UserView }) {
  const { route } = useRoute();
  const detail = useObservable(useUi().detailCallId);
  const takesCalls = user.agentId !== null;
  const page: Route = !takesCalls && route.page === 'desk' ? { page: 'queues' } : route;
  return (
    <div className="shell">
      <TopBar user={user} page={page.page} />
      {takesCalls && <AgentEffects />}
      {takesCalls && <ObstacleBanner />}
      <div className={takesCalls ? 'desk' : 'desk desk-wide'}>
        {takesCalls && <PhonePanel />}
        <Suspense fallback={<Waiting />}>
          <Page route={page} agentId={user.agentId} />
        </Suspense>
      </div>
      <Suspense fallback={null}>{detail !== null && <CallDetailDrawer callId={detail} />}</Suspense>
      <MicrophoneHelp />
      <ShortcutsHelp />
    </div>
  );
}

function Page({ route, agentId }: { route: Route; agentId: string | null }) {
  if (route.page === 'customers') return <CustomersPage customerId={route.customerId} />;
  if (route.page === 'queues' || agentId === null) return <QueuesPage />;
  return (
    <>
      <CustomerPanel />
      <aside className="column">
        <WrapUpPanel />
        <HistoryPanel agentId={agentId} />
      </aside>
    </>
  );
}

/** Keyboard, page title and notifications; renders nothing. */
function AgentEffects() {
  useShortcuts();
  useAttention();
  return null;
}

function Waiting() {
  return (
    <Center className="card" role="status">
      <Loader size="sm" />
    </Center>
  );
}
