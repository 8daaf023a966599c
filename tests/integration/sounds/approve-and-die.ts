/** A server that approves a recording and dies on the way: `<settings as JSON>`. Killed by itself, so that no moment is guessed. */
import pino from 'pino';
import { z } from 'zod';
import { createDatabase } from '../../../db';
import { noSpeech } from '../../../server/sounds/no-speech';
import { SoundFiles } from '../../../server/sounds/sound-files';
import { SoundLibrary } from '../../../server/sounds/sound-library';

const settings = z
  .object({
    address: z.object({
      host: z.string(),
      port: z.number(),
      user: z.string(),
      database: z.string(),
    }),
    made: z.string(),
    own: z.string(),
    proposalId: z.string(),
    /** staged: nothing is kept yet · kept: the file has not its name yet · placed: the row does not say so yet */
    diesWhen: z.enum(['staged', 'kept', 'placed']),
  })
  .parse(JSON.parse(process.argv[2] ?? ''));

async function dieWhen(moment: typeof settings.diesWhen): Promise<void> {
  if (moment !== settings.diesWhen) return;
  process.kill(process.pid, 'SIGKILL');
  // The signal may take a moment; nothing more is done in it.
  await new Promise(() => undefined);
}

class MortalFiles extends SoundFiles {
  override async stage(wav: Buffer): ReturnType<SoundFiles['stage']> {
    const staged = await super.stage(wav);
    await dieWhen('staged');
    return staged;
  }

  override async place(...placed: Parameters<SoundFiles['place']>): Promise<void> {
    await dieWhen('kept');
    await super.place(...placed);
    await dieWhen('placed');
  }
}

async function main(): Promise<void> {
  const database = await createDatabase({ address: settings.address, logger: pino({ level: 'silent' }) });
  const library = new SoundLibrary({
    files: new MortalFiles(settings.made, settings.own),
    manifest: () => [{ language: 'zh-CN', group: '1000', name: '01', text: '您好' }],
    speech: noSpeech,
    records: database.maintenance.soundRecords,
    now: Date.now,
  });
  await database.maintenance.proposals(library).approve(settings.proposalId, { who: '2001', why: '' });
}

void main();
