import { lazy, Suspense } from 'react';
import { Center, Loader } from '@mantine/core';
import type { UserView } from '../../../server/contract/rest';
import { AlertBanner } from '../alerts/alert-banner';
import { PhonePanel } from '../phone/phone-panel';
import { useTaskReminders } from '../tasks/use-task-reminders';
import { useAttention } from '../use-attention';
import { useObservable, useUi } from '../softphone-context';
import { useRoute, type Route } from '../use-route';
import { useShortcuts } from '../use-shortcuts';
import { PreflightBanner } from '../preflight/preflight-banner';
import { PreflightDialog } from '../preflight/preflight-dialog';
import { VoiceWarning } from '../voice/voice-warning';
import { Boundary } from './boundary';
import { MicrophoneHelp } from './microphone-help';
import { Navigation } from './navigation';
import { ObstacleBanner } from './obstacle-banner';
import { Notices } from './notices';
import { Page } from './page';
import { ShortcutsHelp } from './shortcuts-help';
import { SleptBanner } from './slept-banner';
import { TopBar } from './top-bar';

const CallDetailDrawer = lazy(() =>
  import('../call-detail/call-detail-drawer').then(({ CallDetailDrawer: component }) => ({
    default: component,
  })),
);

const NewOrderDialog = lazy(() =>
  import('../work-orders/new-order-dialog').then(({ NewOrderDialog: component }) => ({ default: component })),
);
const NewFaxDialog = lazy(() =>
  import('../fax/new-fax-dialog').then(({ NewFaxDialog: component }) => ({ default: component })),
);

const NewTaskDialog = lazy(() =>
  import('../tasks/new-task-dialog').then(({ NewTaskDialog: component }) => ({ default: component })),
);

/** The whole desk. The phone stays where it is on every page: a call may come at any time. */
export function Shell({ user }: { user: UserView }) {
  const { route } = useRoute();
  const ui = useUi();
  const detail = useObservable(ui.detailCallId);
  const newOrder = useObservable(ui.newOrder);
  const newFax = useObservable(ui.newFax);
  const newTask = useObservable(ui.newTask);
  const takesCalls = user.agentId !== null;
  const page: Route = !takesCalls && route.page === 'desk' ? { page: 'queues' } : route;
  return (
    <div className="shell">
      <TopBar user={user} />
      {user.role !== 'agent' && <AlertBanner />}
      {takesCalls && <AgentEffects />}
      {takesCalls && <ObstacleBanner />}
      {takesCalls && <VoiceWarning />}
      {takesCalls && <PreflightBanner />}
      {takesCalls && <SleptBanner />}
      {takesCalls && <Notices />}
      <div className="shell-body">
        <Navigation user={user} page={page.page} />
        <div className={takesCalls ? 'desk' : 'desk desk-wide'}>
          {takesCalls && <PhonePanel />}
          <Boundary key={page.page}>
            <Suspense fallback={<Waiting />}>
              <Page route={page} user={user} />
            </Suspense>
          </Boundary>
        </div>
      </div>
      <Boundary
        onRetry={() => {
          ui.detailCallId.set(null);
          ui.newOrder.set(null);
          ui.newFax.set(null);
          ui.newTask.set(null);
        }}
      >
        <Suspense fallback={null}>
          {detail !== null && <CallDetailDrawer callId={detail} />}
          {newOrder !== null && <NewOrderDialog about={newOrder} />}
          {newFax !== null && <NewFaxDialog about={newFax} />}
          {newTask !== null && <NewTaskDialog about={newTask} />}
        </Suspense>
      </Boundary>
      <MicrophoneHelp />
      {takesCalls && <PreflightDialog />}
      <ShortcutsHelp />
    </div>
  );
}

/** Keyboard, page title and notifications; renders nothing. */
function AgentEffects() {
  useShortcuts();
  useAttention();
  useTaskReminders();
  return null;
}

function Waiting() {
  return (
    <Center className="card" role="status">
      <Loader size="sm" />
    </Center>
  );
}
