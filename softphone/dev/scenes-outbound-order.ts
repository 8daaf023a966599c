import { zhang } from './mock-data';
import { callOrder, keptOrder, ownCampaigns } from './mock-outbound-order';
import type { Scene } from './stage';

/** Contacts an agent calls himself: to be chosen, to be looked at, and spoken with. */
export async function outboundOrderPages({ page, api, shot }: Scene): Promise<void> {
  // From whatever page the scene before it ended on.
  await page.getByTestId('nav-desk').click();
  api.ownCampaigns = ownCampaigns(null);
  api.show({});
  await page.reload();
  await page.getByTestId('own-campaigns').waitFor();
  await page.getByTestId('pick-contacts').getByText('王芳').waitFor();
  await shot('85-own-campaigns');
  api.ownCampaigns = ownCampaigns(keptOrder());
  await page.reload();
  await page.getByTestId('order-call').waitFor();
  await shot('86-kept-contact');
  const now = Date.now();
  const talking = { state: 'talking', talkingAt: now - 41_000, queuedAt: null } as const;
  const outside = { direction: 'outbound', dialedNumber: '13800138000', callerNumber: '1000' } as const;
  const of = { queueId: null, queueName: null, topic: null, learnt: null, script: null } as const;
  api.show({
    agent: { state: 'on-call', stateSince: now - 41_000 },
    call: { ...talking, ...outside, ...of, order: callOrder },
    customers: [zhang],
  });
  await page.getByText('38.50', { exact: false }).first().waitFor();
  await shot('87-outbound-order');
  api.ownCampaigns = { campaigns: [], order: null };
  api.show({});
}
