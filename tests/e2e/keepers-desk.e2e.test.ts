/** Those who keep the data, in the browser: a new item by two people, rules, and the next version of a pack. */
import type { InformationItemView } from '../../server/contract/crm';
import type { ProposalView } from '../../server/contract/maintenance';
import type { PackVersionFiles } from '../../server/contract/packs';
import type { Page } from '../../server/contract/rest';
import { ApiClient } from '../support/api-client';
import { PASSWORD } from '../support/centre';
import { DeskPage } from '../support/desk-page';
import { eventually } from '../support/eventually';
import { requires } from '../support/requirements';
import { Situation } from '../support/situation';

jest.setTimeout(180_000);

requires('chromium', 'redis')('embedded: keepers at the desk', () => {
  let situation: Situation;
  let boss: DeskPage;
  /** Another system that applies packs, as a second administrator. */
  let other: { readonly apply: (pack: string) => Promise<number> };

  beforeAll(async () => {
    situation = await Situation.start({ kind: 'embedded' });
    const { url, dir } = situation.centre;
    const admin = new ApiClient(url);
    await admin.login('admin', PASSWORD);
    const made = await admin.send('POST', '/api-keys', {
      ...{ name: 'night shift', scopes: ['packs:read', 'packs:write'], expiresAt: null },
    });
    const { secret } = (await made.json()) as { secret: string };
    other = {
      apply: async (pack) => {
        const answer = await fetch(`${url}/api/v1/packs/clinic/apply?why=at+night`, {
          method: 'POST',
          headers: {
            authorization: `Bearer ${secret}`,
            'content-type': 'application/vnd.kiloline.pack+json',
          },
          body: JSON.stringify({ pack, workOrders: await workOrders() }),
        });
        return answer.status;
      },
    };
    boss = await DeskPage.open({ baseUrl: url, dir, tone: 440 });
    const { page } = boss;
    await page.getByTestId('login-user').fill('admin');
    await page.getByTestId('login-password').fill(PASSWORD);
    await page.getByTestId('login-submit').click();
    await page.getByTestId('nav-packs').or(page.getByTestId('take-over')).first().waitFor();
    if (await page.getByTestId('take-over').isVisible()) await page.getByTestId('take-over').click();
    await page.getByTestId('nav-packs').waitFor();
  }, 120_000);
  afterAll(async () => {
    await boss.close();
    await situation.stop();
  }, 60_000);

  const served = async (): Promise<PackVersionFiles> => {
    const packs = await situation.api.get<{ packId: string; version: number }[]>('/packs');
    const clinic = packs.find(({ packId }) => packId === 'clinic');
    return situation.api.get(`/packs/clinic/versions/${String(clinic?.version)}`);
  };
  const workOrders = async (): Promise<string | null> => (await served()).files.workOrders;

  it('an item is written here, approved by somebody else, and spoken', async () => {
    const { page } = boss;
    await page.getByTestId('nav-information').click();
    await page.getByTestId('information-add').click();
    await page.getByTestId('item-category').fill('778');
    await page.getByTestId('item-title-zh-CN').fill('天气');
    await page.getByTestId('item-text-zh-CN').fill('今天多云。');
    await page.getByTestId('item-title-en-US').fill('Weather');
    await page.getByTestId('item-text-en-US').fill('Cloudy today.');
    await page.getByTestId('item-why').fill('asked for');
    await page.getByTestId('needs-approval').waitFor();
    await page.getByTestId('item-save').click();
    await page.getByTestId('item-save').waitFor({ state: 'detached' });
    const { items } = await situation.api.get<Page<ProposalView>>('/proposals?state=pending');
    expect(items).toMatchObject([{ isNew: true, proposedBy: 'admin', item: { category: '778' } }]);
    const there = () => situation.api.get<Page<InformationItemView>>('/information-items?category=778');
    expect((await there()).total).toBe(0);
    const approved = await situation.api.send('POST', `/proposals/${items[0]?.proposalId ?? ''}/approve`, {});
    expect(approved.status).toBe(200);
    expect((await there()).items).toMatchObject([{ titles: { 'en-US': 'Weather' }, class: 'public' }]);
  });

  it('a rule is switched with the reason, by keyboard', async () => {
    const { page } = boss;
    await page.getByTestId('nav-maintenance').click();
    await page.getByTestId('maintenance-tab-rules').click();
    const rule = page.locator('[data-testid="approval-rule"][data-rule="validity"]');
    await rule.getByRole('switch').focus();
    await page.keyboard.press('Space');
    await page.getByTestId('confirm-reason').fill('season');
    await page.keyboard.press('Enter');
    await page.locator('[data-rule="validity"][data-state="on"]').waitFor();
  });

  it('a pack is checked, planned and applied; who was slower is told and looks again', async () => {
    const { page } = boss;
    const before = await served();
    await page.getByTestId('nav-packs').click();
    await page.locator('[data-testid="pack"][data-pack-id="clinic"]').click();
    await page.getByTestId('pack-tab-edit').click();
    const text = page.getByTestId('pack-text');
    const { pack } = before.files;
    await text.fill(pack.replace(/^ {2}gaveUp: .*$/m, '  gaveUp: nowhere'));
    await page.getByTestId('pack-look').click();
    const line = pack.split('\n').findIndex((each) => each.startsWith('  gaveUp:')) + 1;
    await page
      .getByTestId('pack-fault')
      .filter({ hasText: `pack.yaml:${String(line)}` })
      .first()
      .waitFor();
    const edited = pack.replace(/inputTimeoutMs: \d+/, 'inputTimeoutMs: 7000');
    const mine =
      edited === pack ? pack.replace(/^flow:$/m, 'limits: { inputTimeoutMs: 7000 }\nflow:') : edited;
    await text.fill(mine);
    await page.getByTestId('pack-look').click();
    await page.getByTestId('plan-part').filter({ hasText: '7000' }).waitFor();
    // Somebody else applies meanwhile.
    expect(await other.apply(mine.replace('7000', '8000'))).toBe(201);
    await page.getByTestId('pack-why').fill('more time');
    await page.getByTestId('pack-apply').click();
    await page.getByTestId('pack-stale').filter({ hasText: 'night shift' }).waitFor();
    expect((await served()).version).toBe(before.version + 1);
    expect(await text.inputValue()).toBe(mine);
    await page.getByTestId('pack-look').click();
    await page.getByTestId('plan-part').filter({ hasText: '8000' }).waitFor();
    await page.getByTestId('pack-why').fill('more time');
    await page.getByTestId('pack-apply').click();
    await page
      .locator(
        `[data-testid="pack-version"][data-state="served"][data-version="${String(before.version + 2)}"]`,
      )
      .filter({ hasText: 'more time' })
      .waitFor();
    await page.getByTestId('pack-draw').first().click();
    await eventually('the flow is drawn', () =>
      page.getByTestId('flow-picture').evaluate((image) => (image as HTMLImageElement).naturalWidth > 100),
    );
    await boss.screenshot('keepers-desk-flow');
  });

  it('a type of work order is changed and another made by a form, planned and applied', async () => {
    const { page } = boss;
    const before = await served();
    await page.getByTestId('pack-tab-versions').click();
    await page.getByTestId('pack-tab-edit').click();
    await page.getByTestId('pack-file').getByText('Work-order types').click();
    const form = page.getByTestId('order-type-form');
    await form.waitFor();
    await page.getByTestId('order-type-promised').fill('soon');
    await page.getByTestId('order-type-promised').blur();
    await form.getByText('Write 30m, 4h').waitFor();
    await page.getByTestId('order-type-promised').fill('6h');
    await page.getByTestId('order-type-promised').blur();
    await page.getByTestId('field-add-name').fill('reference');
    await page.getByTestId('field-add').click();
    // The flow makes such orders, and does not ask for it.
    await page.getByTestId('field-reference-required').check();
    await page.getByTestId('pack-look').click();
    await page.getByTestId('pack-fault').filter({ hasText: 'reference' }).first().waitFor();
    await page.getByTestId('field-reference-required').uncheck();
    await page.getByTestId('order-type-add-id').fill('house-visit');
    await page.getByTestId('order-type-add').click();
    await page.locator('[data-testid="order-type-form"][data-type="house-visit"]').waitFor();
    await boss.screenshot('keepers-desk-order-types');
    await page.getByTestId('pack-look').click();
    await page.getByTestId('plan-part').filter({ hasText: '6h' }).waitFor();
    await page.getByTestId('plan-part').filter({ hasText: 'house-visit' }).waitFor();
    await page.getByTestId('pack-why').fill('house visits');
    await page.getByTestId('pack-apply').click();
    await page
      .locator('[data-testid="pack-version"][data-state="served"]')
      .filter({ hasText: 'house visits' })
      .waitFor();
    const workOrders = (await served()).files.workOrders ?? '';
    expect(workOrders).toContain('house-visit:');
    // Whatever was not changed stands as its author wrote it.
    const own = (before.files.workOrders ?? '').split('\n');
    expect(own.filter((line) => !workOrders.split('\n').includes(line)).length).toBeLessThanOrEqual(3);
    expect(JSON.stringify(await situation.api.get('/work-order-types'))).toContain('house-visit');
  });

  it('goes back to what came with the product', async () => {
    const { page } = boss;
    await page.getByTestId('pack-tab-versions').click();
    // The oldest of all; the newest stands first.
    await page.getByTestId('pack-version').last().getByTestId('pack-rollback').click();
    await page.getByTestId('plan-counts').waitFor();
    await page.getByTestId('confirm-reason').fill('seven seconds were too long');
    await page.getByTestId('confirm').click();
    await page
      .locator('[data-testid="pack-version"][data-state="served"]')
      .filter({ hasText: 'seven seconds were too long' })
      .waitFor();
    expect(boss.complaints.filter((each) => !/409|status of 4/.test(each))).toEqual([]);
  });
});
