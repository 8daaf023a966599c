/** A directory (114) of places that do not exist: numbers of the block 021-6334 0xxx. */
const places: readonly (readonly [category: string, names: readonly string[]])[] = [
  [
    'hospital',
    [
      '市第一人民医院(演示) First Hospital',
      '市第九医院(演示) Ninth Hospital',
      '儿童医院(演示) Children’s Hospital',
      '中医医院(演示)',
      '口腔医院(演示)',
      '东区急救中心(演示)',
    ],
  ],
  [
    'bank',
    [
      '东海银行总行(演示) Donghai Bank',
      '东海银行静安支行(演示)',
      '江南储蓄银行(演示)',
      '城市信用社(演示)',
      '重阳银行(演示)',
    ],
  ],
  ['hotel', ['明珠大酒店(演示) Pearl Hotel', '和平饭店(演示)', '长乐宾馆(演示)', '机场宾馆(演示)']],
  ['restaurant', ['老城饭馆(演示)', '绿波廊茶楼(演示)', '四川火锅城(演示)', 'Luigi’s 意大利餐厅(演示)']],
  ['transport', ['火车站问讯处(演示)', '长途汽车总站(演示)', '强风出租车(演示)', '国际机场问讯(演示)']],
  [
    'government',
    ['市民服务中心(演示)', '区税务局(演示)', '区民政局(演示)', '邮政总局(演示)', '图书馆(演示)'],
  ],
  ['school', ['第三中学(演示)', '实验小学(演示)', '理工大学(演示) Polytechnic University', '外语学院(演示)']],
  ['utility', ['自来水公司(演示)', '供电局(演示)', '燃气公司(演示)', '有线电视台(演示)']],
];

export interface DemoEntry {
  readonly name: string;
  readonly category: string;
  readonly number: string;
  readonly address: string;
  readonly isListed: boolean;
}

export const demoDirectory: readonly DemoEntry[] = places
  .flatMap(([category, names]) => names.map((name) => ({ category, name })))
  .map(({ category, name }, index) => ({
    name,
    category,
    number: `021-63340${String(100 + index)}`,
    address: `上海市例子大道${index + 1}号`,
    // One that is known and told to nobody.
    isListed: name !== '东区急救中心(演示)',
  }));
