import type { Scene } from './stage';

const boss = { login: '2001', name: '王主管' };
const at = '2026-11-20T08:00:00.000Z';

/** The recording of a call: listened to, held, and deleted. */
export async function recordingPages({ page, api, shot }: Scene): Promise<void> {
  const open = async (): Promise<void> => {
    await page.reload();
    await page.getByTestId('nav-customers').click();
    await page.getByTestId('customer-row').nth(0).click();
    await page.locator('.call-row').first().click();
    await page.getByTestId('recording-keeping').scrollIntoViewIfNeeded();
  };
  await open();
  await page.locator('[data-testid="recording-waveform"][data-has-peaks="true"]').waitFor();
  await shot('60-recording');
  await page.getByTestId('call-lanes').evaluate((lanes) => lanes.previousElementSibling?.scrollIntoView());
  await shot('59-call-at-a-glance');
  await page.locator('[data-testid="lane-bar"][data-kind="ringing"]').first().click();
  await page.locator('[data-testid="timeline-step"][aria-current="step"]').waitFor();
  await shot('59-call-step-chosen');
  await page.locator('[data-testid="player-mark"][data-step*="call-resumed"]').click();
  await page.getByTestId('recording-waveform').press('PageUp');
  await shot('60-recording-further-on');
  await page.getByTestId('recording-hold').click();
  await page.getByTestId('recording-why').fill('2026-114 号投诉，等待法院通知');
  await shot('61-recording-hold');
  api.keeping = { legalHold: { ...boss, at, why: '2026-114 号投诉' } };
  await open();
  await page.getByTestId('recording-held').waitFor();
  await shot('61-recording-held');
  api.keeping = { state: 'deleted', deletion: { at, days: 90, by: null } };
  await open();
  await page.getByTestId('recording-deleted').waitFor();
  await shot('62-recording-deleted');
  api.keeping = {};
}
