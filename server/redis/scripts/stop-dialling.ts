import { asTexts } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('stop-dialling', ['campaignId', 'by']);

/** @returns calls nobody has answered yet */
export async function stopDialling(
  scripts: Scripts,
  campaignId: string,
  by: string,
): Promise<readonly string[]> {
  return asTexts(await scripts.run(script, { campaignId, by }));
}
