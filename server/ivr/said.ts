/** What the timeline tells of something said: which prompt, or which variable spoken how. Never the value. */
import type { PlayItem } from './flow-state';

/** `1000/31`, `digits:serial`, `sound:title`, `beep`; nothing for silence. */
export function referenceOf(packId: string, item: PlayItem): string[] {
  switch (item.kind) {
    case 'prompt':
      return [`${packId}/${String(item.number)}`];
    case 'value':
      return [`${item.as}:${item.of}`];
    case 'sound':
      return [`sound:${item.of}`];
    case 'beep':
      return ['beep'];
    case 'silence':
      return [];
  }
}
