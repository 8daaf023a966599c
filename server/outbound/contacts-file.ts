/** A campaign's contacts and what has come of them, as a spreadsheet opens it. */
import type { Readable } from 'node:stream';
import type { ContactQuery, ContactView } from '../contract/campaigns';
import type { CampaignId } from '../contract/ids';
import type { ExportQuery } from '../contract/maintenance';
import type { Cell } from '../crm/maintenance/csv-cells';
import { writeTable } from '../crm/maintenance/write-table';
import type { ContactStore } from './campaign-store';

export interface ContactFileWish extends Pick<ContactQuery, 'state' | 'mark'> {
  readonly language: ExportQuery['language'];
}

/** Read while the file is on its way: no list is ever in memory. */
const ROWS_AT_ONCE = 1000;

// Lists are brought in by columns of their own; this file only goes out.
const written: Cell<string | number | null> = {
  read: () => {
    throw new RangeError('contacts are not brought in by this table');
  },
  write: (value) => (value === null ? '' : String(value)),
};
const column = (zh: string, en: string) => ({
  headings: { 'zh-CN': zh, 'en-US': en },
  isNeeded: false,
  cell: written,
});

const columns = {
  number: column('号码', 'Number'),
  name: column('姓名', 'Name'),
  customerId: column('客户编号', 'Customer'),
  state: column('状态', 'State'),
  attempts: column('呼叫次数', 'Calls'),
  lastResult: column('上次结果', 'Last result'),
  mark: column('结论', 'Mark'),
  markDate: column('结论日期', 'Date of the mark'),
  nextAt: column('下次呼叫', 'Next call'),
} satisfies Partial<Record<keyof ContactView, unknown>>;

export function contactsFile(
  contacts: Pick<ContactStore, 'contactsAfter'>,
  campaignId: CampaignId,
  { language, ...filter }: ContactFileWish,
): Readable {
  async function* rows(): AsyncGenerator<ContactView> {
    let after: string | null = null;
    for (;;) {
      const next: readonly ContactView[] = await contacts.contactsAfter(
        campaignId,
        filter,
        after,
        ROWS_AT_ONCE,
      );
      yield* next;
      after = next.at(-1)?.contactId ?? null;
      if (next.length < ROWS_AT_ONCE) return;
    }
  }
  return writeTable(columns, rows(), { language, delimiter: ',' });
}
