import type { DeskPage } from '../../../tests/support/desk-page';

/**
 * From a click on Ready until the desk says so, with the check before it: each time the first Ready of a page, which finds the
 * microphone closed. @returns milliseconds
 */
export async function measureReadies(desk: DeskPage, times: number): Promise<number[]> {
  const measured: number[] = [];
  for (let time = 0; time < times; time += 1) {
    await desk.page.reload();
    await desk.page.getByTestId('phone-registered').waitFor({ timeout: 15_000 });
    await desk.click('presence-break');
    await desk.page.locator('[data-testid^="break-"]:not([disabled])').first().click();
    await desk.page.locator('[data-testid="agent-state"][data-presence="break"]').waitFor();
    await desk.page.locator('[data-testid="presence-ready"]:not([disabled])').first().waitFor();
    measured.push(await desk.page.evaluate(clickReady));
  }
  return measured;
}

/** Runs in the page. */
function clickReady(): Promise<number> {
  const begun = performance.now();
  document.querySelector<HTMLElement>('[data-testid="presence-ready"]')?.click();
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      if (document.querySelector('[data-testid="agent-state"][data-presence="ready"]') === null) return;
      clearInterval(timer);
      resolve(performance.now() - begun);
    }, 5);
  });
}
