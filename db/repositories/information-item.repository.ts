import type { DataSource, EntityManager } from 'typeorm';
import type {
  InformationItemChange,
  InformationItemView,
  InformationQuery,
  NewInformationItem,
} from '../../server/contract/crm';
import type { Page } from '../../server/contract/rest';
import type { Author } from '../../server/crm/change-log';
import type { InformationItems } from '../../server/crm/offered-records';
import { UserError } from '../../server/errors';
import { withDatabaseErrors } from '../database-error';
import { assertFree } from '../maintenance/approval-gate';
import { isSame } from '../maintenance/pictures';
import { InformationItem } from '../entities';
import { isUuid } from '../projection/event-fields';
import { cleanText } from '../projection/stored-event';
import { assertVersion, given, type ChangeLogOf } from './change-recorder';
import { containsPattern, escapeLike } from './like-pattern';
import { offsetOf, pageFrom } from './paging';

interface InformationItemDeps {
  readonly dataSource: DataSource;
  readonly changeLog: ChangeLogOf;
  /** 'YYYY-MM-DD' */
  readonly today: () => string;
}

const VALID_ON = `(item.valid_from IS NULL OR item.valid_from <= :day) AND (item.valid_until IS NULL OR item.valid_until >= :day)`;

/** A few thousand rows at most: they are searched as they are. */
export class InformationItemRepository implements InformationItems {
  readonly #deps: InformationItemDeps;

  constructor(deps: InformationItemDeps) {
    this.#deps = deps;
  }

  get(id: string): Promise<InformationItemView | null> {
    return withDatabaseErrors(() => viewOf(this.#deps.dataSource.manager, id));
  }

  search(query: InformationQuery): Promise<Page<InformationItemView>> {
    return withDatabaseErrors(async () => {
      const select = this.#deps.dataSource.manager.createQueryBuilder(InformationItem, 'item');
      const text = cleanText(query.search).trim();
      if (text !== '') {
        select.andWhere(
          `(item.category LIKE :begins OR EXISTS (SELECT 1 FROM jsonb_each_text(item.titles) AS t (language, title) WHERE title ILIKE :holds))`,
          { begins: `${escapeLike(text)}%`, holds: containsPattern(text) },
        );
      }
      if (query.category !== undefined) {
        select.andWhere('item.category LIKE :category', { category: `${query.category}%` });
      }
      if (query.topic !== undefined) select.andWhere('item.topic = :topic', { topic: query.topic });
      if (query.class !== undefined) select.andWhere('item.class = :class', { class: query.class });
      if (query.isValid !== undefined) {
        select.andWhere(query.isValid ? VALID_ON : `NOT (${VALID_ON})`, { day: this.#deps.today() });
      }
      const [items, total] = await select
        .orderBy('item.category')
        .addOrderBy('item.createdAt', 'DESC')
        .addOrderBy('item.itemId')
        .offset(offsetOf(query))
        .limit(query.pageSize)
        .getManyAndCount();
      return pageFrom(items.map(toView), total, query);
    });
  }

  current(category: string, day: string = this.#deps.today()): Promise<InformationItemView | null> {
    return withDatabaseErrors(async () => {
      const item = await this.#valid(day)
        .andWhere('item.category = :category', { category })
        .orderBy('item.createdAt', 'DESC')
        .addOrderBy('item.itemId')
        .getOne();
      return item && toView(item);
    });
  }

  next(topic: string, after: string | null): Promise<InformationItemView | null> {
    return withDatabaseErrors(async () => {
      const item = await this.#valid(this.#deps.today())
        .andWhere('item.topic = :topic', { topic })
        .andWhere(after === null ? 'true' : 'item.category > :after', { after })
        .orderBy('item.category')
        .addOrderBy('item.createdAt', 'DESC')
        .addOrderBy('item.itemId')
        .limit(1)
        .getOne();
      return item && toView(item);
    });
  }

  create({ why, ...fields }: NewInformationItem, { who }: Author): Promise<InformationItemView> {
    return this.#changing(async (manager) => {
      await assertFree(manager, Object.keys(fields), who);
      const inserted = await manager.insert(InformationItem, fields);
      const { itemId } = inserted.identifiers[0] as { itemId: string };
      return this.#recorded(manager, itemId, null, { who, why });
    });
  }

  /** @throws UserError('validation-failed') when class and price would not fit */
  change(
    id: string,
    { version, why, ...fields }: InformationItemChange,
    { who }: Author,
  ): Promise<InformationItemView> {
    return this.#changing(async (manager) => {
      const before = await lockedView(manager, id);
      assertVersion(version, before.version);
      const after = { ...before, ...given(fields) };
      if ((after.class === 'charged') !== after.price > 0) {
        throw new UserError('validation-failed', 'Charged items have a price, others have none.', {
          details: { fields: ['price'] },
        });
      }
      const names = Object.keys(given(fields)) as (keyof InformationItemView)[];
      await assertFree(
        manager,
        names.filter((name) => !isSame(before[name], after[name])),
        who,
      );
      await manager.update(InformationItem, { itemId: id }, { ...given(fields), version: version + 1 });
      return this.#recorded(manager, id, before, { who, why });
    });
  }

  remove(id: string, version: number, { who, why }: Author): Promise<void> {
    return this.#changing(async (manager) => {
      const before = await lockedView(manager, id);
      assertVersion(version, before.version);
      await manager.delete(InformationItem, { itemId: id });
      await this.#deps
        .changeLog(manager)
        .record({ entity: 'information-item', id, before, after: null, who, why });
    });
  }

  #valid(day: string) {
    return this.#deps.dataSource.manager.createQueryBuilder(InformationItem, 'item').where(VALID_ON, { day });
  }

  async #recorded(
    manager: EntityManager,
    id: string,
    before: InformationItemView | null,
    author: Author,
  ): Promise<InformationItemView> {
    const after = await lockedView(manager, id);
    await this.#deps.changeLog(manager).record({ entity: 'information-item', id, before, after, ...author });
    return after;
  }

  #changing<Result>(work: (manager: EntityManager) => Promise<Result>): Promise<Result> {
    return withDatabaseErrors(() => this.#deps.dataSource.transaction(work));
  }
}

async function viewOf(manager: EntityManager, id: string, lock = false): Promise<InformationItemView | null> {
  if (!isUuid(id)) return null;
  const item = await manager.findOne(InformationItem, {
    where: { itemId: id },
    ...(lock && { lock: { mode: 'pessimistic_write' as const } }),
  });
  return item && toView(item);
}

async function lockedView(manager: EntityManager, id: string): Promise<InformationItemView> {
  const view = await viewOf(manager, id, true);
  if (!view) throw new UserError('not-found', 'There is no such item.');
  return view;
}

function toView(item: InformationItem): InformationItemView {
  const { itemId, category, topic, class: itemClass, titles, texts, price } = item;
  const { titleSounds, sounds, faxDocument, validFrom, validUntil, version } = item;
  return {
    itemId,
    category,
    topic,
    class: itemClass,
    titles,
    texts,
    price,
    titleSounds,
    sounds,
    faxDocument,
    validFrom,
    validUntil,
    version,
  };
}
