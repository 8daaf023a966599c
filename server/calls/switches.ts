import type { SwitchId } from '../contract/ids';
import { OperationalError } from '../errors';
import type { Switch } from './switch';

/** The switches this server drives. Agents may be registered on another one than the caller's. */
export class Switches {
  readonly #byId = new Map<SwitchId, Switch>();

  add(target: Switch): void {
    this.#byId.set(target.id, target);
  }

  of(id: SwitchId): Switch {
    const found = this.#byId.get(id);
    if (!found)
      throw new OperationalError('switch-unavailable', 'No such switch is configured', {
        details: { switchId: id },
      });
    return found;
  }

  /** Where a call that begins here is made: on the switch it would rather be on, else on any that can be commanded. */
  upFirst(preferred: SwitchId | null): Switch | undefined {
    const up = this.list().filter((each) => each.isUp());
    return up.find((each) => each.id === preferred) ?? up[0];
  }

  list(): readonly Switch[] {
    return [...this.#byId.values()];
  }
}

/** Commands to a leg that has just gone are refused; its end arrives as an event and is dealt with there. */
export async function unlessGone(command: Promise<void>): Promise<void> {
  try {
    await command;
  } catch (error) {
    if (error instanceof OperationalError && error.code === 'switch-refused') return;
    throw error;
  }
}
