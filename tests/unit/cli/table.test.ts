import { table } from '../../../server/cli/table';

describe('table', () => {
  it('lines columns up, Chinese characters taking two places', () => {
    let text = '';
    table({ write: (more) => (text += more) }, [
      ['NAME', 'N', 'WHY'],
      ['李娜', '12', 'a'],
      ['Carol', '1', ''],
    ]);
    expect(text).toBe('NAME   N   WHY\n李娜   12  a\nCarol  1\n');
  });
});
