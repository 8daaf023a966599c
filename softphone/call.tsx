import './ui/call-page/call-page.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { composeCallPage } from './app/compose-call-page';
import { startI18n } from './i18n/i18n';
import { CallPageScreen } from './ui/call-page/call-page-screen';

const root = document.getElementById('root');
if (!root) throw new Error('The page has no root element.');

const page = composeCallPage();
void startI18n().then(() => {
  createRoot(root).render(
    <StrictMode>
      <CallPageScreen page={page} />
    </StrictMode>,
  );
});
