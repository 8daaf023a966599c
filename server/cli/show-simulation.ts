import { fragmentsOf } from '../ivr/grammar/fragments';
import { PAUSE, speakValue } from '../ivr/grammar';
import type { Language } from '../ivr/flow-terms';
import type { ServiceAnswer, ValueKind } from '../ivr/services';
import type { SimulatedLine } from '../ivr/simulate';

/** A value as the caller hears it, in words; the text itself when it cannot be spoken. */
export function spokenWords(kind: Exclude<ValueKind, 'sound'>, text: string, language: Language): string {
  try {
    const words = fragmentsOf(language);
    const spoken = speakValue(kind, text, language).map((name) =>
      name === PAUSE ? ',' : (words[name] ?? name),
    );
    return language === 'zh-CN'
      ? spoken.join('').replaceAll(',', ' ')
      : spoken.join(' ').replaceAll(' ,', ',');
  } catch {
    return text;
  }
}

/** One line as a person reads it. */
export function shownLine(line: SimulatedLine): string {
  switch (line.kind) {
    case 'heard':
      return `  ♪ ${line.reference.padEnd(16)} ${line.words}`.trimEnd();
    case 'key':
      return `  ⌨ ${line.key}`;
    case 'silence':
      return '  … nothing pressed';
    case 'asked':
      return `  ? ${line.service} ${valuesText(line.inputs)}`.trimEnd();
    case 'answered':
      return `  = ${line.service} → ${answerText(line.answer)}`;
    case 'did':
      return `  ! ${line.what}`;
    case 'node':
      return `[${line.node}]`;
  }
}

const answerText = ({ outcome, outputs = {} }: ServiceAnswer): string =>
  `${outcome} ${valuesText(outputs)}`.trimEnd();

const valuesText = (values: Readonly<Record<string, string>>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
