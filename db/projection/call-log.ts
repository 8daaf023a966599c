import { In, type EntityManager } from 'typeorm';
import { numberKey, type NumberFormat } from '../../server/crm/number-matching';
import { Call, CallEvent, CallLeg, Recording } from '../entities';
import { groupBy } from '../group-by';
import { isUuid } from './event-fields';
import { MEASURED_EVENTS } from '../../server/measures/measured-event';
import { foldCall, RECORD_EVENTS, type CallFacts } from './fold-call';
import type { CallToMeasure, MeasureLog } from './measure-log';
import { byPosition, type StoredEvent } from './stored-event';

/** Events that change a call's record or what it counts for. */
export const CALL_EVENTS: readonly string[] = [...new Set([...RECORD_EVENTS, ...MEASURED_EVENTS])];

/** A statement takes 65 535 parameters at most; the widest table here has 20 columns. */
const ROWS_PER_STATEMENT = 1000;

/** The event log and the records computed from it, within one transaction. */
export class CallLog {
  readonly #manager: EntityManager;
  readonly #format: NumberFormat;
  readonly #measures: MeasureLog;

  constructor(manager: EntityManager, format: NumberFormat, measures: MeasureLog) {
    this.#manager = manager;
    this.#format = format;
    this.#measures = measures;
  }

  /** Appends events; those the log has already are left out. Returns the ids of the new ones. */
  async append(events: readonly StoredEvent[]): Promise<ReadonlySet<string>> {
    const added = new Set<string>();
    for (const rows of chunks(events)) {
      const result = await this.#manager
        .createQueryBuilder()
        .insert()
        .into(CallEvent)
        .values(rows as object[])
        .orIgnore()
        .returning(['eventId'])
        .execute();
      for (const row of result.raw as { event_id: string }[]) added.add(row.event_id);
    }
    return added;
  }

  /**
   * Computes the records of these calls anew from all their events, and what they count for.
   * @param counted those of them whose measures may have changed; default: all
   */
  async refresh(callIds: readonly string[], counted: ReadonlySet<string> = new Set(callIds)): Promise<void> {
    const ids = callIds.filter(isUuid);
    for (const some of chunks(ids)) {
      const events = await this.#manager.findBy(CallEvent, { callId: In(some), type: In(CALL_EVENTS) });
      const byCall = groupBy(events, (event) => event.callId ?? '');
      const calls = some.map((id) => foldCall(id, byCall.get(id) ?? [])).filter((facts) => facts !== null);
      await this.#save(calls);
      const changed = calls.filter(({ callId }) => counted.has(callId));
      await this.#measures.replace(changed.map((facts) => this.#toMeasure(facts, byCall.get(facts.callId))));
    }
  }

  #toMeasure(facts: CallFacts, events: readonly StoredEvent[] = []): CallToMeasure {
    const { callId, direction, dialedNumber, callerNumber } = facts;
    const callerKey = numberKey(callerNumber, this.#format);
    return { callId, direction, dialedNumber, callerKey, events: [...events].sort(byPosition) };
  }

  async #save(calls: readonly CallFacts[]): Promise<void> {
    const records: object[] = [];
    const allLegs: object[] = [];
    const allFiles: object[] = [];
    for (const { legs, files, ...facts } of calls) {
      const callerKey = numberKey(facts.callerNumber, this.#format);
      const dialedKey = numberKey(facts.dialedNumber, this.#format);
      records.push({ ...facts, callerKey, dialedKey });
      for (const leg of legs) allLegs.push({ ...leg, callId: facts.callId });
      for (const file of files) allFiles.push({ ...file, callId: facts.callId });
    }
    await this.#upsert(Call, records, ['call_id']);
    await this.#upsert(CallLeg, allLegs, ['call_id', 'leg_id']);
    await this.#knowFiles(allFiles);
  }

  /** What has become of a file since it was closed is not for events to say. */
  async #knowFiles(files: readonly object[]): Promise<void> {
    for (const some of chunks(files)) {
      await this.#manager
        .createQueryBuilder()
        .insert()
        .into(Recording)
        .values(some)
        .orUpdate(['closes_at', 'queue_id', 'pack_id'], ['recording_id'], {
          overwriteCondition: { where: `recordings.state = 'open'` },
        })
        .execute();
    }
  }

  async #upsert(entity: typeof Call | typeof CallLeg, rows: readonly object[], key: string[]): Promise<void> {
    const columns = this.#manager.dataSource
      .getMetadata(entity)
      .columns.map((column) => column.databaseName)
      .filter((name) => !key.includes(name));
    for (const some of chunks(rows)) {
      await this.#manager
        .createQueryBuilder()
        .insert()
        .into(entity)
        .values(some)
        .orUpdate(columns, key)
        .execute();
    }
  }
}

function chunks<Item>(items: readonly Item[]): Item[][] {
  const count = Math.ceil(items.length / ROWS_PER_STATEMENT);
  return Array.from({ length: count }, (_, index) =>
    items.slice(index * ROWS_PER_STATEMENT, (index + 1) * ROWS_PER_STATEMENT),
  );
}
