import type { Scene } from './stage';

/** An admin among alerts: the banner, what there was, the rules and a new one. */
export async function alertPages({ page, shot }: Scene): Promise<void> {
  await page.getByTestId('alert-banner').waitFor();
  await page.getByTestId('alert-bell').click();
  await page.getByTestId('alert-row').first().waitFor();
  await shot('65-alerts');
  await page.getByTestId('alerts-rules').click();
  await page.getByTestId('rule-row').first().waitFor();
  await shot('66-alert-rules');
  await page.getByTestId('add-rule').click();
  await page.getByTestId('rule-name').fill('夜间无人');
  await shot('67-alert-rule');
  await page.keyboard.press('Escape');
}
