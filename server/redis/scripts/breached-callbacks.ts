import { defineScript, type Scripts } from '../scripts';

const script = defineScript('breached-callbacks', ['limit']);

export async function tellBreachedCallbacks(scripts: Scripts, limit: number): Promise<void> {
  await scripts.run(script, { limit: String(limit) });
}
