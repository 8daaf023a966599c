import { learntView } from '../../../../softphone/desk/learnt-view';

describe('what the flow learnt of a caller', () => {
  it('is nothing for a call that was in no flow, or in one that learnt nothing', () => {
    expect(learntView(null)).toBeNull();
    expect(learntView(undefined)).toBeNull();
    expect(learntView({ menuPath: [], verified: [], variables: { wrongAccounts: '1' } })).toBeNull();
  });

  it('is his keys, what he proved and what he typed; a proved account stands once', () => {
    expect(
      learntView({
        menuPath: ['main/1', 'queries/3'],
        verified: ['line:862163330001', 'contract:HT-2023-004518'],
        variables: { account: '02163330001', orderNumber: '97000001', purpose: 'bill' },
      }),
    ).toEqual({
      keys: ['1', '3'],
      verified: ['+86 21 6333 0001', 'HT-2023-004518'],
      entries: [{ name: 'orderNumber', value: '97000001' }],
    });
  });

  it('is the account he typed when he proved none', () => {
    const view = learntView({ menuPath: [], verified: [], variables: { account: '02163330001' } });
    expect(view?.entries).toEqual([{ name: 'account', value: '02163330001' }]);
  });
});
