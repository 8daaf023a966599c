import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = ['customer_phones', 'lines', 'directory_entries'];

/**
 * Indexes that answer with a million customers as with a thousand: a number is looked up by its key alone, parts of
 * numbers by pieces that need no trigrams to be intersected, and names by beginnings that are terms themselves.
 */
export class SpeedUpSearch1763900008500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION number_pieces(digits text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        DECLARE
          pieces text[] := '{}';
        BEGIN
          FOR start IN 1..length(digits) - 2 LOOP
            pieces := pieces || substr(digits, start, 3) || substr(digits, start, 4);
          END LOOP;
          RETURN pieces;
        END $$`);
    for (const table of tables) {
      await runner.query(`DROP INDEX ${table}_e164_idx, ${table}_digits_trgm_idx`);
      await runner.query(`CREATE INDEX ${table}_key_idx ON ${table} (coalesce(e164, digits))`);
      await runner.query(`CREATE INDEX ${table}_pieces_idx ON ${table} USING gin (number_pieces(digits))`);
    }
    for (const table of ['customers', 'directory_entries']) {
      // Written anew without its index, which is quicker than keeping it up.
      await runner.query(`DROP INDEX ${table}_terms_idx`);
      await runner.query(addBeginnings(table));
      await runner.query(`CREATE INDEX ${table}_terms_idx ON ${table} USING gin (terms)`);
    }
    await runner.query(`CREATE INDEX customers_name_idx ON customers (name text_pattern_ops)`);
    // Nearly everybody is a person: only the others are found quicker by their kind.
    await runner.query(
      `CREATE INDEX customers_kind_name_idx ON customers (kind, name text_pattern_ops) WHERE kind <> 'person'`,
    );
    // What found customers are sorted by, without a look at them.
    await runner.query(`CREATE INDEX customers_found_idx ON customers (customer_id) INCLUDE (name_key)`);
    for (const table of [...tables, 'customers']) await runner.query(`ANALYZE ${table}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    // Beginnings stay among the terms: they find nothing that was not found before.
    await runner.query(`DROP INDEX customers_name_idx, customers_kind_name_idx, customers_found_idx`);
    for (const table of tables) {
      await runner.query(`DROP INDEX ${table}_key_idx, ${table}_pieces_idx`);
      await runner.query(`CREATE INDEX ${table}_e164_idx ON ${table} (e164)`);
      await runner.query(`CREATE INDEX ${table}_digits_trgm_idx ON ${table} USING gin (digits gin_trgm_ops)`);
    }
    await runner.query(`DROP FUNCTION number_pieces(text)`);
  }
}

/** As server/crm/name-terms.ts makes them: of two to six letters. */
const addBeginnings = (table: string): string => `
  UPDATE ${table} SET terms = terms || array_to_tsvector(ARRAY(
    SELECT DISTINCT left(lexeme, size) FROM unnest(tsvector_to_array(terms)) AS lexeme, generate_series(2, 6) AS size
    WHERE size < length(lexeme)))`;
