import type { Scene } from './stage';

/** Where queues are set up: the forms, a plan, faults, and the versions. */
export async function queueSetupPages({ page, api, shot }: Scene): Promise<void> {
  await page.getByTestId('nav-queue-setup').click();
  await page.getByTestId('queue-form').waitFor();
  await shot('40-queue-form');
  await page.getByTestId('queue-rules').scrollIntoViewIfNeeded();
  await page.getByTestId('queue-script-en-US').scrollIntoViewIfNeeded();
  await shot('40-queue-rules');
  await page.getByTestId('queue-wrapUpS').fill('45');
  await page.getByTestId('queues-look').click();
  await page.getByTestId('queues-plan').waitFor();
  await page.getByTestId('queues-why').fill('夜班加人');
  await page.getByTestId('queues-apply').scrollIntoViewIfNeeded();
  await shot('41-queue-plan');
  api.failures.set('POST /queue-config/apply', { status: 409, code: 'conflict' });
  await page.getByTestId('queues-apply').click();
  await page.getByTestId('queues-stale').waitFor();
  await page.getByTestId('queues-stale').scrollIntoViewIfNeeded();
  await shot('42-queue-stale');
  await page.getByTestId('setup-people').click();
  await page.getByTestId('people-form').waitFor();
  await shot('43-queue-people');
  await page.getByTestId('setup-hours').click();
  await page.getByTestId('hours-form').waitFor();
  await shot('44-queue-hours');
  await page.getByTestId('setup-breaks').click();
  await page.getByTestId('breaks-form').waitFor();
  await shot('44-queue-breaks');
  await page.getByTestId('queues-tab-text').click();
  const text = await page.getByTestId('pack-text').inputValue();
  await page.getByTestId('pack-text').fill(text.replace('groups: [front-desk]', 'groups: [front-deks]'));
  await page.getByTestId('queues-look').click();
  await page.getByTestId('queues-line').first().click();
  await shot('45-queue-faults');
  await page.getByTestId('queues-tab-versions').click();
  await page.getByTestId('queues-rollback').first().click();
  await page.getByTestId('confirm-reason').waitFor();
  await shot('46-queue-rollback');
  await page.keyboard.press('Escape');
  await page.getByTestId('nav-queues').click();
  await page.getByTestId('wait-estimates').waitFor();
  await shot('47-queues-callbacks');
  // What was written is still there, until it is discarded.
  await page.getByTestId('nav-queue-setup').click();
  await page.getByTestId('queues-discard').click();
  await page.getByTestId('queues-changed').waitFor({ state: 'detached' });
  await page.getByTestId('nav-settings').click();
  await page.getByTestId('settings-users').click();
  await page.getByTestId('user-row').first().waitFor();
  await shot('48-users');
  await page.getByTestId('user-add').click();
  await page.getByTestId('user-login').waitFor();
  await shot('49-user-new');
  await page.keyboard.press('Escape');
}
