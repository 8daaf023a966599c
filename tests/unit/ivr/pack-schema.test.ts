import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packJsonSchema } from '../../../server/ivr/pack-schema';

describe('docs/pack.schema.json', () => {
  it('is what `npm run schemas` writes', () => {
    const path = join(__dirname, '../../../docs/pack.schema.json');
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(JSON.parse(JSON.stringify(packJsonSchema())));
  });

  it('knows every kind of node and its fields', () => {
    const text = JSON.stringify(packJsonSchema());
    for (const word of [
      '"const":"verify"',
      '"const":"record"',
      'accountKind',
      'inputTimeoutMs',
      'maxSeconds',
    ])
      expect(text).toContain(word);
  });
});
