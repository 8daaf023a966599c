import type {
  billColumns,
  Columns,
  directoryColumns,
  informationColumns,
  lineColumns,
} from '../../server/crm/maintenance/csv-tables';
import type { ReadRow } from '../../server/crm/maintenance/read-table';
import { numberKey } from '../../server/crm/number-matching';
import { NUMBER_KEY } from '../repositories/number-lookup';
import { lineKey, mayBeChanged, type ImportContext, type WriteRows } from './import-context';
import { loadRows } from './kept-rows';
import type { KeptEntity } from './kept-tables';
import { knownAccounts } from './known-accounts';
import { differs, filled, type Picture } from './pictures';

/** A row and the one it means. */
interface Target {
  readonly id: string | undefined;
  readonly before: Picture | undefined;
  /** What a second row of the file must not have. */
  readonly key: string;
}

/** Writes rows whose targets are known: one change each. */
async function writeRows<Table extends Columns>(
  context: ImportContext,
  entity: KeptEntity,
  targets: readonly { row: ReadRow<Table>; target: Target; given: Picture; fresh: Picture }[],
): Promise<void> {
  const isFirst = await context.claim(targets.map(({ target }) => target.id ?? target.key));
  for (const [index, { row, target, given, fresh }] of targets.entries()) {
    if (!isFirst[index]) {
      context.fault(row, null, 'duplicate', 'Another row of this file means the same.');
    } else if (target.id === undefined || target.before === undefined) {
      const picture = { ...fresh, ...given };
      context.insert(entity, picture, { told: { ...picture, version: 1 } });
      context.counts.created += 1;
    } else if (mayBeChanged(context, row)) {
      const isChanged = differs(target.before, given);
      if (isChanged) context.update(entity, target.id, target.before, { ...target.before, ...given });
      context.counts[isChanged ? 'changed' : 'unchanged'] += 1;
    }
  }
}

export const writeDirectory: WriteRows<typeof directoryColumns> = async (context, rows) => {
  const numbers = rows.flatMap(({ values }) => values.number ?? []);
  const keys = numbers.flatMap((number) => numberKey(number, context.numberFormat) ?? []);
  const found = await context.manager.query<{ id: string; key: string }[]>(
    `SELECT entry_id AS id, ${NUMBER_KEY} AS key FROM directory_entries
      WHERE ${NUMBER_KEY} = ANY($1::text[]) OR entry_id = ANY($2::uuid[])`,
    [keys, rows.flatMap(({ values }) => values.entryId ?? [])],
  );
  const pictures = await loadRows(
    context.manager,
    'directory-entry',
    found.map(({ id }) => id),
  );
  const targets = rows.flatMap((row) => {
    const { entryId, name = '', number = '', ...more } = row.values;
    const key = numberKey(number, context.numberFormat);
    if (key === null) {
      context.fault(row, 'number', 'not-a-number', 'This is not a telephone number.');
      return [];
    }
    const same = found.filter((each) => each.key === key).map(({ id }) => id);
    const named = same.filter((id) => pictures.get(id)?.['name'] === name);
    const [id, ...others] = entryId ? [entryId] : named.length > 0 ? named : same;
    if (entryId && !pictures.has(entryId)) {
      context.fault(row, 'entryId', 'not-found', 'There is no entry with this identifier.');
      return [];
    }
    if (others.length > 0) {
      context.fault(row, 'number', 'ambiguous', 'Several entries have this number: give the identifier.');
      return [];
    }
    const target = { id, before: id === undefined ? undefined : pictures.get(id), key };
    return [
      { row, target, given: filled({ name, number, ...more }), fresh: { address: null, isListed: true } },
    ];
  });
  await writeRows(context, 'directory-entry', targets);
};

export const writeInformation: WriteRows<typeof informationColumns> = async (context, rows) => {
  const found = await context.manager.query<{ id: string; category: string; valid_from: string | null }[]>(
    `SELECT item_id AS id, category, valid_from::text FROM information_items
      WHERE category = ANY($1::text[]) OR item_id = ANY($2::uuid[])`,
    [rows.flatMap(({ values }) => values.category ?? []), rows.flatMap(({ values }) => values.itemId ?? [])],
  );
  const pictures = await loadRows(
    context.manager,
    'information-item',
    found.map(({ id }) => id),
  );
  const targets = rows.flatMap((row) => {
    const { itemId, category = '', validFrom } = row.values;
    const same = found.filter(
      (each) => each.category === category && (validFrom === undefined || each.valid_from === validFrom),
    );
    const [id, ...others] = itemId ? [itemId] : same.map((each) => each.id);
    if (itemId && !pictures.has(itemId)) {
      context.fault(row, 'itemId', 'not-found', 'There is no item with this identifier.');
      return [];
    }
    if (others.length > 0) {
      context.fault(row, 'category', 'ambiguous', 'Several items have this category: give the identifier.');
      return [];
    }
    const before = id === undefined ? undefined : pictures.get(id);
    const given = itemFields(row, before);
    const after: Picture = { price: 0, ...before, ...given };
    if ((after['class'] === 'charged') !== Number(after['price']) > 0) {
      context.fault(row, 'price', 'not-permitted', 'Charged items have a price, others have none.');
      return [];
    }
    const fresh = {
      price: 0,
      titleSounds: {},
      sounds: {},
      faxDocument: null,
      validFrom: null,
      validUntil: null,
    };
    const key = `${category} ${validFrom ?? ''}`;
    return [{ row, target: { id, before, key }, given, fresh }];
  });
  await writeRows(context, 'information-item', targets);
};

