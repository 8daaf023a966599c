/** The shape of a queues file for editors: docs/queues.schema.json is written from it (scripts/write-schemas.ts). */
import { z } from 'zod';
import { queueConfigSchema } from '../contract/queue-config';

/** JSON Schema, draft 2020-12. What needs more than one place to be seen (check-*.ts) is not in it. */
export const queueConfigJsonSchema = (): Record<string, unknown> => ({
  ...z.toJSONSchema(queueConfigSchema, { io: 'input', reused: 'ref' }),
  title: 'The queues of Kiloline',
  description: 'Explained in docs/queues.md',
});
