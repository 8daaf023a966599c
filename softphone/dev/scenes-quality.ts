import { finished, objected, review } from './mock-quality';
import type { Scene } from './stage';

/** A supervisor reviews a call, answers an objection, and looks at a calibration and the cards. */
export async function qualityPages({ page, api, shot }: Scene): Promise<void> {
  await page.getByTestId('nav-quality').click();
  await page.getByTestId('review-row').first().waitFor();
  await shot('70-quality-list');
  await page.getByTestId('review-open').first().click();
  await page.locator('[data-testid="recording-waveform"][data-has-peaks="true"]').waitFor();
  await shot('71-quality-review');
  await page.getByTestId('review-finish').scrollIntoViewIfNeeded();
  await shot('71-quality-review-end');
  await page.getByTestId('review-back').click();
  await page.getByTestId('quality-objected').click();
  api.review = objected();
  await page.getByTestId('review-open').first().click();
  await page.getByTestId('review-said').waitFor();
  await page.getByTestId('answer-text').scrollIntoViewIfNeeded();
  await shot('72-quality-objection');
  await page.getByTestId('review-back').click();
  await page.getByTestId('quality-calibrations').click();
  await page.getByTestId('calibration-mark').first().waitFor();
  await shot('73-quality-calibration');
  await page.getByTestId('quality-cards').click();
  await page.getByTestId('quality-check').click();
  await page.getByTestId('quality-fault').waitFor();
  await shot('74-quality-cards');
  api.review = review();
}

/** An agent reads what was said of his call, and objects. */
export async function ownReviewPages({ page, api, shot }: Scene): Promise<void> {
  api.review = finished();
  await page.getByTestId('nav-quality').click();
  await page.getByTestId('review-row').first().waitFor();
  await shot('75-quality-own');
  await page.getByTestId('review-open').first().click();
  await page.getByTestId('reply-text').fill('客户自己要求我先查一下。');
  await shot('76-quality-reply');
  api.review = review();
}
