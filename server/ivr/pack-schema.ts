/** The shape of pack.yaml for editors: docs/pack.schema.json is written from it (scripts/write-schemas.ts). */
import { z } from 'zod';
import { packFrameSchema } from './flow';
import { nodeIdSchema } from './flow-terms';
import { nodeSchema } from './nodes';

/** JSON Schema, draft 2020-12. What needs more than one node to be seen (check-*.ts) is not in it. */
export function packJsonSchema(): Record<string, unknown> {
  const { flow } = packFrameSchema.shape;
  const pack = packFrameSchema.extend({
    flow: z.strictObject({ ...flow.shape, nodes: z.record(nodeIdSchema, nodeSchema) }),
  });
  const schema = z.toJSONSchema(pack, { io: 'input', reused: 'ref' });
  return {
    ...schema,
    title: 'A pack of Kiloline: one company’s service line',
    description: 'Explained in docs/ivr.md',
  };
}
