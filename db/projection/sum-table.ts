import type { EntityManager } from 'typeorm';
import { addTo, zeros, type Counts } from '../../server/measures/counts';
import { snake } from '../naming-strategy';

interface Shape<Key extends string, Name extends string> {
  readonly table: string;
  /** Column → its type. */
  readonly keys: Readonly<Record<Key, 'text' | 'timestamptz'>>;
  readonly names: readonly Name[];
}

/** Changes of a table of sums, gathered and then added to it at once. */
export class SumChanges<Key extends string, Name extends string> {
  readonly #shape: Shape<Key, Name>;
  readonly #rows = new Map<string, { key: Readonly<Record<Key, string | number>>; sums: Counts<Name> }>();

  constructor(shape: Shape<Key, Name>) {
    this.#shape = shape;
  }

  add(key: Readonly<Record<Key, string | number>>, counts: Readonly<Partial<Counts<Name>>>, times = 1): void {
    const name = JSON.stringify(Object.keys(this.#shape.keys).map((each) => key[each as Key]));
    const row = this.#rows.get(name) ?? { key, sums: zeros(this.#shape.names) };
    addTo(row.sums, counts, times);
    this.#rows.set(name, row);
  }

  /** A row in which nothing is left is removed. */
  async save(manager: EntityManager): Promise<void> {
    const { table, keys, names } = this.#shape;
    const rows = [...this.#rows.values()].filter(({ sums }) => names.some((name) => sums[name] !== 0));
    if (rows.length === 0) return;
    const keyNames = Object.keys(keys) as Key[];
    const values = [
      ...keyNames.map((name) => rows.map(({ key }) => asParameter(key[name], keys[name]))),
      ...names.map((name) => rows.map(({ sums }) => sums[name])),
    ];
    const types = [...keyNames.map((name) => keys[name]), ...names.map(() => 'bigint')];
    const unnested = `unnest(${types.map((type, i) => `$${i + 1}::${type}[]`).join(', ')})`;
    const columns = names.map(snake);
    const keyColumns = keyNames.map(snake);
    await manager.query(
      `INSERT INTO ${table} (${[...keyColumns, ...columns].join(', ')}) SELECT * FROM ${unnested}
       ON CONFLICT (${keyColumns.join(', ')}) DO UPDATE
       SET ${columns.map((column) => `${column} = ${table}.${column} + excluded.${column}`).join(', ')}`,
      values,
    );
    if (rows.some(({ sums }) => names.some((name) => sums[name] < 0))) await this.#removeEmpty(manager, rows);
  }

  async #removeEmpty(
    manager: EntityManager,
    rows: readonly { key: Readonly<Record<Key, string | number>> }[],
  ): Promise<void> {
    const { table, keys, names } = this.#shape;
    const keyNames = Object.keys(keys) as Key[];
    const unnested = keyNames.map((name, i) => `$${i + 1}::${keys[name]}[]`).join(', ');
    const own = keyNames.map((name) => `${table}.${snake(name)} = k.${snake(name)}`).join(' AND ');
    await manager.query(
      `DELETE FROM ${table} USING unnest(${unnested}) AS k (${keyNames.map(snake).join(', ')})
       WHERE ${own} AND ${names.map((name) => `${table}.${snake(name)} = 0`).join(' AND ')}`,
      keyNames.map((name) => rows.map(({ key }) => asParameter(key[name], keys[name]))),
    );
  }
}

const asParameter = (value: string | number, type: 'text' | 'timestamptz'): string | Date =>
  type === 'timestamptz' ? new Date(value) : String(value);
