import type { Page } from 'playwright-core';
import * as data from './mock-data';
import type { Scene } from './stage';

const show = (page: Page, hash: string) =>
  page.evaluate((next) => {
    window.location.hash = next;
  }, hash);

/** The pages that an agent opens about customers, and what he looks up. */
export async function customerPages({ page, api, shot }: Scene): Promise<void> {
  await show(page, '#/customers');
  await page.getByTestId('customer-row').nth(0).click();
  await page.getByTestId('customer-tab-bills').click();
  await page.getByTestId('customer-bill').first().waitFor();
  await shot('30-customer-bills');
  await page.getByTestId('customer-tab-notes').click();
  await page.getByTestId('customer-note').first().waitFor();
  await shot('31-customer-notes');
  await page.getByTestId('customer-edit').click();
  await page.getByTestId('customer-form-address').fill('杭州市西湖区文三路 261 号');
  await page.getByTestId('customer-form-why').fill('客户来电更正门牌号');
  api.failures.set(`PUT /customers/${data.zhang.customerId}`, { status: 409, code: 'conflict' });
  await page.getByTestId('customer-form-save').click();
  await page.getByTestId('customer-conflict').waitFor();
  await shot('32-customer-edit');
  await page.keyboard.press('Escape');
  const talking = { state: 'talking', talkingAt: Date.now() - 83_000 } as const;
  api.show({ agent: { state: 'on-call' }, call: talking, customers: [data.zhang] });
  await show(page, '#/directory');
  await page.getByTestId('directory-speak').first().waitFor();
  await shot('33-directory');
  await show(page, '#/information');
  await page.getByTestId('information-item').nth(1).click();
  await shot('34-information');
}

/** …an administrator, who settles what needs approval… */
export async function approvalPages({ page, shot }: Scene): Promise<void> {
  await show(page, '#/maintenance');
  await page.getByTestId('maintenance-tab-rules').click();
  await page.getByTestId('approval-rule').first().waitFor();
  await shot('47-approval-rules');
  await page.locator('[data-rule="price"]').getByTestId('approval-rule-switch').click({ force: true });
  await page.getByTestId('confirm-reason').waitFor();
  await shot('48-approval-rule-off');
  await page.keyboard.press('Escape');
}

/** …and keeps the packs… */
export async function packPages({ page, api, shot }: Scene): Promise<void> {
  await show(page, '#/packs');
  await page.getByTestId('pack-version').first().waitFor();
  await shot('60-packs-versions');
  await page.getByTestId('pack-tab-edit').click();
  await page.getByTestId('pack-look').click();
  await page.getByTestId('pack-fault').first().getByRole('button').click();
  await shot('61-pack-faults');
  const text = page.getByTestId('pack-text');
  await text.fill((await text.inputValue()).replace('mian', 'main'));
  await page.getByTestId('pack-look').click();
  await page.getByTestId('plan-part').first().waitFor();
  await page.getByTestId('pack-why').fill('春节后恢复');
  await shot('62-pack-plan');
  const applied = { version: 5, by: 'lihua' };
  api.failures.set('POST /packs/1000/apply', { status: 409, code: 'conflict', details: applied });
  await page.getByTestId('pack-apply').click();
  await page.getByTestId('pack-stale').waitFor();
  await shot('63-pack-stale');
  await page.getByTestId('pack-file').locator('label').last().click();
  await page.getByTestId('order-type-form').waitFor();
  await shot('65-pack-order-types');
  await page.getByTestId('pack-tab-flow').click();
  await page.getByTestId('flow-picture').waitFor();
  await shot('64-pack-flow');
}

/** …and a supervisor. */
export async function keeperPages({ page, shot }: Scene): Promise<void> {
  await show(page, '#/prompts');
  await page.getByTestId('prompt').first().waitFor();
  await shot('40-prompts');
  await page.getByTestId('prompt-replace').first().click();
  await page.getByTestId('prompt-why').waitFor();
  await shot('41-prompt-replace');
  await page.keyboard.press('Escape');
  await show(page, '#/information');
  await page.getByTestId('information-item').nth(1).click();
  await page.getByTestId('information-edit').click();
  await page.getByTestId('item-price').waitFor();
  await page.getByTestId('item-price').fill('0.60');
  await page.getByTestId('needs-approval').waitFor();
  await shot('42-information-edit');
  await page.keyboard.press('Escape');
  await page.getByTestId('information-add').click();
  await page.getByTestId('item-category').fill('104');
  await page.getByTestId('item-category-taken').waitFor();
  await shot('46-information-new');
  await page.keyboard.press('Escape');
  await show(page, '#/maintenance');
  await page.getByTestId('change').first().waitFor();
  await shot('43-maintenance-history');
  await page.getByTestId('maintenance-tab-approvals').click();
  await page.getByTestId('proposal').first().waitFor();
  await shot('44-maintenance-approvals');
  await page.getByTestId('maintenance-tab-tables').click();
  const chooser = page.waitForEvent('filechooser');
  await page.getByTestId('import-file').click();
  const buffer = Buffer.from('name,number');
  await (await chooser).setFiles({ name: 'directory.csv', mimeType: 'text/csv', buffer });
  await page.getByTestId('import-why').fill('十一月更新');
  await page.getByTestId('import-try').click();
  await page.getByTestId('import-report').waitFor();
  await shot('45-maintenance-import');
}
