import { Command } from 'commander';
import { acdCheckSchema } from '../contract/acd-check';
import { line } from './output';
import { atCentre, type Terminal } from './terminal';

/** `kiloline acd …`, at a running centre. */
export const acdCommands = (terminal: Terminal): Command =>
  new Command('acd').description('the live calls and agents').addCommand(
    new Command('check')
      .description('what is wrong in the live state, read at one moment; fails when anything is')
      .action(() =>
        atCentre(terminal, async (centre) => {
          const { broken } = await centre.ask(acdCheckSchema, { method: 'GET', path: '/acd/check' });
          for (const fault of broken) line(terminal.output, fault);
          if (broken.length === 0) line(terminal.output, 'All invariants hold.');
          else terminal.fail();
        }),
      ),
  );
