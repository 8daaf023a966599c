import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { queueConfigJsonSchema } from '../../../server/queues/queue-config-schema';

describe('docs/queues.schema.json', () => {
  it('is what `npm run schemas` writes', () => {
    const path = join(__dirname, '../../../docs/queues.schema.json');
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(
      JSON.parse(JSON.stringify(queueConfigJsonSchema())),
    );
  });

  it('asks only for what has no default', () => {
    const { required, properties } = queueConfigJsonSchema() as { required: string[]; properties: object };
    expect(required).toEqual(['queues']);
    expect(Object.keys(properties)).toContain('breakReasons');
  });
});
