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
  await kind(8);
  await page.getByTestId('mark-bar').first().waitFor();
  await shot('68-reports-campaigns');
  await page.getByTestId('report-campaign').click();
  await page.getByRole('option').first().click();
  await page.getByTestId('report-step').waitFor();
  await shot('68-reports-one-campaign');
  await page.getByTestId('report-calls-reached').first().click();
  await page.getByTestId('reported-call').first().waitFor();
  await shot('68-reports-campaign-calls');
  await page.getByTestId('reported-calls').getByRole('button').first().click();
  await page.getByTestId('reported-calls').waitFor({ state: 'detached' });
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

/** The phone beside a report leaves its table two thirds of a small screen: the usual columns fit, and others are kept as they were chosen. */
export async function reportsBesidePhone({ page, shot }: Scene): Promise<void> {
  const open = async (kind: string): Promise<void> => {
    await page.locator(`[data-testid="report-kind"] input[value="${kind}"] + label`).click();
    await page.getByTestId('report-row').first().waitFor();
  };
  await page.evaluate(`localStorage.removeItem('kiloline.report-columns')`);
  await page.getByTestId('nav-reports').click();
  for (const kind of ['interval', 'queue', 'campaigns', 'agent']) {
    await open(kind);
    await shot(`67-reports-${kind}-beside-phone`);
    const wider = await page.locator('.report-table').evaluate((box) => box.scrollWidth - box.clientWidth);
    if (wider > 0) throw new Error(`the report by ${kind} is ${wider} px wider than its room`);
  }
  const choice = page.getByTestId('report-columns-choice');
  await page.getByTestId('report-columns').press('Enter');
  await choice.waitFor();
  await page.keyboard.press('Space');
  await shot('67-reports-columns');
  await page.keyboard.press('Escape');
  await choice.waitFor({ state: 'detached' });
  await page.locator('[data-testid="report-columns"]:focus').waitFor();
  await page.reload();
  await page.getByTestId('nav-reports').click();
  await open('agent');
  if ((await page.getByTestId('report-calls-answered').count()) > 0)
    throw new Error('a column that was left out is there again');
  await page.getByTestId('report-columns').click();
  await page.getByTestId('columns-usual').click();
  await page.getByTestId('report-calls-answered').first().waitFor();
  await page.keyboard.press('Escape');
  await choice.waitFor({ state: 'detached' });
}
