import type { Scene } from './stage';

/** Reports of a day and a month, of queues, agents and promises, and the calls behind a figure. */
export async function reportPages({ page, shot }: Scene): Promise<void> {
  await page.getByTestId('nav-reports').click();
  await page.getByTestId('report-row').first().waitFor();
  await shot('64-reports-day');
  await page.getByTestId('report-calls-abandoned').first().click();
  await page.getByTestId('reported-call').first().waitFor();
  await shot('65-reports-calls');
  await page.getByTestId('reported-calls').getByRole('button').first().click();
  await page.getByTestId('reported-calls').waitFor({ state: 'detached' });
  const kind = (nth: number) => page.getByTestId('report-kind').locator('label').nth(nth).click();
  await kind(1);
  await page.getByTestId('report-row').first().waitFor();
  await shot('66-reports-queues');
  await kind(3);
  await page.getByTestId('report-row').nth(7).waitFor();
  await shot('67-reports-agents');
  await kind(5);
  await page.getByTestId('report-promises').waitFor();
  await shot('68-reports-promises');
  await kind(6);
  await page.getByTestId('report-availability').waitFor();
  await shot('68-reports-availability');
  await kind(7);
  await page.getByTestId('survey').first().waitFor();
  await shot('68-reports-surveys');
  await page.getByTestId('report-survey-by').click();
  await page.getByRole('option').nth(1).click();
  await page.getByTestId('survey').nth(3).waitFor();
  await shot('68-reports-surveys-by-campaign');
  await kind(0);
  await page.getByTestId('report-from').fill('2026-10-01');
  await page.getByTestId('report-to').fill('2026-09-01');
  await page.getByTestId('report-days-wrong').waitFor();
  await shot('69-reports-days-wrong');
  await page.getByTestId('report-to').fill('2026-10-31');
  await page.getByTestId('report-step').click();
  await page.getByRole('option').nth(2).click();
  await page.getByTestId('report-row').nth(30).waitFor();
  await shot('69-reports-month');
  await page.getByTestId('report-mail').click();
  await page.getByTestId('delivery-row').first().waitFor();
  await shot('69-reports-mail');
  await page.getByTestId('add-schedule').click();
  await page.getByTestId('schedule-name').fill('周报');
  await shot('69-reports-mail-new');
}
