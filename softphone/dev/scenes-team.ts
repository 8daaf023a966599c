import type { Scene } from './stage';

const listened = { agentId: '1001', displayName: '李娜' };

/** A supervisor with a phone: the agents, and at the ear of one of them. */
export async function teamPages({ page, api, shot }: Scene): Promise<void> {
  api.show({ agent: { agentId: '2002', presence: 'break' } });
  await page.getByTestId('nav-team').click();
  await page.getByTestId('team-member').first().waitFor();
  await shot('50-team');
  const supervising = (mode: 'listen' | 'whisper' | 'barge') => {
    const supervision = { agent: listened, mode, since: Date.now() - 41_000 };
    api.show({ agent: { agentId: '2002', presence: 'break', state: 'supervising' }, supervision });
    return page.locator(`[data-testid="supervision"][data-mode="${mode}"]`).waitFor();
  };
  await supervising('listen');
  await shot('51-listening');
  await supervising('whisper');
  await shot('51-whispering');
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
}
