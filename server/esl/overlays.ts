import type { LegId } from '../contract/ids';
import * as commands from './commands';
import type { Command } from './connection';
import { isFile } from './sounds';

/** FreeSWITCH works for a leg in ticks of its thread, one for each packet. */
const TICK_SAMPLES = 160;
/**
 * Ticks in which the overlay is heard: the one in which the last prompt ends, and the next, in which park sends the
 * silence it lies over (docs/switch.md, "How soon the next prompt is heard").
 */
const HEARD_TICKS = 2;
/** Ends an overlay whose taking off was lost; 1 could end it within the same second. */
const LONGEST_S = 2;

/** A list that breaks off what plays. */
export interface Replacing {
  /** Sent first; the play goes on whatever the switch says to these. */
  readonly overlay: readonly Command[];
  readonly breakOff: readonly Command[];
  /** Its first file begins where the overlay has got to. */
  readonly files: readonly string[];
}

/**
 * The beginning of the next prompt, laid over what a leg hears (uuid_displace) from the command on: two ticks before the
 * prompt's own playback could begin. The leg's thread takes it off right before that playback, which begins that much
 * later in the file.
 */
export class Overlays {
  private readonly laid = new Map<LegId, { readonly file: string; readonly at: number }>();

  constructor(private readonly now: () => number) {}

  /** @param overSound something plays: an overlay over nothing is not heard */
  replacing(legId: LegId, files: readonly string[], overSound: boolean): Replacing {
    const [first, ...others] = files;
    const lifted = this.lift(legId);
    const breakOff = commands.breakPlaying(legId);
    if (!overSound || first === undefined || !isFile(first))
      return { overlay: lifted, breakOff: [breakOff], files };
    this.laid.set(legId, { file: first, at: this.now() });
    return {
      overlay: [...lifted, commands.overlay(legId, first, LONGEST_S)],
      breakOff: [breakOff, commands.takeOff(legId, first)],
      files: [`${first}@@${HEARD_TICKS * TICK_SAMPLES}`, ...others],
    };
  }

  /** Of what may still lie there: a break throws away the command that was to take it off. */
  lift(legId: LegId): Command[] {
    const last = this.laid.get(legId);
    this.laid.delete(legId);
    const over = last === undefined || this.now() - last.at > LONGEST_S * 1000;
    return over ? [] : [commands.stopDisplacing(legId, last.file)];
  }

  legEnded(legId: LegId): void {
    this.laid.delete(legId);
  }
}
