import { oneOf } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('resume-dialling', ['campaignId', 'by']);

export async function resumeDialling(scripts: Scripts, campaignId: string, by: string): Promise<void> {
  oneOf(script.name, await scripts.run(script, { campaignId, by }), ['resumed', 'was-not-stopped']);
}
