import { DefaultNamingStrategy, type Table, type View } from 'typeorm';

/** How columns are named. */
export const snake = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();

const tableOf = (table: Table | View | string): string => (typeof table === 'string' ? table : table.name);

/**
 * Columns in snake case, constraints and indexes named as PostgreSQL itself would name them, so that the
 * migrations are plain SQL and an error message names something a person can look up.
 */
export class SnakeNamingStrategy extends DefaultNamingStrategy {
  override columnName(property: string, custom: string | undefined, prefixes: string[]): string {
    return custom ?? [...prefixes, property].map(snake).join('_');
  }

  override joinColumnName(relation: string, referencedColumn: string): string {
    return snake(`${relation}_${referencedColumn}`);
  }

  override primaryKeyName(table: Table | string): string {
    return `${tableOf(table)}_pkey`;
  }

  override foreignKeyName(table: Table | string, columns: string[]): string {
    return `${[tableOf(table), ...columns].join('_')}_fkey`;
  }

  override uniqueConstraintName(table: Table | string, columns: string[]): string {
    return `${[tableOf(table), ...columns].join('_')}_key`;
  }

  override relationConstraintName(table: Table | string, columns: string[]): string {
    return this.uniqueConstraintName(table, columns);
  }

  override indexName(table: Table | View | string, columns: string[]): string {
    return `${[tableOf(table), ...columns].join('_')}_idx`;
  }
}
