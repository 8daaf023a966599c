import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './ui/desk.css';
import './ui/call.css';
import './ui/records.css';
import './ui/work-orders.css';
import './ui/outbound-order/outbound-order.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { compose } from './app/compose';
import { startI18n } from './i18n/i18n';
import { App } from './ui/app';

const root = document.getElementById('root');
if (!root) throw new Error('The page has no root element.');

const softphone = compose();
void softphone.session.resume();
void startI18n().then(() => {
  createRoot(root).render(
    <StrictMode>
      <App softphone={softphone} />
    </StrictMode>,
  );
});
