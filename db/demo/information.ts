import type { InformationItemView } from '../../server/contract/crm';

export type DemoItem = Pick<
  InformationItemView,
  'category' | 'topic' | 'class' | 'price' | 'titles' | 'texts' | 'faxDocument'
>;

/** What callers choose by a category number. Sounds are rendered from the texts when speech is set up. */
export const demoItems: readonly DemoItem[] = [
  item(
    '101',
    'booking',
    0,
    ['订火车票', 'Train tickets'],
    [
      '预订火车票请提前三天,凭身份证到示范路营业厅取票。',
      'Book train tickets three days ahead and collect them with your identity card at the hall in Shifan Road.',
    ],
  ),
  item(
    '102',
    'booking',
    0,
    ['订飞机票', 'Air tickets'],
    [
      '机票预订免费送票上门,请说明出发地、目的地和日期。',
      'Air tickets are delivered free of charge. Please give the places and the date of your journey.',
    ],
  ),
  item(
    '103',
    'booking',
    0,
    ['订酒店', 'Hotels'],
    [
      '全市四十家酒店可以预订,明珠大酒店本月有优惠。',
      'Forty hotels of the city can be booked. The Pearl Hotel has an offer this month.',
    ],
  ),
  item(
    '104',
    'booking',
    50,
    ['订戏票', 'Theatre tickets'],
    [
      '大剧院本周上演三场,票价八十元至三百八十元。',
      'The Grand Theatre has three performances this week, from 80 to 380 yuan.',
    ],
  ),
  item(
    '201',
    'securities',
    100,
    ['大盘行情', 'Market overview'],
    [
      '今日综合指数平开高走,成交温和放大。',
      'The composite index opened flat today and rose on moderately higher turnover.',
    ],
  ),
  item(
    '202',
    'securities',
    200,
    ['个股点评', 'Shares in focus'],
    [
      '本日点评:公用事业板块走势平稳。以上内容仅供演示。',
      'In focus today: utilities were steady. This text is for demonstration only.',
    ],
  ),
  item(
    '203',
    'securities',
    0,
    ['新股申购', 'New shares'],
    ['本周没有新股申购。', 'There are no new shares to subscribe to this week.'],
  ),
  item(
    '301',
    'telecom',
    0,
    ['宽带资费', 'Broadband prices'],
    ['家庭宽带每月七十九元起,安装免费。', 'Home broadband starts at 79 yuan a month. Installation is free.'],
  ),
  item(
    '302',
    'telecom',
    0,
    ['营业厅地址', 'Business halls'],
    ['示范路营业厅每天九点到十八点营业。', 'The hall in Shifan Road is open from nine to six every day.'],
  ),
  {
    ...item(
      '401',
      'account',
      0,
      ['话费清单', 'Itemised bill'],
      [
        '话费清单只提供给机主,请先验证密码。',
        'An itemised bill is for the holder of the line only, after the password.',
      ],
    ),
    class: 'confidential',
  },
];

function item(
  category: string,
  topic: string,
  price: number,
  [chinese, english]: readonly [string, string],
  [chineseText, englishText]: readonly [string, string],
): DemoItem {
  return {
    category,
    topic,
    class: price > 0 ? 'charged' : 'public',
    price,
    titles: { 'zh-CN': chinese, 'en-US': english },
    texts: { 'zh-CN': chineseText, 'en-US': englishText },
    faxDocument: topic === 'telecom' ? `item-${category}` : null,
  };
}
