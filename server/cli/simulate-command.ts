import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Pack } from '../ivr/flow';
import type { Question } from '../ivr/flow-state';
import type { Language } from '../ivr/flow-terms';
import type { ServiceAnswer } from '../ivr/services';
import { Simulation } from '../ivr/simulate';
import { UserError } from '../errors';
import { selfServiceSpecs } from '../selfservice';
import { line, type Output } from './output';
import { shownLine, spokenWords } from './show-simulation';

const answerSchema = z.union([
  z.string().transform((outcome) => ({ outcome })),
  z.strictObject({
    outcome: z.string(),
    outputs: z.record(z.string(), z.coerce.string()).optional(),
    verified: z.string().optional(),
  }),
]);

/** What services say: one answer, or several that are given one after the other, the last for ever. */
const answersSchema = z.record(z.string(), z.union([answerSchema, z.array(answerSchema).min(1)]));
type Answers = z.infer<typeof answersSchema>;

/** @throws UserError validation-failed */
export function readAnswers(file: string): Answers {
  const parsed = answersSchema.safeParse(parse(readFileSync(file, 'utf8')) ?? {});
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new UserError('validation-failed', `${file}: ${faults.join('; ')}`);
}

export interface SimulateOptions {
  readonly language?: Language;
  readonly from?: string;
  readonly answers?: Answers;
  /** What stands in no answers: true asks a person, false means the service is away. */
  readonly asks?: boolean;
}

/** A call that shows itself as it goes on. */
export class ShownCall {
  readonly #simulation: Simulation;
  readonly #output: Output;
  #shown = 0;

  constructor(pack: Pack, options: SimulateOptions, output: Output) {
    const { language, from, answers = {}, asks = false } = options;
    this.#output = output;
    this.#simulation = new Simulation(pack, {
      ...(language === undefined ? {} : { language }),
      ...(from === undefined ? {} : { callerNumber: from }),
      answer: inTurn(answers, asks),
      wordsOf: spokenWords,
    });
  }

  get isOver(): boolean {
    return this.#simulation.isOver;
  }

  /** What a service was asked that a person must answer. */
  get question(): Question | null {
    return this.#simulation.question;
  }

  /** @param typed an outcome, and outputs as name=value; nothing: the service is away */
  reply(typed: string): void {
    const [outcome = 'away', ...values] = typed.split(/\s+/).filter((word) => word !== '');
    const outputs = Object.fromEntries(
      values.map((value) => [value.split('=', 1)[0] ?? '', value.slice(value.indexOf('=') + 1)]),
    );
    this.#simulation.reply({ outcome, outputs });
    this.#show();
  }

  start(): void {
    this.#simulation.start();
    this.#show();
  }

  /** Keys one after the other; '.' waits until the time-out. Anything else is left out. */
  type(keys: string): void {
    for (const key of keys) {
      if (this.isOver) return;
      if (key === '.') this.#simulation.waitOut();
      else if (/^[0-9*#]$/.test(key)) this.#simulation.press(key);
    }
    this.#show();
  }

  #show(): void {
    const { lines } = this.#simulation;
    for (const each of lines.slice(this.#shown)) line(this.#output, shownLine(each));
    this.#shown = lines.length;
  }
}

function inTurn(answers: Answers, asks: boolean): (question: Question) => ServiceAnswer | null {
  const given = new Map<string, number>();
  return ({ service }) => {
    const said = answers[service];
    if (said === undefined) return asks ? null : { outcome: 'away' };
    if (!Array.isArray(said)) return clean(said);
    const turn = given.get(service) ?? 0;
    given.set(service, turn + 1);
    return clean(said[Math.min(turn, said.length - 1)] ?? { outcome: 'away' });
  };
}

const clean = (answer: z.infer<typeof answerSchema>): ServiceAnswer => ({
  outcome: answer.outcome,
  ...('outputs' in answer && answer.outputs !== undefined ? { outputs: answer.outputs } : {}),
  ...('verified' in answer && answer.verified !== undefined ? { verified: answer.verified } : {}),
});

const outcomesOf = (service: string): string =>
  (selfServiceSpecs.find(({ name }) => name === service)?.outcomes ?? [service]).join(' | ');

/** Lines of keys, and of answers where a service was asked, from a person; until the call or the input ends. */
export async function converse(
  call: ShownCall,
  { input, output }: { readonly input: NodeJS.ReadableStream; readonly output: Output },
): Promise<void> {
  const lines = createInterface({ input, terminal: false });
  const ask = (): void => {
    const service = call.question?.service;
    if (service !== undefined) line(output, `  > ${outcomesOf(service)}, and name=value …; empty: away`);
  };
  ask();
  for await (const typed of lines) {
    if (call.question !== null) call.reply(typed);
    else call.type(typed === '' ? '.' : typed);
    if (call.isOver) break;
    ask();
  }
  lines.close();
}
