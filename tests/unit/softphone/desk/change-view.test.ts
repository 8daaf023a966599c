import { valueText } from '../../../../softphone/desk/change-view';

describe('the text of a changed value', () => {
  it.each([
    [null, null],
    [undefined, null],
    ['', null],
    ['样板街', '样板街'],
    [0, '0'],
    [false, 'false'],
    [[], null],
    [['caller-id', 'call-waiting'], 'caller-id · call-waiting'],
    [{}, null],
    [{ 'zh-CN': '订戏票', 'en-US': 'Theatre tickets' }, 'zh-CN: 订戏票 · en-US: Theatre tickets'],
    [{ 'zh-CN': null, 'en-US': 'Theatre' }, 'en-US: Theatre'],
  ])('%j is %j', (value, text) => {
    expect(valueText(value)).toBe(text);
  });
});
