import type { DemoCustomer, DemoLine } from './demo-customer';
import { generatedCustomers } from './generated-customers';

const line = (
  kind: DemoLine['kind'],
  number: string,
  address: string | null = null,
  status: DemoLine['status'] = 'active',
): DemoLine => ({ kind, number, address, status });

/** The first three are relied on by tests and by the tour in the manual: keep their numbers and their places. */
const told: readonly DemoCustomer[] = [
  {
    name: '李娜 Li Na',
    kind: 'person',
    contractNumber: 'C1000001',
    address: '上海市黄浦区示范路1号101室',
    notes: '喜欢上午接电话。Prefers calls in the morning.',
    phones: ['13900000001'],
    lines: [
      line('fixed', '021-63330101', '示范路1号101室'),
      line('broadband', 'KD1000001', '示范路1号101室'),
    ],
  },
  {
    name: '张伟 Zhang Wei',
    kind: 'person',
    contractNumber: 'C1000002',
    address: '上海市静安区样板街22号',
    notes: '',
    phones: ['13900000002'],
    lines: [line('mobile', '13900000002')],
  },
  {
    name: '上海明珠贸易有限公司 Pearl Trading',
    kind: 'company',
    contractNumber: 'C2000001',
    address: '上海市浦东新区例子大道300号12楼',
    notes: '月结。Invoice on the 5th, contact: 周敏 Zhou Min.',
    phones: ['02163330001', '139 0000 0003'],
    lines: [
      line('fixed', '021-63330001', '例子大道300号12楼'),
      line('fixed', '021-63330002', '例子大道300号12楼'),
      line('fixed', '021-63330003', '例子大道300号12楼', 'suspended'),
      line('broadband', 'KD2000001', '例子大道300号12楼'),
    ],
  },
  {
    name: '东海银行(演示) Donghai Bank (demo)',
    kind: 'key-account',
    contractNumber: 'K3000001',
    address: '上海市浦东新区例子大道1号',
    notes: '重要客户,优先处理。Key account: answer first, manager 孙丽.',
    phones: ['021-63330010', '+86 21 6333 0011'],
    lines: [
      line('fixed', '021-63330010', '例子大道1号1楼'),
      line('fixed', '021-63330011', '例子大道1号2楼'),
      line('broadband', 'KD3000001', '例子大道1号'),
      line('broadband', 'KD3000002', '例子大道1号备用 backup'),
    ],
  },
  {
    name: '市第九医院(演示) Ninth Hospital (demo)',
    kind: 'key-account',
    contractNumber: 'K3000002',
    address: '上海市徐汇区样板街9号',
    notes: '故障须一小时内到场。Faults: on site within one hour.',
    phones: ['021-63330020-0'],
    lines: [line('fixed', '021-63330020', '样板街9号'), line('fixed', '021-63330021', '样板街9号急诊')],
  },
  {
    name: '周杰 Zhou Jie',
    kind: 'person',
    contractNumber: 'C1000003',
    address: '上海市杨浦区示范路88号',
    notes: '与吴敏共用手机。Shares a mobile with Wu Min.',
    phones: ['13900000010'],
    lines: [line('fixed', '021-63330110', '示范路88号')],
  },
  {
    name: '吴敏 Wu Min',
    kind: 'person',
    contractNumber: 'C1000004',
    address: '上海市杨浦区示范路88号',
    notes: '',
    phones: ['+8613900000010', '13900000011'],
    lines: [],
  },
  {
    name: 'Emma Clarke',
    kind: 'person',
    contractNumber: 'C1000005',
    address: '上海市长宁区样板街5号 5 Yangban Street',
    notes: 'Speaks English. 请用英语。',
    phones: ['+44 20 7946 0958', '13900000012'],
    lines: [line('mobile', '13900000012')],
  },
  {
    name: 'Pacific Freight Ltd 太平洋货运',
    kind: 'company',
    contractNumber: 'C2000002',
    address: null,
    notes: 'Head office in the USA.',
    phones: ['+1 212-555-0123', '021-63330030'],
    lines: [
      line('fixed', '021-63330030', '例子大道77号'),
      line('fixed', '021-63330031', '例子大道77号', 'closed'),
    ],
  },
  {
    name: '郑凯 Zheng Kai',
    kind: 'person',
    contractNumber: null,
    address: null,
    notes: '尚无合同,曾咨询宽带。No contract yet, asked about broadband.',
    phones: ['0139 0000 0013'],
    lines: [],
  },
];

export const demoCustomers: readonly DemoCustomer[] = [...told, ...generatedCustomers(30)];
