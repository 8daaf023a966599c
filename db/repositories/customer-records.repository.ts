import type { DataSource, EntityManager } from 'typeorm';
import type { CustomerChange, NewCustomer, NewNote } from '../../server/contract/crm';
import type { CustomerNoteView } from '../../server/contract/customer-data';
import { customerId as toCustomerId, type CustomerId } from '../../server/contract/ids';
import type { Page } from '../../server/contract/rest';
import type { Author } from '../../server/crm/change-log';
import type { CustomerRecords, Paging } from '../../server/crm/customer-records';
import { nameKey, nameTerms, termsVector } from '../../server/crm/name-terms';
import type { NumberFormat } from '../../server/crm/number-matching';
import { UserError } from '../../server/errors';
import { withDatabaseErrors } from '../database-error';
import { Contract, Customer, CustomerNote, CustomerPhone, User } from '../entities';
import { cleanText } from '../projection/stored-event';
import { assertVersion, given, type ChangeLogOf } from './change-recorder';
import { countUpTo, offsetOf, pageFrom } from './paging';
import { phoneColumns } from './phone-rows';

interface CustomerRecordsDeps {
  readonly dataSource: DataSource;
  readonly numberFormat: NumberFormat;
  readonly changeLog: ChangeLogOf;
}

/** Columns a name is sorted and found by; whoever writes a name writes them, too. */
export const searchColumns = (name: string): { nameKey: string; terms: string } => ({
  nameKey: nameKey(name),
  terms: termsVector(nameTerms(name)),
});

/** Columns of a contract's number. */
export const contractColumns = (contractNumber: string): { contractNumber: string; digits: string } => ({
  contractNumber: contractNumber.toUpperCase(),
  digits: contractNumber.replace(/\D/g, ''),
});

export class CustomerRecordsRepository implements CustomerRecords {
  readonly #deps: CustomerRecordsDeps;

  constructor(deps: CustomerRecordsDeps) {
    this.#deps = deps;
  }

