import type { Page } from 'playwright-core';
import * as data from './mock-data';
import type { Scene } from './stage';

const show = (page: Page, hash: string) =>
  page.evaluate((next) => {
    window.location.hash = next;
  }, hash);

/** Work orders and faxes as an agent sees them, with and without a call. */
export async function orderPages({ page, api, shot }: Scene): Promise<void> {
  api.show({});
  await show(page, '#/work-orders');
  await page.getByTestId('order-row').nth(3).waitFor();
  await page.getByTestId('desk-tab-all').click();
  await shot('20-work-orders');
  await page.getByTestId('order-row').nth(0).click();
  await page.getByTestId('order-audit').waitFor();
  await shot('21-work-order');
  await page.getByTestId('move-resolve').click();
  await page.getByTestId('move-result').fill('更换光猫并重做接头，测试正常。');
  await shot('22-work-order-result');
  await show(page, '#/desk');
  const talking = { state: 'talking', talkingAt: Date.now() - 83_000 } as const;
  api.show({ agent: { state: 'on-call' }, call: talking, customers: [data.zhang] });
  await page.getByTestId('order-from-call').click();
  await page.getByTestId('new-order-type').click();
  await page.getByRole('option').nth(0).click();
  await shot('23-new-work-order');
  await page.getByTestId('new-order-field-symptom').click();
  await page.getByRole('option').nth(1).click();
  await page.getByTestId('new-order-create').click();
  await page.getByTestId('made-serial').waitFor();
  await shot('24-work-order-made');
  await page.keyboard.press('Escape');
  await page.getByTestId('fax-from-call').click();
  await page.getByTestId('fax-item').click();
  await page.getByRole('option').nth(0).click();
  await page.getByTestId('fax-preview').waitFor();
  await shot('25-new-fax');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  api.show({});
  await show(page, '#/faxes');
  await page.getByTestId('fax-row').nth(2).waitFor();
  await shot('26-faxes');
}

/** What an administrator settles. */
export async function settingsPages({ page, shot }: Scene): Promise<void> {
  await show(page, '#/settings');
  await page.getByTestId('password-row').nth(0).waitFor();
  await shot('27-passwords');
  await page.getByTestId('settings-outages').click();
  await page.getByTestId('outage-row').nth(0).waitFor();
  await shot('28-outages');
  await page.getByTestId('settings-keys').click();
  await page.getByTestId('add-api-key').click();
  await page.getByTestId('api-key-name').fill('网厅');
  await page.getByTestId('api-key-scopes').click();
  await page.getByRole('option').nth(1).click();
  await page.keyboard.press('Tab');
  await page.getByTestId('api-key-create').click();
  await page.getByTestId('secret').waitFor();
  await shot('29-api-key');
  await page.getByTestId('secret-close').click();
  await page.getByTestId('settings-webhooks').click();
  await page.getByTestId('webhook-log').click();
  await page.getByTestId('delivery-row').nth(0).waitFor();
  await shot('29-webhook-log');
  await page.keyboard.press('Escape');
  await show(page, '#/work-orders');
  await page.getByTestId('order-row').nth(0).waitFor();
  await shot('29-work-orders-wide');
}
