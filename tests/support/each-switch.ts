import { requires, type Requirement } from './requirements';
import type { SwitchKind } from './launch-switch';

const wanted = process.env['KILOLINE_SWITCH'];

/** Both, unless KILOLINE_SWITCH names one. */
export const SWITCH_KINDS = (['freeswitch', 'embedded'] as const).filter((kind) => (wanted ?? kind) === kind);

/** A suite that every switch is held to; each time it is named by its switch. */
export function onEachSwitch(
  needed: readonly Requirement[],
  name: string,
  body: (kind: SwitchKind) => void,
): void {
  for (const kind of SWITCH_KINDS) {
    const all = kind === 'freeswitch' ? [...needed, 'freeswitch' as const] : needed;
    requires(...all)(`${kind}: ${name}`, () => body(kind));
  }
}