function itemFields({ values }: ReadRow<typeof informationColumns>, before: Picture | undefined): Picture {
  const { category, topic, class: itemClass, price, faxDocument, validFrom, validUntil } = values;
  const { titleZh, titleEn, textZh, textEn } = values;
  return filled({
    category,
    topic,
    class: itemClass,
    price,
    faxDocument,
    validFrom,
    validUntil,
    titles: texts(before?.['titles'], { 'zh-CN': titleZh, 'en-US': titleEn }),
    texts: texts(before?.['texts'], { 'zh-CN': textZh, 'en-US': textEn }),
  });
}

/** Languages whose column is empty lose their text; those without a column keep it. */
function texts(before: unknown, given: Record<string, string | null | undefined>): Record<string, string> {
  const merged = { ...(before as Record<string, string> | undefined), ...filled(given) };
  return Object.fromEntries(
    Object.entries(merged).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

export const writeLines: WriteRows<typeof lineColumns> = async (context, rows) => {
  const known = await knownAccounts(context, {
    contractNumbers: rows.flatMap(({ values }) => values.contractNumber ?? []),
    lines: rows.flatMap(({ values }) => values.number ?? []),
  });
  const ids = rows.flatMap(({ values }) => [
    ...(values.lineId ? [values.lineId] : []),
    ...known.linesByNumber(values.number ?? '').map((line) => line.lineId),
  ]);
  const pictures = await loadRows(context.manager, 'line', ids);
  const targets = rows.flatMap((row) => {
    const { lineId, contractNumber = '', number = '', ...more } = row.values;
    const customerId = known.ownerOfContract(contractNumber);
    if (customerId === undefined) {
      context.fault(row, 'contractNumber', 'not-found', 'There is no such contract.');
      return [];
    }
    if (lineId && !pictures.has(lineId)) {
      context.fault(row, 'lineId', 'not-found', 'There is no line with this identifier.');
      return [];
    }
    const owner = known.ownerOfLine(number);
    const own = known.linesByNumber(number).find((line) => line.customerId === customerId);
    const id = lineId ?? own?.lineId;
    const before = id === undefined ? undefined : pictures.get(id);
    const isForeign = owner !== undefined && owner !== customerId;
    if (isForeign || (before && before['customerId'] !== customerId)) {
      context.fault(row, 'number', 'belongs-to-another', 'This line is another customer’s.');
      return [];
    }
    const kind = more.kind ?? before?.['kind'] ?? 'fixed';
    if (kind !== 'broadband' && numberKey(number, context.numberFormat) === null) {
      context.fault(row, 'number', 'not-a-number', 'This is not a telephone number.');
      return [];
    }
    const given = filled({ ...more, kind, number, customerId, contractId: known.contractId(contractNumber) });
    const fresh = { status: 'active', address: null, features: [], areaCode: null, since: null };
    return [{ row, target: { id, before, key: lineKey(number, context.numberFormat) }, given, fresh }];
  });
  await writeRows(context, 'line', targets);
};

export const writeBills: WriteRows<typeof billColumns> = async (context, rows) => {
  const known = await knownAccounts(context, {
    contractNumbers: rows.flatMap(({ values }) => values.contractNumber ?? []),
    lines: rows.flatMap(({ values }) => values.lineNumber ?? []),
  });
  const accounts = rows.flatMap((row) => {
    const { contractNumber, lineNumber } = row.values;
    const owner = contractNumber ? known.ownerOfContract(contractNumber) : undefined;
    const [line] = lineNumber
      ? known.linesByNumber(lineNumber).filter((each) => owner === undefined || each.customerId === owner)
      : [];
    const customerId = lineNumber ? line?.customerId : owner;
    if (customerId === undefined || (contractNumber && owner === undefined)) {
      const column = lineNumber && (owner !== undefined || !contractNumber) ? 'lineNumber' : 'contractNumber';
      context.fault(row, column, 'not-found', 'A bill needs a line or a contract that is there.');
      return [];
    }
    const contractId = contractNumber ? known.contractId(contractNumber) : (line?.contractId ?? null);
    return [{ row, customerId, contractId, lineId: line?.lineId ?? null }];
  });
  const found = await context.manager.query<{ id: string; key: string }[]>(
    `SELECT bill_id AS id, concat_ws(' ', coalesce(line_id, contract_id), month, kind) AS key FROM bills
      WHERE line_id = ANY($1::uuid[]) OR (line_id IS NULL AND contract_id = ANY($2::uuid[]))`,
    [
      accounts.flatMap(({ lineId }) => lineId ?? []),
      accounts.flatMap(({ lineId, contractId }) => (lineId === null ? (contractId ?? []) : [])),
    ],
  );
  const ids = new Map(found.map(({ id, key }) => [key, id]));
  const pictures = await loadRows(
    context.manager,
    'bill',
    found.map(({ id }) => id),
  );
  const targets = accounts.flatMap(({ row, customerId, contractId, lineId }) => {
    const { month, kind, amount = 0, dueDate, paid } = row.values;
    const key = [lineId ?? contractId, month, kind].join(' ');
    const id = ids.get(key);
    const before = id === undefined ? undefined : pictures.get(id);
    const stored = before === undefined ? (paid ?? 0) : Number(before['paid']);
    if ((paid ?? stored) !== stored || stored > amount) {
      context.fault(
        row,
        'paid',
        'not-permitted',
        'What is paid is not changed by an import, nor more than is owed.',
      );
      return [];
    }
    const given = filled({ customerId, contractId, lineId, kind, month, amount, paid: stored, dueDate });
    return [{ row, target: { id, before, key }, given, fresh: {} }];
  });
  await writeRows(context, 'bill', targets);
};
