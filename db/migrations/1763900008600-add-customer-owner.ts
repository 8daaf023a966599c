import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Customers may have an agent of their own. */
export class AddCustomerOwner1763900008600 implements MigrationInterface {
  readonly name = 'AddCustomerOwner1763900008600';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE customers
        ADD owner_id text,
        ADD CONSTRAINT customers_owner_id_fkey FOREIGN KEY (owner_id)
          REFERENCES users (agent_id) ON DELETE SET NULL ON UPDATE CASCADE
    `);
    await db.query(`CREATE INDEX customers_owner_id_idx ON customers (owner_id) WHERE owner_id IS NOT NULL`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE customers DROP owner_id`);
  }
}
