import type { Database } from '../../db';

/** For tests of something else: keepers change prices and texts themselves. */
export async function withoutApproval({ maintenance }: Pick<Database, 'maintenance'>): Promise<void> {
  for (const { rule, isOn, version } of await maintenance.approvalRules.list('test')) {
    if (!isOn) continue;
    const change = { isOn: false, version, why: 'this test is about something else' };
    await maintenance.approvalRules.change(rule, change, 'test');
  }
}
