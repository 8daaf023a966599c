import { randomUUID } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import type {
  ContractChange,
  ContractDetail,
  LineChange,
  LineDetail,
  NewContract,
  NewLine,
} from '../../server/contract/maintenance';
import type { Author } from '../../server/crm/change-log';
import type { LineRecords } from '../../server/crm/maintenance/lines';
import { numberKey, type NumberFormat } from '../../server/crm/number-matching';
import { UserError } from '../../server/errors';
import { withDatabaseErrors } from '../database-error';
import { Contract, Customer, Line } from '../entities';
import { assertVersion, ChangeRecorder, given } from '../repositories/change-recorder';
import { insertRows, loadRows, updateRows } from './kept-rows';
import type { Picture } from './pictures';

type Kind = 'line' | 'contract';

/** Lines and contracts as the data maintenance desk edits them. */
export class LineRepository implements LineRecords {
  readonly #dataSource: DataSource;
  readonly #numberFormat: NumberFormat;

  constructor({ dataSource, numberFormat }: { dataSource: DataSource; numberFormat: NumberFormat }) {
    this.#dataSource = dataSource;
    this.#numberFormat = numberFormat;
  }

  line(lineId: string): Promise<LineDetail | null> {
    return withDatabaseErrors(() => lineView(this.#dataSource.manager, lineId));
  }

  addLine(
    customerId: string,
    { why, contractNumber, ...fields }: NewLine,
    { who }: Author,
  ): Promise<LineDetail> {
    return this.#changing(async (manager) => {
      await assertCustomer(manager, customerId);
      this.#assertNumber(fields);
      const contractId = await contractOf(manager, customerId, contractNumber);
      const position = await manager.countBy(Line, { customerId });
      const id = await this.#insert(
        manager,
        'line',
        { ...fields, customerId, contractId },
        { position },
        { who, why },
      );
      return found(await lineView(manager, id));
    });
  }

  changeLine(lineId: string, { why, version, ...change }: LineChange, { who }: Author): Promise<LineDetail> {
    return this.#changing(async (manager) => {
      const before = await locked(manager, 'line', lineId, version);
      const { contractNumber, ...fields } = given(change);
      const customerId = String(before['customerId']);
      const contractId =
        contractNumber === undefined
          ? {}
          : { contractId: await contractOf(manager, customerId, contractNumber) };
      this.#assertNumber({ ...before, ...fields });
      await this.#update(manager, 'line', lineId, before, { ...fields, ...contractId }, { who, why });
      return found(await lineView(manager, lineId));
    });
  }

  contract(contractId: string): Promise<ContractDetail | null> {
    return withDatabaseErrors(() => contractView(this.#dataSource.manager, contractId));
  }

  addContract(customerId: string, { why, ...fields }: NewContract, { who }: Author): Promise<ContractDetail> {
    return this.#changing(async (manager) => {
      await assertCustomer(manager, customerId);
      const contractNumber = fields.contractNumber.toUpperCase();
      if (await manager.existsBy(Contract, { contractNumber })) {
        throw new UserError('conflict', 'This contract number is in use.');
      }
      const picture = { ...fields, contractNumber, customerId };
      const id = await this.#insert(manager, 'contract', picture, {}, { who, why });
      return found(await contractView(manager, id));
    });
  }

  changeContract(
    contractId: string,
    { why, version, ...change }: ContractChange,
    { who }: Author,
  ): Promise<ContractDetail> {
    return this.#changing(async (manager) => {
      const before = await locked(manager, 'contract', contractId, version);
      await this.#update(manager, 'contract', contractId, before, given(change), { who, why });
      return found(await contractView(manager, contractId));
    });
  }

  async #insert(
    manager: EntityManager,
    entity: Kind,
    picture: Picture,
    extra: Record<string, unknown>,
    author: Author,
  ): Promise<string> {
    const id = randomUUID();
    await insertRows(manager, entity, [{ id, picture, extra }], this.#numberFormat);
    const after = { ...picture, version: 1 };
    await new ChangeRecorder(manager).record({ entity, id, before: null, after, ...author });
    return id;
  }

  async #update(
    manager: EntityManager,
    entity: Kind,
    id: string,
    before: Picture,
    change: Picture,
    author: Author,
  ): Promise<void> {
    const { version, ...fields } = before;
    const picture = { ...fields, ...change };
    await updateRows(manager, entity, [{ id, picture }], this.#numberFormat);
    const after = { ...picture, version: Number(version) + 1 };
    await new ChangeRecorder(manager).record({ entity, id, before, after, ...author });
  }

  #assertNumber({ kind, number }: Picture): void {
    if (
      kind === 'broadband' ||
      (typeof number === 'string' && numberKey(number, this.#numberFormat) !== null)
    )
      return;
    throw new UserError('validation-failed', 'This is not a telephone number.', {
      details: { fields: ['number'] },
    });
  }

  #changing<Result>(work: (manager: EntityManager) => Promise<Result>): Promise<Result> {
    return withDatabaseErrors(() => this.#dataSource.transaction(work));
  }
}

async function locked(manager: EntityManager, entity: Kind, id: string, version: number): Promise<Picture> {
  const picture = found((await loadRows(manager, entity, [id])).get(id) ?? null);
  assertVersion(version, Number(picture['version']));
  return picture;
}

async function assertCustomer(manager: EntityManager, customerId: string): Promise<void> {
  if (await manager.existsBy(Customer, { customerId })) return;
  throw new UserError('not-found', 'There is no such customer.');
}

async function contractOf(
  manager: EntityManager,
  customerId: string,
  number: string | null,
): Promise<string | null> {
  if (number === null) return null;
  const contract = await manager.findOneBy(Contract, { customerId, contractNumber: number.toUpperCase() });
  if (contract) return contract.contractId;
  throw new UserError('validation-failed', 'This customer has no such contract.', {
    details: { fields: ['contractNumber'] },
  });
}

async function lineView(manager: EntityManager, lineId: string): Promise<LineDetail | null> {
  const line = await manager.findOne(Line, { where: { lineId }, relations: { contract: true } });
  if (!line) return null;
  const { customerId, number, kind, status, address, features, areaCode, since, version } = line;
  const contractNumber = line.contract?.contractNumber ?? null;
  return {
    lineId,
    customerId,
    number,
    kind,
    status,
    address,
    contractNumber,
    features,
    areaCode,
    since,
    version,
  };
}

async function contractView(manager: EntityManager, contractId: string): Promise<ContractDetail | null> {
  const contract = await manager.findOneBy(Contract, { contractId });
  if (!contract) return null;
  const { customerId, contractNumber, status, since, version } = contract;
  return { contractId, customerId, contractNumber, status, since, version };
}

function found<Item>(item: Item | null): Item {
  if (item === null) throw new UserError('not-found', 'There is no such entry.');
  return item;
}
