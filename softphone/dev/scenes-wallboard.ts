import type { Scene } from './stage';

/** How a busy centre stands: the board, one team of it, and the screen on the wall. */
export async function wallboardPages({ page, shot }: Scene): Promise<void> {
  await page.getByTestId('nav-wallboard').click();
  await page.getByTestId('board-agent').first().waitFor();
  await shot('60-wallboard');
  await page.getByTestId('board-filter-group').click();
  await page.getByRole('option').first().click();
  await shot('61-wallboard-team');
  await page.getByTestId('board-filter-group').press('Escape');
  await page.evaluate(`localStorage.removeItem('kiloline.board-filter')`);
  await page.setViewportSize({ width: 1920, height: 1080 });
  const { pathname, hash, origin } = new URL(page.url());
  await page.goto(`${origin}${pathname}?big${hash}`);
  await page.getByTestId('big-queue').first().waitFor();
  await shot('62-wallboard-big');
  await page.keyboard.press('Escape');
  await page.getByTestId('board-agent').first().waitFor();
  await shot('63-wallboard-wide');
  await page.setViewportSize({ width: 1280, height: 720 });
}
