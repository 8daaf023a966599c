import type { Scene } from './stage';

/** An administrator makes a campaign, brings in a list, asks why, and stops everything. */
export async function campaignPages({ page, api, shot }: Scene): Promise<void> {
  await page.getByTestId('nav-campaigns').click();
  await page.getByTestId('campaign-row').first().waitFor();
  await shot('80-campaigns');
  await page.getByTestId('campaigns-tab-explain').click();
  await page.getByTestId('explain-number').fill('139 1234 5678');
  await page.getByTestId('explain-ask').click();
  await page.getByTestId('decision-row').first().waitFor();
  await shot('81-campaigns-explain');
  await page.getByTestId('campaigns-tab-doNotCall').click();
  await page.getByTestId('dnc-row').first().waitFor();
  await shot('82-campaigns-do-not-call');
  await setUp(page, shot);
  await oneCampaign(page, shot);
  api.isDiallingStopped = true;
  await page.getByTestId('campaign-back').click();
  await page.getByTestId('all-stopped').waitFor();
  await page.getByTestId('campaign-stopped').first().waitFor();
  await shot('89-campaigns-stopped');
  api.isDiallingStopped = false;
}

async function setUp(page: Scene['page'], shot: Scene['shot']): Promise<void> {
  await page.getByTestId('campaigns-tab-list').click();
  await page.getByTestId('campaign-new').click();
  await page.getByTestId('campaign-form').waitFor();
  await shot('83-campaign-new');
  await page.getByTestId('campaign-save').click();
  await page.getByTestId('campaign-faults').waitFor();
  await shot('83-campaign-faults');
  await page.getByTestId('campaign-cancel').click();
}

async function oneCampaign(page: Scene['page'], shot: Scene['shot']): Promise<void> {
  await page.getByTestId('campaign-open').first().click();
  await page.getByTestId('monitor').waitFor();
  await shot('84-campaign-monitor');
  await page.getByTestId('campaign-tab-contacts').click();
  await page.getByTestId('contact-row').first().waitFor();
  await shot('84-campaign-list');
  await page.getByTestId('campaign-menu').click();
  await page.getByTestId('campaign-test').click();
  await page.getByTestId('test-number').fill('13800138000');
  await page.getByTestId('test-variable-amount').fill('3850');
  await page.getByTestId('test-variable-dueDate').fill('2026-12-15');
  await page.getByTestId('test-do').click();
  await page.getByTestId('test-result').waitFor();
  await shot('84-campaign-test-call');
  await page.keyboard.press('Escape');
  await page.getByTestId('campaign-menu').click();
  await page.getByTestId('campaign-copy').click();
  await page.getByTestId('copy-name').waitFor();
  await shot('84-campaign-copy');
  await page.keyboard.press('Escape');
  await page.getByTestId('copy-name').waitFor({ state: 'hidden' });
  await page.getByTestId('list-open').click();
  await page
    .locator('input[type="file"]')
    .setInputFiles({ name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from('number\n1') });
  await page.getByTestId('list-fault').first().waitFor();
  await shot('85-campaign-list-faulty');
  await page.getByTestId('campaign-tab-setup').click();
  await page.getByTestId('campaign-form').waitFor();
  await shot('86-campaign-setup');
  await page.getByTestId('mark-add').scrollIntoViewIfNeeded();
  await shot('87-campaign-setup-agents');
  for (const part of ['retry', 'days', 'status', 'limits', 'other'])
    await page.getByTestId(`campaign-rare-${part}`).click();
  await page.getByTestId('campaign-retry').scrollIntoViewIfNeeded();
  await shot('88-campaign-setup-rare');
  await page.getByTestId('campaign-rare-source').click();
  await page.getByTestId('campaign-source').click();
  await page.getByRole('option').nth(1).click();
  await page.getByTestId('campaign-bills').scrollIntoViewIfNeeded();
  await shot('88-campaign-setup-source');
  await page.getByTestId('campaign-goal').scrollIntoViewIfNeeded();
  await shot('88-campaign-setup-other');
}
