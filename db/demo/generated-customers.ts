import type { DemoCustomer, DemoLine } from './demo-customer';

const surnames = [
  '冯 Feng',
  '蒋 Jiang',
  '韩 Han',
  '杨 Yang',
  '朱 Zhu',
  '许 Xu',
  '何 He',
  '吕 Lü',
  '高 Gao',
  '林 Lin',
];
const givenNames = [
  '建国 Jianguo',
  '秀英 Xiuying',
  '晓东 Xiaodong',
  '雪 Xue',
  '志明 Zhiming',
  '婷婷 Tingting',
  '勇 Yong',
];
const firms = [
  '晨光书店 Dawn Books',
  '蓝天物流 Blue Sky Logistics',
  '绿叶餐饮 Green Leaf Catering',
  '金桥软件 Golden Bridge Software',
  '和平药房 Peace Pharmacy',
];
const streets = ['示范路', '样板街', '例子大道', '演示巷'];

const pick = <Item>(items: readonly Item[], index: number): Item => items[index % items.length] as Item;
const padded = (number: number, width: number): string => String(number).padStart(width, '0');

/** The same ones at every call: a book of customers long enough to page through. */
export function generatedCustomers(howMany: number): readonly DemoCustomer[] {
  return Array.from({ length: howMany }, (_, index) => (index % 6 === 5 ? company(index) : person(index)));
}

function person(index: number): DemoCustomer {
  const [surname = '', surnameLatin = ''] = pick(surnames, index).split(' ');
  const [given = '', givenLatin = ''] = pick(givenNames, index * 3 + Math.floor(index / 10)).split(' ');
  const mobile = `139000001${padded(index, 2)}`;
  const fixed = `021-633302${padded(index, 2)}`;
  const address = `上海市${pick(streets, index)}${index + 10}号`;
  const home: DemoLine = {
    kind: 'fixed',
    number: fixed,
    address,
    status: index % 9 === 4 ? 'suspended' : 'active',
  };
  return {
    name: `${surname}${given} ${surnameLatin} ${givenLatin}`,
    kind: 'person',
    contractNumber: `C10001${padded(index, 2)}`,
    address,
    notes: '',
    phones: index % 2 === 0 ? [mobile, fixed] : [mobile],
    lines:
      index % 3 === 0 ? [home, { ...home, kind: 'broadband', number: `KD10001${padded(index, 2)}` }] : [home],
  };
}

function company(index: number): DemoCustomer {
  const fixed = `021-633303${padded(index, 2)}`;
  const address = `上海市${pick(streets, index)}${index + 100}号`;
  return {
    name: pick(firms, Math.floor(index / 6)),
    kind: 'company',
    contractNumber: `C20001${padded(index, 2)}`,
    address,
    notes: '演示数据 Demo data.',
    phones: [fixed],
    lines: [{ kind: 'fixed', number: fixed, address, status: 'active' }],
  };
}
