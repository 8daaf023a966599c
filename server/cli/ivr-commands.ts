import { writeFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import { describeFault } from '../config/yaml-source';
import { drawGraph } from '../connectors/draw-graph';
import { languageSchema } from '../contract/rest';
import { flowGraph } from '../ivr/flow-graph';
import { line } from './output';
import { faultsOf, packAt } from './pack-at';
import { packCommands } from './pack-commands';
import type { Terminal } from './terminal';
import { converse, readAnswers, ShownCall } from './simulate-command';

/** `kiloline ivr …`: on the files of a pack nothing of a running centre is needed; the others need one. */
export function ivrCommands(terminal: Terminal): Command {
  const ivr = new Command('ivr')
    .description('packs: check, play, draw; apply to a running centre, and back')
    .addCommand(checkCommand(terminal))
    .addCommand(simulateCommand(terminal))
    .addCommand(graphCommand(terminal));
  for (const each of packCommands(terminal)) ivr.addCommand(each);
  return ivr;
}

const language = (): Option =>
  new Option('--language <language>', 'default: the pack’s own').choices(languageSchema.options);

function checkCommand({ output, fail, soundsDirectory }: Terminal): Command {
  return new Command('check')
    .description('every fault of a pack, with file and line')
    .argument('<pack>', 'directory with pack.yaml, or the id of a pack of ours')
    .option('--queues <ids>', 'queues of the centre, separated by commas; not checked when left out')
    .option('--no-sounds', 'do not ask for recordings')
    .action((pack: string, options: { queues?: string; sounds: boolean }) => {
      const queues = options.queues?.split(',').map((id) => id.trim());
      const own = soundsDirectory();
      const faults = faultsOf(pack, {
        checksSounds: options.sounds,
        ...(own === null ? {} : { soundsDirectory: own }),
        ...(queues === undefined ? {} : { queues }),
      });
      for (const fault of faults) line(output, describeFault(fault));
      line(output, faults.length === 0 ? 'No faults.' : `${String(faults.length)} faults.`);
      if (faults.length > 0) fail();
    });
}

interface SimulateFlags {
  readonly language?: 'zh-CN' | 'en-US';
  readonly from?: string;
  readonly keys?: string;
  readonly answers?: string;
}

function simulateCommand({ output, input }: Terminal): Command {
  return new Command('simulate')
    .description('plays a pack: type keys and Enter; an empty line waits until the time-out')
    .argument('<pack>', 'directory with pack.yaml, or the id of a pack of ours')
    .addOption(language())
    .option('--from <number>', 'who calls')
    .option(
      '--keys <keys>',
      'keys to press instead of asking for them; "." waits; services without an answer are away',
    )
    .option(
      '--answers <file>',
      'YAML: what each service says, outcome or { outcome, outputs }; others are asked of you',
    )
    .action(async (name: string, flags: SimulateFlags) => {
      const pack = packAt(name, { checksSounds: false });
      const { language: heard, from, keys, answers } = flags;
      const call = new ShownCall(
        pack,
        {
          ...(heard === undefined ? {} : { language: heard }),
          ...(from === undefined ? {} : { from }),
          ...(answers === undefined ? {} : { answers: readAnswers(answers) }),
          asks: keys === undefined,
        },
        output,
      );
      call.start();
      if (keys !== undefined) call.type(keys);
      else await converse(call, { input, output });
    });
}

interface GraphFlags {
  readonly out?: string;
  readonly format: 'svg' | 'dot';
  readonly language?: 'zh-CN' | 'en-US';
}

function graphCommand({ output }: Terminal): Command {
  return new Command('graph')
    .description('draws the flow')
    .argument('<pack>', 'directory with pack.yaml, or the id of a pack of ours')
    .option('--out <file>', 'default: standard output')
    .addOption(new Option('--format <format>').choices(['svg', 'dot']).default('svg'))
    .addOption(language())
    .action(async (name: string, { out, format, language: shown }: GraphFlags) => {
      const dot = flowGraph(packAt(name, { checksSounds: false }), shown);
      const text = format === 'dot' ? dot : await drawGraph(dot);
      if (out === undefined) output.write(text);
      else writeFileSync(out, text);
    });
}
