import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import type { DeskPage } from '../support/desk-page';
import { eventually } from '../support/eventually';
import { requires } from '../support/requirements';
import { Situation } from '../support/situation';

jest.setTimeout(120_000);

requires(
  'chromium',
  'sipp',
  'redis',
)('tasks of an agent', () => {
  let situation: Situation;
  let alice: DeskPage;
  let susan: DeskPage;

  beforeAll(async () => {
    situation = await Situation.start({ kind: 'embedded' });
    alice = await situation.readyAgent('1001');
    susan = await situation.agent('2002');
    await alice.page.evaluate(listenToNotifications);
  }, 120_000);
  afterAll(() => situation.stop());

  const task = (page: Page, text: string) => page.getByTestId('task').filter({ hasText: text });
  const tone = (page: Page, text: string, is: string) =>
    page
      .locator(`[data-testid="task"][data-tone="${is}"]`)
      .filter({ hasText: text })
      .waitFor({ timeout: 15_000 });
  const told = () =>
    alice.page.evaluate(() =>
      (window as unknown as { told: { body: string }[] }).told.map(({ body }) => body),
    );
  /** As her desk would, with a time to the second. */
  const dueIn = (seconds: number, text: string) =>
    alice.page.evaluate(
      async ([taskId, dueAt, words]) => {
        const body = JSON.stringify({
          ...{ taskId, dueAt, text: words },
          ...{ callId: null, customerId: null, orderId: null, agentId: null },
        });
        const headers = { 'content-type': 'application/json' };
        const { status } = await fetch('/api/v1/tasks', { method: 'POST', headers, body });
        if (status !== 200) throw new Error(`status ${String(status)}`);
      },
      [randomUUID(), new Date(Date.now() + seconds * 1000).toISOString(), text] as const,
    );

  it('are written down in a talk with the customer and the call, and done with a click, in all tabs', async () => {
    const caller = await situation.waitingCaller();
    await alice.callState('ringing');
    await alice.click('answer');
    await alice.callState('talking');
    await alice.page.keyboard.press('Alt+KeyI');
    await alice.page.getByTestId('task-text').fill('Call back about the move');
    await alice.page
      .getByTestId('new-task-dialog')
      .getByText(/Customer: .*Li Na/)
      .waitFor();
    await alice.click('task-save');
    const written = task(alice.page, 'Call back about the move');
    await written.getByTestId('task-customer').filter({ hasText: 'Li Na' }).waitFor({ timeout: 10_000 });
    caller.hangUp();
    expect(await caller.ended).toBe(0);
    const other = await alice.page.context().newPage();
    await other.goto(situation.centre.url);
    await task(other, 'Call back about the move').waitFor({ timeout: 15_000 });
    await written.getByTestId('task-done').click();
    await tone(alice.page, 'Call back about the move', 'done');
    await tone(other, 'Call back about the move', 'done');
    await other.close();
  });

  it('are told of when their time comes, once, and after the talk when it comes in one', async () => {
    await alice.ready();
    await dueIn(2, 'Ask the crew');
    await tone(alice.page, 'Ask the crew', 'soon');
    await tone(alice.page, 'Ask the crew', 'overdue');
    await eventually('she is told', async () => (await told()).join() === 'Ask the crew');
    const caller = await situation.waitingCaller();
    await alice.callState('ringing');
    await alice.click('answer');
    await alice.callState('talking');
    await dueIn(1, 'Send the form');
    await tone(alice.page, 'Send the form', 'overdue');
    expect(await told()).toEqual(['Ask the crew']);
    caller.hangUp();
    expect(await caller.ended).toBe(0);
    await eventually('she is told now', async () => (await told()).join() === 'Ask the crew,Send the form');
  });

  it('are put off from the list', async () => {
    await task(alice.page, 'Ask the crew').getByTestId('task-put-off').click();
    await alice.click('task-put-off-1h');
    await tone(alice.page, 'Ask the crew', 'later');
    await alice.page.locator('[data-testid="tasks"][data-due="1"]').waitFor({ timeout: 10_000 });
  });

  it('are seen by her supervisor, who adds one; no other agent may look', async () => {
    await susan.page.getByTestId('nav-team').click();
    const row = susan.page.locator('[data-testid="team-member"][data-agent="1001"]');
    await row.getByTestId('agent-menu').click();
    await susan.click('agent-tasks-open');
    await task(susan.page, 'Send the form').waitFor({ timeout: 10_000 });
    await susan.click('agent-task-add');
    // Escape is for the form on top alone: the list below it stays.
    await susan.page.getByTestId('task-text').press('Escape');
    await susan.page.getByTestId('task-text').waitFor({ state: 'detached' });
    await task(susan.page, 'Send the form').waitFor();
    await susan.click('agent-task-add');
    expect(await susan.page.getByTestId('task-agent').inputValue()).toBe('1001');
    await susan.page.getByTestId('task-text').fill('Learn the new rates');
    await susan.click('task-save');
    const given = task(alice.page, 'Learn the new rates');
    await given.filter({ hasText: 'from 2002' }).waitFor({ timeout: 10_000 });
    await task(susan.page, 'Learn the new rates').waitFor({ timeout: 10_000 });
    await given.getByTestId('task-done').click();
    await tone(susan.page, 'Learn the new rates', 'done');
    const refused = await alice.page.evaluate(async () => (await fetch('/api/v1/tasks?agentId=2002')).status);
    expect(refused).toBe(403);
  });
});

/** Runs in the page: what the system would show is kept. */
function listenToNotifications(): void {
  const told: { title: string; body: string }[] = [];
  class Kept {
    static readonly permission = 'granted';
    onclick: (() => void) | null = null;
    constructor(title: string, { body = '' }: NotificationOptions = {}) {
      if (title === 'A task is due') told.push({ title, body });
    }
    close(): void {
      // Nothing is shown.
    }
  }
  Object.assign(window, { told, Notification: Kept });
}
