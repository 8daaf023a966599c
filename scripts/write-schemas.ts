/**
 * Writes the shapes of pack.yaml and of queues files for editors: docs/pack.schema.json, docs/queues.schema.json.
 *
 *   npm run schemas
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { packJsonSchema } from '../server/ivr/pack-schema';
import { queueConfigJsonSchema } from '../server/queues/queue-config-schema';

async function write(name: string, schema: Record<string, unknown>): Promise<void> {
  const text = await format(JSON.stringify(schema), { parser: 'json', printWidth: 110 });
  writeFileSync(join(__dirname, '..', 'docs', name), text);
}

async function main(): Promise<void> {
  await write('pack.schema.json', packJsonSchema());
  await write('queues.schema.json', queueConfigJsonSchema());
}

void main();
