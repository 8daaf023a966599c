/** The checks of what a pack says: every prompt used has its words, and every sound its recording, in each language. */
import type { PackFrame } from './flow';
import type { Language, LanguageChoice } from './flow-terms';
import { numberOfPrompt } from './flow-terms';
import type { FlowNode } from './nodes';
import { kindOf } from './nodes';
import type { FaultPath, ReportFault } from './pack-fault';
import { nodePath } from './pack-fault';
import { promptSound } from './speech';

/** Whether there is a recording of this name; left out when recordings are not to be checked. */
export type HasSound = (language: Language, name: string) => boolean;

export function checkPrompts(
  frame: PackFrame,
  nodes: ReadonlyMap<string, FlowNode>,
  hasSound: HasSound | undefined,
  report: ReportFault,
): void {
  const check = (path: FaultPath, number: number): void => {
    if (!Object.hasOwn(frame.prompts, String(number)))
      report(path, `Prompt ${String(number)} is not in the manifest.`);
  };
  check(['announcements', 'wrongEntry'], frame.announcements.wrongEntry);
  check(['announcements', 'timedOut'], frame.announcements.timedOut);
  for (const [id, node] of nodes) {
    for (const { path, value } of kindOf(node).prompts(node)) {
      const number = numberOfPrompt(value);
      if (number !== null) check(nodePath(id, ...path), number);
    }
  }
  checkLanguages(frame, nodes, report);
  checkManifest(frame, hasSound, report);
}

/** A language nobody has spoken the prompts in cannot be chosen. */
function checkLanguages(frame: PackFrame, nodes: ReadonlyMap<string, FlowNode>, report: ReportFault): void {
  const check = (path: FaultPath, choice: LanguageChoice | undefined): void => {
    if (choice === undefined || choice === 'other' || frame.languages.available.includes(choice)) return;
    report(path, `The pack has no language ${choice}.`);
  };
  for (const [id, node] of nodes) {
    if (node.kind === 'set') check(nodePath(id, 'language'), node.language);
    for (const { path, value } of kindOf(node).prompts(node)) {
      if (typeof value === 'object' && 'number' in value) check(nodePath(id, ...path), value.language);
    }
  }
}

function checkManifest(frame: PackFrame, hasSound: HasSound | undefined, report: ReportFault): void {
  const entries = Object.entries(frame.prompts).map(([number, words]) => ({
    path: ['prompts', number],
    what: `Prompt ${number}`,
    sound: promptSound(frame.id, Number(number)),
    words,
  }));
  for (const { path, what, sound, words } of entries) {
    for (const language of frame.languages.available) {
      if (words[language] === undefined) report(path, `${what} has no words in ${language}.`);
      if (hasSound?.(language, sound) === false)
        report(path, `${what} has no recording ${language}/${sound}.wav.`);
    }
  }
}
