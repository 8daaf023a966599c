import { join } from 'node:path';
import { writeToneFile } from '../../../tests/support/wav';

/** Dialled to come to the bench's flow. */
export const BENCH_NUMBER = '7000';
/** Notes of the two menus, far apart and both well within the telephone's band. */
export const NOTES = [800, 1200] as const;
/** Longer than any wait between two keys. */
const PROMPT_SECONDS = 60;
const GOODBYE_HERTZ = 500;

/** Key 1 goes from either menu to the other: each key pressed is a prompt broken off and another begun. */
export const BENCH_PACK = `
id: bench
name: { zh-CN: 测量, en-US: Bench }
version: 1
accessNumbers: ['${BENCH_NUMBER}']
languages: { available: [zh-CN, en-US], default: zh-CN }
limits: { maxErrors: 3, inputTimeoutMs: 5000, interDigitTimeoutMs: 3000 }
announcements: { wrongEntry: 3, timedOut: 3 }
prompts:
  1: { zh-CN: 第一个菜单, en-US: The first menu }
  2: { zh-CN: 第二个菜单, en-US: The second menu }
  3: { zh-CN: 再见, en-US: Goodbye }
flow:
  start: first
  gaveUp: goodbye
  nodes:
    first: { kind: menu, prompts: [1], keys: { 1: second, '#': goodbye } }
    second: { kind: menu, prompts: [2], keys: { 1: first, '#': goodbye } }
    goodbye: { kind: hangup, prompts: [3] }
`;

/** The recordings of its prompts, under `dir`. */
export function writeBenchSounds(dir: string): void {
  for (const language of ['zh-CN', 'en-US']) {
    const file = (name: string) => join(dir, language, 'bench', `${name}.wav`);
    writeToneFile(file('01'), { hertz: NOTES[0], seconds: PROMPT_SECONDS });
    writeToneFile(file('02'), { hertz: NOTES[1], seconds: PROMPT_SECONDS });
    writeToneFile(file('03'), { hertz: GOODBYE_HERTZ, seconds: 0.5 });
  }
}
