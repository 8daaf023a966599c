import { notices } from './mock-acts';
import type { Scene } from './stage';

const listened = { agentId: '1001', displayName: '李娜' };

/** A supervisor with a phone: the agents, and at the ear of one of them. */
export async function teamPages({ page, api, shot }: Scene): Promise<void> {
  api.show({ agent: { agentId: '2002', presence: 'break' } });
  await page.getByTestId('nav-team').click();
  await page.getByTestId('team-member').first().waitFor();
  await shot('50-team');
  await page.getByTestId('agent-menu').first().click();
  await page.getByTestId('agent-message').waitFor();
  await shot('50-agent-menu');
  await page.getByTestId('agent-message').click();
  await page.getByTestId('message-text').fill('请在通话结束后联系我。');
  await shot('50-message');
  api.failures.set('POST /team/messages', { status: 409, code: 'conflict' });
  await page.getByTestId('message-send').click();
  await page.getByTestId('error-message').waitFor();
  await shot('50-message-refused');
  api.failures.clear();
  await page.locator('.mantine-Notification-closeButton').first().click();
  await page.keyboard.press('Escape');
  await page.getByTestId('message-dialog').waitFor({ state: 'detached' });
  await page.getByTestId('agent-menu').first().click();
  await page.getByTestId('agent-assign').click();
  await page.getByTestId('assignment-dialog').locator('form').waitFor();
  await shot('50-assignment');
  await page.keyboard.press('Escape');
  await page.getByTestId('assignment-dialog').waitFor({ state: 'detached' });
  await page.getByTestId('agent-menu').first().click();
  await page.getByTestId('agent-tasks-open').click();
  await page.getByTestId('task').first().waitFor();
  await shot('50-agent-tasks');
  api.failures.set('POST /tasks', { status: 409, code: 'conflict' });
  await page.getByTestId('agent-task-add').click();
  await page.getByTestId('task-text').fill('核对新小区端口');
  await page.getByTestId('task-save').click();
  await page.getByTestId('error-message').waitFor();
  await shot('50-task-refused-in-a-drawer');
  api.failures.clear();
  await page.locator('.mantine-Notification-closeButton').first().click();
  await page.keyboard.press('Escape');
  await page.getByTestId('new-task-dialog').waitFor({ state: 'detached' });
  await page.keyboard.press('Escape');
  await page.getByTestId('agent-tasks').waitFor({ state: 'detached' });
  const supervising = (mode: 'listen' | 'whisper' | 'barge') => {
    const supervision = {
      ...{ agent: listened, mode, since: Date.now() - 41_000 },
      call: {
        callId: 'a3c1f6de-8a0b-4d57-9f60-2f1a54b1c001',
        number: '02163330001',
        state: 'talking' as const,
      },
    };
    api.show({ agent: { agentId: '2002', presence: 'break', state: 'supervising' }, supervision });
    return page.locator(`[data-testid="supervision"][data-mode="${mode}"]`).waitFor();
  };
  await supervising('listen');
  await shot('51-listening');
  await supervising('whisper');
  await shot('51-whispering');
  await page.getByTestId('nav-queues').click();
  await page.getByTestId('waiting-general').click();
  await page.getByTestId('waiting-call').first().waitFor();
  await shot('53-waiting-line');
  await page.getByTestId('nav-settings').click();
  await page.getByTestId('settings-audit').click();
  await page.getByTestId('audit-row').first().waitFor();
  await shot('54-audit');
  await page.getByTestId('settings-recordings').click();
  await page.getByTestId('recording-log-row').first().waitFor();
  await shot('54-recording-log');
}

/** The same, as the agent sees it. */
export async function supervisedPages({ page, api, shot }: Scene): Promise<void> {
  const supervisedBy = [{ supervisor: { agentId: '2002', displayName: '周敏' }, mode: 'whisper' as const }];
  api.show({
    agent: { state: 'on-call' },
    call: { state: 'talking', talkingAt: Date.now() - 83_000 },
    supervisedBy,
  });
  await page.evaluate(() => {
    window.location.hash = '#/desk';
  });
  await page.getByTestId('supervised-by').waitFor();
  await shot('52-whispered-to');
  api.show({ agent: { presence: 'break', reason: 'lunch' }, notices: notices() });
  await page.getByTestId('notice').first().waitFor();
  await shot('52-told');
}
