/** The tables that can be brought in and taken out: their columns, what they are called, what stands in them. */
import type { ExportQuery, TableName } from '../../contract/maintenance';
import * as cells from './csv-cells';
import type { Cell } from './csv-cells';

type Language = ExportQuery['language'];

export interface Column<Value = unknown> {
  readonly headings: Readonly<Record<Language, string>>;
  /** Without it a file is refused. */
  readonly isNeeded: boolean;
  readonly cell: Cell<Value>;
}

export type Columns = Readonly<Record<string, Column>>;
/** What a row says; a column that is not in the file says nothing. */
export type RowOf<Table extends Columns> = {
  readonly [Name in keyof Table]?: Table[Name] extends Column<infer Value> ? Value : never;
};

function column<Value>(zh: string, en: string, cell: Cell<Value>, isNeeded = false): Column<Value> {
  return { headings: { 'zh-CN': zh, 'en-US': en }, isNeeded, cell };
}

const ownId = column('编号', 'Id', cells.optional(cells.id));
const customerKinds = cells.word({
  person: ['个人'],
  company: ['单位', '企业', '公司'],
  'key-account': ['大客户', '重点客户'],
});
const lineKinds = cells.word({ fixed: ['固话', '固定电话'], mobile: ['移动', '手机'], broadband: ['宽带'] });
const statuses = cells.word({
  active: ['在用', '正常'],
  suspended: ['停机', '暂停'],
  closed: ['拆机', '注销'],
});
const billKinds = cells.word({
  telephone: ['电话', '电话费'],
  water: ['水', '水费'],
  electricity: ['电', '电费'],
  gas: ['煤气', '燃气', '燃气费'],
});
const classes = cells.word({ public: ['免费', '公开'], charged: ['收费'], confidential: ['保密'] });
const category = cells.matching(/^\d{3}$/, 'A category has three digits.');

export const customerColumns = {
  customerId: ownId,
  contractNumber: column('合同号', 'Contract number', cells.optional(cells.contractNumber)),
  name: column('客户名称', 'Name', cells.text(200), true),
  kind: column('客户类型', 'Kind', customerKinds),
  address: column('地址', 'Address', cells.optional(cells.text(300))),
  notes: column('备注', 'Notes', cells.freeText(4000)),
  phones: column('联系电话', 'Phones', cells.list(cells.text(60))),
  contracts: column('其他合同', 'Further contracts', cells.list(cells.contractNumber)),
  lines: column('电话线路', 'Telephone lines', cells.list(cells.text(60))),
};

export const lineColumns = {
  lineId: ownId,
  number: column('号码', 'Number', cells.text(64), true),
  contractNumber: column('合同号', 'Contract number', cells.contractNumber, true),
  kind: column('线路类型', 'Kind', lineKinds),
  status: column('状态', 'Status', statuses),
  address: column('装机地址', 'Address', cells.optional(cells.text(300))),
  features: column('功能', 'Features', cells.list(cells.code, 40)),
  areaCode: column(
    '区号',
    'Area code',
    cells.optional(cells.matching(/^[1-9]\d{0,4}$/, 'An area code is written without the 0 before it.')),
  ),
  since: column('启用日期', 'Since', cells.optional(cells.day)),
};

export const directoryColumns = {
  entryId: ownId,
  name: column('名称', 'Name', cells.text(200), true),
  category: column('类别', 'Category', cells.code, true),
  number: column('号码', 'Number', cells.text(40), true),
  address: column('地址', 'Address', cells.optional(cells.text(300))),
  isListed: column('公开', 'Listed', cells.yesNo),
};

export const informationColumns = {
  itemId: ownId,
  category: column('信息编号', 'Category', category, true),
  topic: column('栏目', 'Topic', cells.code, true),
  class: column('等级', 'Class', classes, true),
  price: column('价格(元)', 'Price (yuan)', cells.money),
  titleZh: column('中文标题', 'Title (zh-CN)', cells.optional(cells.text(4000))),
  titleEn: column('英文标题', 'Title (en-US)', cells.optional(cells.text(4000))),
  textZh: column('中文内容', 'Text (zh-CN)', cells.optional(cells.text(4000))),
  textEn: column('英文内容', 'Text (en-US)', cells.optional(cells.text(4000))),
  faxDocument: column(
    '传真文件',
    'Fax document',
    cells.optional(cells.matching(/^[\w.-]{1,120}$/, 'This is not the name of a document.')),
  ),
  validFrom: column('生效日期', 'Valid from', cells.optional(cells.day)),
  validUntil: column('失效日期', 'Valid until', cells.optional(cells.day)),
};

export const billColumns = {
  contractNumber: column('合同号', 'Contract number', cells.optional(cells.contractNumber)),
  lineNumber: column('号码', 'Line number', cells.optional(cells.text(64))),
  kind: column('账单类型', 'Kind', billKinds, true),
  month: column('月份', 'Month', cells.month, true),
  amount: column('金额(元)', 'Amount (yuan)', cells.money, true),
  paid: column('已付(元)', 'Paid (yuan)', cells.money),
  dueDate: column('缴费期限', 'Due date', cells.day, true),
};

export const csvTables = {
  customers: customerColumns,
  lines: lineColumns,
  directory: directoryColumns,
  information: informationColumns,
  bills: billColumns,
} satisfies Record<TableName, Columns>;

export type DirectoryRow = RowOf<typeof directoryColumns>;
