import type { LegSnapshot, Voice } from '../calls/switch';
import type { LegId } from '../contract/ids';
import * as commands from './commands';
import type { Command } from './connection';
import type { Legs } from './legs';
import type { Player } from './player';
import { accepted, refused } from './reply';

interface JoiningDeps {
  readonly legs: Legs;
  readonly player: Player;
  readonly look: (legIds: readonly LegId[]) => Promise<readonly LegSnapshot[]>;
  readonly sendAll: (list: readonly Command[]) => Promise<string[]>;
}

/** Legs that hear the talk of two others. */
export class Joining {
  constructor(private readonly deps: JoiningDeps) {}

  /** It is played nothing any more, and hears a talk. @throws OperationalError('switch-refused') when either is gone */
  async join(legId: LegId, talkOf: LegId, voice: Voice): Promise<void> {
    const { legs, player, sendAll } = this.deps;
    await legs.whenParked(legId);
    const speaks = [...commands.setVoice(legId, voice), commands.changeVoice(legId, voice)];
    // A second command to join would wait until the first has ended: whoever left would join again.
    if ((await this.joinedTo(legId)) === talkOf) return this.tell(speaks);
    await player.interruptedBy(legId, async () => {
      const [exists] = await sendAll([commands.exists(talkOf), commands.breakPlaying(legId)]);
      if (exists?.trim() !== 'true') throw refused('join', 'the talk is over');
      await this.tell([commands.noteJoined(legId, talkOf), ...speaks, commands.join(legId, talkOf)]);
    });
  }

  async leave(legId: LegId): Promise<void> {
    const talkOf = await this.joinedTo(legId);
    if (talkOf === null) return;
    // Told to a leg that hears no talk, or one that is over, it would wait and end what it joins next.
    const [talk] = await this.deps.look([talkOf]);
    await this.tell([...(talk ? [commands.leave(legId)] : []), commands.noteLeft(legId)]);
  }

  private async joinedTo(legId: LegId): Promise<LegId | null> {
    const [leg] = await this.deps.look([legId]);
    return leg?.joinedTo ?? null;
  }

  private async tell(list: readonly Command[]): Promise<void> {
    for (const reply of await this.deps.sendAll(list)) accepted(reply, 'join');
  }
}