  create({ phones, why, ...fields }: NewCustomer, { who }: Author): Promise<CustomerId> {
    return this.#changing(async (manager) => {
      const name = cleanText(fields.name);
      const contractNumber = fields.contractNumber?.toUpperCase() ?? null;
      await assertFree(manager, contractNumber, null);
      await assertAgent(manager, fields.ownerId);
      const inserted = await manager.insert(Customer, {
        ...fields,
        name,
        notes: cleanText(fields.notes),
        contractNumber,
        ...searchColumns(name),
      });
      const { customerId } = inserted.identifiers[0] as { customerId: string };
      if (contractNumber !== null) await addContract(manager, customerId, contractNumber);
      for (const phone of phones) await this.#insertPhones(manager, customerId, phone);
      const after = { ...(await picture(manager, customerId)), phones };
      await this.#deps
        .changeLog(manager)
        .record({ entity: 'customer', id: customerId, before: null, after, who, why });
      return toCustomerId(customerId);
    });
  }

  change(
    customerId: CustomerId,
    { version, why, ...fields }: CustomerChange,
    { who }: Author,
  ): Promise<void> {
    return this.#changing(async (manager) => {
      const before = await picture(manager, customerId, true);
      assertVersion(version, before.version);
      const contractNumber = fields.contractNumber === null ? null : fields.contractNumber?.toUpperCase();
      await assertFree(manager, contractNumber, customerId);
      await assertAgent(manager, fields.ownerId);
      await manager.update(
        Customer,
        { customerId },
        {
          ...given({ ...fields, contractNumber }),
          ...(fields.name === undefined ? {} : searchColumns(fields.name)),
          version: version + 1,
        },
      );
      if (contractNumber) await addContract(manager, customerId, contractNumber);
      const after = await picture(manager, customerId);
      await this.#deps
        .changeLog(manager)
        .record({ entity: 'customer', id: customerId, before, after, who, why });
    });
  }

  addPhone(customerId: CustomerId, number: string, { who, why }: Author): Promise<void> {
    return this.#changing(async (manager) => {
      await picture(manager, customerId, true);
      for (const added of await this.#insertPhones(manager, customerId, number)) {
        const after = { customerId, number: added.asWritten };
        await this.#deps
          .changeLog(manager)
          .record({ entity: 'customer-phone', id: added.phoneId, before: null, after, who, why });
      }
    });
  }

  removePhone(customerId: CustomerId, phoneId: string, { who, why }: Author): Promise<void> {
    return this.#changing(async (manager) => {
      const phone = await manager.findOneBy(CustomerPhone, { customerId, phoneId });
      if (!phone) throw new UserError('not-found', 'This customer has no such number.');
      await manager.delete(CustomerPhone, { phoneId });
      const before = { customerId, number: phone.asWritten };
      await this.#deps
        .changeLog(manager)
        .record({ entity: 'customer-phone', id: phoneId, before, after: null, who, why });
    });
  }

  addNote(
    customerId: CustomerId,
    note: NewNote,
    { who, why }: Author,
    noteId?: string,
  ): Promise<CustomerNoteView> {
    return this.#changing(async (manager) => {
      await picture(manager, customerId);
      const there = noteId === undefined ? null : await manager.findOneBy(CustomerNote, { noteId });
      if (there) return toNoteView(there);
      const row = manager.create(CustomerNote, {
        ...(noteId === undefined ? {} : { noteId }),
        customerId,
        author: who,
        at: new Date(),
        text: cleanText(note.text),
        pinned: note.pinned,
      });
      const view = toNoteView(await manager.save(row));
      const after = { customerId, ...view };
      await this.#deps
        .changeLog(manager)
        .record({ entity: 'customer-note', id: view.noteId, before: null, after, who, why });
      return view;
    });
  }

  notes(customerId: CustomerId, paging: Paging): Promise<Page<CustomerNoteView>> {
    return withDatabaseErrors(async () => {
      const { manager } = this.#deps.dataSource;
      const skip = offsetOf(paging);
      const [counted] = await manager.query<{ total: number }[]>(
        countUpTo('FROM customer_notes WHERE customer_id = $1'),
        [customerId],
      );
      const notes = await manager.find(CustomerNote, {
        where: { customerId },
        order: { pinned: 'DESC', at: 'DESC', noteId: 'ASC' },
        skip,
        take: paging.pageSize,
      });
      return pageFrom(notes.map(toNoteView), counted?.total ?? 0, paging);
    });
  }

  #changing<Result>(work: (manager: EntityManager) => Promise<Result>): Promise<Result> {
    return withDatabaseErrors(() => this.#deps.dataSource.transaction(work));
  }

  /** Those that were not there yet. */
  async #insertPhones(
    manager: EntityManager,
    customerId: string,
    written: string,
  ): Promise<{ phoneId: string; asWritten: string }[]> {
    const added = [];
    for (const columns of phoneColumns(cleanText(written), this.#deps.numberFormat)) {
      if (await manager.existsBy(CustomerPhone, { customerId, digits: columns.digits })) continue;
      const position = await manager.countBy(CustomerPhone, { customerId });
      const inserted = await manager.insert(CustomerPhone, { ...columns, customerId, position });
      const { phoneId } = inserted.identifiers[0] as { phoneId: string };
      added.push({ phoneId, asWritten: columns.asWritten });
    }
    return added;
  }
}

type CustomerPicture = Pick<
  Customer,
  'name' | 'kind' | 'contractNumber' | 'address' | 'notes' | 'ownerId' | 'version'
>;

/** What is kept of a customer with a change. @throws UserError 'not-found' */
async function picture(manager: EntityManager, customerId: string, lock = false): Promise<CustomerPicture> {
  const customer = await manager.findOne(Customer, {
    where: { customerId },
    ...(lock && { lock: { mode: 'pessimistic_write' as const } }),
  });
  if (!customer) throw new UserError('not-found', 'There is no such customer.');
  const { name, kind, contractNumber, address, notes, ownerId, version } = customer;
  return { name, kind, contractNumber, address, notes, ownerId, version };
}

/** @throws UserError 'validation-failed' when nobody has this number */
async function assertAgent(manager: EntityManager, agentId: string | null | undefined): Promise<void> {
  if (!agentId || (await manager.existsBy(User, { agentId }))) return;
  throw new UserError('validation-failed', `There is no agent ${agentId}.`);
}

/** @throws UserError 'conflict' when it is another customer's */
async function assertFree(
  manager: EntityManager,
  contractNumber: string | null | undefined,
  customerId: string | null,
): Promise<void> {
  if (!contractNumber) return;
  const existing = await manager.findOneBy(Contract, { contractNumber });
  if (existing && existing.customerId !== customerId) {
    throw new UserError('conflict', 'This contract number belongs to another customer.');
  }
}

async function addContract(
  manager: EntityManager,
  customerId: string,
  contractNumber: string,
): Promise<void> {
  if (await manager.existsBy(Contract, { contractNumber })) return;
  await manager.insert(Contract, { ...contractColumns(contractNumber), customerId });
}

const toNoteView = ({ noteId, author, at, text, pinned }: CustomerNote): CustomerNoteView => ({
  noteId,
  author,
  at: at.toISOString(),
  text,
  pinned,
});
