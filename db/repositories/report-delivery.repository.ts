import { In, IsNull, LessThanOrEqual, type DataSource } from 'typeorm';
import {
  wishOf,
  type DeliveryQuery,
  type DeliveryState,
  type ReportDeliveryView,
  type ReportScheduleRequest,
  type ReportScheduleView,
} from '../../server/contract/report-schedules';
import type { Page } from '../../server/contract/rest';
import type {
  ClaimedDelivery,
  DeliveryStore,
  NewDelivery,
} from '../../server/measures/delivery/delivery-store';
import type { Sent } from '../../server/mail/mailer';
import { withDatabaseErrors } from '../database-error';
import { ReportDelivery, ReportSchedule } from '../entities';
import { offsetOf, pageFrom } from './paging';

interface How {
  readonly by: string;
  readonly nextAt: number | null;
}

export class ReportDeliveryRepository implements DeliveryStore {
  readonly #dataSource: DataSource;

  constructor(dataSource: DataSource) {
    this.#dataSource = dataSource;
  }

  schedules(): Promise<readonly ReportScheduleView[]> {
    return withDatabaseErrors(async () => {
      const rows = await this.#dataSource.manager.find(ReportSchedule, {
        order: { createdAt: 'ASC', scheduleId: 'ASC' },
      });
      return rows.map(scheduleView);
    });
  }

  schedule(scheduleId: string): Promise<ReportScheduleView | null> {
    return withDatabaseErrors(async () => {
      const row = await this.#dataSource.manager.findOneBy(ReportSchedule, { scheduleId });
      return row && scheduleView(row);
    });
  }

  addSchedule(
    scheduleId: string,
    wish: ReportScheduleRequest,
    { by, nextAt }: How,
  ): Promise<ReportScheduleView> {
    return withDatabaseErrors(async () => {
      const row = { scheduleId, wish, nextAt: dateOf(nextAt), createdBy: by, changedBy: by };
      const { manager } = this.#dataSource;
      return scheduleView(await manager.save<ReportSchedule, typeof row>(ReportSchedule, row));
    });
  }

  changeSchedule(
    scheduleId: string,
    wish: ReportScheduleRequest,
    { by, nextAt }: How,
  ): Promise<ReportScheduleView | null> {
    return withDatabaseErrors(async () => {
      const { manager } = this.#dataSource;
      await manager.update(ReportSchedule, { scheduleId }, { wish, nextAt: dateOf(nextAt), changedBy: by });
      return this.schedule(scheduleId);
    });
  }

  removeSchedule(scheduleId: string): Promise<boolean> {
    return withDatabaseErrors(() =>
      this.#dataSource.transaction(async (manager) => {
        await manager.delete(ReportDelivery, { scheduleId, state: 'planned', askedBy: IsNull() });
        const { affected } = await manager.delete(ReportSchedule, { scheduleId });
        return (affected ?? 0) > 0;
      }),
    );
  }

  due(now: number): Promise<readonly ReportScheduleView[]> {
    return withDatabaseErrors(async () => {
      const rows = await this.#dataSource.manager.findBy(ReportSchedule, {
        nextAt: LessThanOrEqual(new Date(now)),
      });
      return rows.map(scheduleView);
    });
  }

  begin(delivery: NewDelivery, nextAt: number): Promise<void> {
    const { schedule, dueAt } = delivery;
    return withDatabaseErrors(() =>
      this.#dataSource.transaction(async (manager) => {
        const { affected } = await manager.update(
          ReportSchedule,
          { scheduleId: schedule.scheduleId, nextAt: new Date(dueAt) },
          { nextAt: new Date(nextAt) },
        );
        // Another server was here, or somebody changed it meanwhile.
        if (affected === 1) await manager.insert(ReportDelivery, rowOf(delivery));
      }),
    );
  }

  add(delivery: NewDelivery): Promise<ReportDeliveryView> {
    return withDatabaseErrors(async () => {
      const { manager } = this.#dataSource;
      await manager.insert(ReportDelivery, rowOf(delivery));
      const { deliveryId } = delivery;
      return deliveryView(await manager.findOneByOrFail(ReportDelivery, { deliveryId }));
    });
  }

  claim(now: number, claimedUntil: number): Promise<ClaimedDelivery | null> {
    return withDatabaseErrors(() =>
      this.#dataSource.transaction(async (manager) => {
        const row = await manager
          .createQueryBuilder(ReportDelivery, 'delivery')
          .where(`delivery.state = 'planned' AND delivery.tryAt <= :now`, { now: new Date(now) })
          .andWhere('(delivery.claimedUntil IS NULL OR delivery.claimedUntil <= :now)')
          .orderBy('delivery.tryAt', 'ASC')
          .limit(1)
          .setLock('pessimistic_write')
          .setOnLocked('skip_locked')
          .getOne();
        if (!row) return null;
        const { deliveryId, wish, fromDay: from, toDay: to, emails, dueAt } = row;
        const tries = row.tries + 1;
        await manager.update(ReportDelivery, { deliveryId }, { claimedUntil: new Date(claimedUntil), tries });
        return { id: deliveryId, attempts: tries, wish, from, to, emails, dueAt: dueAt.getTime() };
      }),
    );
  }

  async sending(claimed: ClaimedDelivery): Promise<boolean> {
    return (await this.#move(claimed, ['planned'], { state: 'sending' })) === 1;
  }

  async notSent(claimed: ClaimedDelivery): Promise<void> {
    await this.#move(claimed, ['sending'], { state: 'planned' });
  }

  async taken(claimed: ClaimedDelivery, { refused }: Sent, at: number): Promise<void> {
    const fault = refused.length === 0 ? null : `refused: ${refused.join(', ')}`;
    await this.#move(claimed, ['sending'], {
      state: 'sent',
      fault,
      claimedUntil: null,
      endedAt: new Date(at),
    });
  }

  async later(claimed: ClaimedDelivery, nextTryAt: number, fault: string): Promise<void> {
    await this.#move(claimed, ['planned'], { fault, claimedUntil: null, tryAt: new Date(nextTryAt) });
  }

  async refused(claimed: ClaimedDelivery, fault: string): Promise<void> {
    const ended = { fault, claimedUntil: null, endedAt: new Date() };
    const isUnsure = (await this.#move(claimed, ['sending'], { ...ended, state: 'unsure' })) === 1;
    if (!isUnsure) await this.#move(claimed, ['planned'], { ...ended, state: 'failed' });
  }

  /** Only of this very try: who comes back too late changes nothing. */
  #move(
    { id, attempts }: ClaimedDelivery,
    from: DeliveryState[],
    to: Partial<ReportDelivery>,
  ): Promise<number> {
    return withDatabaseErrors(async () => {
      const which = { deliveryId: id, tries: attempts, state: In(from) };
      const { affected } = await this.#dataSource.manager.update(ReportDelivery, which, to);
      return affected ?? 0;
    });
  }

  giveUpClaims(now: number, fault: string): Promise<number> {
    return withDatabaseErrors(async () => {
      const { affected } = await this.#dataSource.manager.update(
        ReportDelivery,
        { state: 'sending', claimedUntil: LessThanOrEqual(new Date(now)) },
        { state: 'unsure', fault, claimedUntil: null, endedAt: new Date(now) },
      );
      return affected ?? 0;
    });
  }

  sendAgain(deliveryId: string, by: string, now: number): Promise<ReportDeliveryView | null> {
    return withDatabaseErrors(async () => {
      const { manager } = this.#dataSource;
      const { affected } = await manager
        .createQueryBuilder()
        .update(ReportDelivery)
        // A day of further tries begins now; whose it is stays told apart from what was due by itself.
        .set({
          state: 'planned',
          tryAt: new Date(now),
          dueAt: new Date(now),
          askedBy: by,
          endedAt: null,
          tries: 0,
        })
        .where(`delivery_id = :deliveryId AND state IN ('failed', 'unsure')`, { deliveryId })
        .execute();
      if (affected !== 1) return null;
      return deliveryView(await manager.findOneByOrFail(ReportDelivery, { deliveryId }));
    });
  }

  history({ scheduleId, ...page }: DeliveryQuery): Promise<Page<ReportDeliveryView>> {
    return withDatabaseErrors(async () => {
      const [rows, total] = await this.#dataSource.manager.findAndCount(ReportDelivery, {
        where: scheduleId === undefined ? {} : { scheduleId },
        order: { dueAt: 'DESC', deliveryId: 'ASC' },
        skip: offsetOf(page),
        take: page.pageSize,
      });
      return pageFrom(rows.map(deliveryView), total, page);
    });
  }
}

const dateOf = (at: number | null): Date | null => (at === null ? null : new Date(at));

function rowOf({ deliveryId, schedule, from, to, emails, askedBy, dueAt }: NewDelivery) {
  const at = new Date(dueAt);
  return {
    ...{
      deliveryId,
      scheduleId: schedule.scheduleId,
      wish: wishOf(schedule),
      fromDay: from,
      toDay: to,
      emails: [...emails],
      askedBy,
    },
    ...{ dueAt: at, tryAt: at, state: 'planned' as const },
  };
}

const scheduleView = ({
  scheduleId,
  wish,
  nextAt,
  createdBy,
  changedBy,
}: ReportSchedule): ReportScheduleView => ({
  ...{ ...wish, scheduleId, createdBy, changedBy },
  nextAt: nextAt?.toISOString() ?? null,
});

const deliveryView = (row: ReportDelivery): ReportDeliveryView => {
  const {
    deliveryId,
    scheduleId,
    wish,
    fromDay: from,
    toDay: to,
    emails,
    askedBy,
    state,
    tries,
    fault,
  } = row;
  return {
    ...{ deliveryId, scheduleId, name: wish.name, from, to, emails, askedBy, state, tries, fault },
    dueAt: row.dueAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
  };
};
