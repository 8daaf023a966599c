import * as data from './mock-data';
import type { Scene } from './stage';

const minute = 60_000;

/** What an agent may be, will be, and was kept from; a wrap-up with all it can have. */
export async function presencePages({ page, api, shot }: Scene): Promise<void> {
  const now = Date.now();
  api.show({ agent: {} });
  await page.getByTestId('presence-break').click();
  await page.getByTestId('places-lunch').waitFor();
  await shot('50-break-reasons');
  await page.keyboard.press('Escape');

  api.failures.set('PUT /me/presence', { status: 409, code: 'break-full', details: { taken: 2, atMost: 2 } });
  await page.getByTestId('presence-break').click();
  await page.getByTestId('break-rest').click();
  await page.getByTestId('error-message').waitFor();
  await shot('51-break-full');
  api.failures.clear();
  await page.locator('.mantine-Notification-closeButton').first().click();

  const call = { state: 'ended', talkingAt: now - 100_000, queuedAt: now - 135_000 } as const;
  const next = { presence: 'break', reason: 'lunch' } as const;
  const wrapUp = { prolongTimes: 2, prolongByS: 60, dispositionRequired: true };
  api.show({
    agent: { state: 'wrap-up', stateSince: now - 4000, wrapUpUntil: now + 86_000, prolonged: 1, next },
    call: { ...call, wrapUp },
    customers: [data.zhang],
  });
  await page.getByTestId('next-presence').waitFor();
  await shot('52-wrap-up-required-then-lunch');
  await page.getByTestId('afterwards').click();
  await page.getByTestId('afterwards-log-out').waitFor();
  await shot('53-afterwards');
  await page.keyboard.press('Escape');

  api.show({
    agent: { presence: 'not-responding', reason: 'missed', presenceSince: now - minute, missedInARow: 3 },
  });
  await page.getByTestId('presence-ready-again').waitFor();
  await shot('54-missed-three');
  api.show({
    agent: {
      presence: 'break',
      reason: 'rest',
      presenceSince: now - 19 * minute,
      breakUntil: now - 4 * minute,
    },
  });
  await page.locator('[data-testid=obstacle][data-obstacle=overdue]').waitFor();
  await shot('55-break-overdue');
  api.show({ agent: {} });
}
