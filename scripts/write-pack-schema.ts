/**
 * Writes docs/pack.schema.json, the shape of pack.yaml for editors.
 *
 *   npm run pack:schema
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { packJsonSchema } from '../server/ivr/pack-schema';

const path = join(__dirname, '..', 'docs', 'pack.schema.json');

void format(JSON.stringify(packJsonSchema()), { parser: 'json', printWidth: 110 }).then((text) =>
  writeFileSync(path, text),
);
