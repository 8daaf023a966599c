/** Packs and walks for the tests of the flow language. */
import { join } from 'node:path';
import type { Pack } from '../../../server/ivr/flow';
import type { FlowAction, FlowInput, FlowState, PlayItem } from '../../../server/ivr/flow-state';
import { initialState } from '../../../server/ivr/flow-state';
import { step } from '../../../server/ivr/interpreter';
import { parsePack } from '../../../server/ivr/parse-pack';

const root = join(__dirname, '../../..');
export const pack1000Directory = join(root, 'server/ivr/packs/1000');
export const soundsDirectory = join(root, 'freeswitch/sounds');

/** Line 1 of the nodes is line 12 of the file. */
export const packText = (nodes: string, start = 'main', gaveUp = 'bye', entries = '{}'): string => `id: test
name: { en-US: Test }
version: 1
accessNumbers: ['1000']
languages: { available: [en-US, zh-CN], default: en-US }
announcements: { wrongEntry: 11, timedOut: 10 }
prompts: { ${[1, 2, 3, 4, 5, 8, 9, 10, 11].map((n) => `${String(n)}: { en-US: p, zh-CN: p }`).join(', ')} }
flow:
  start: ${start}
  gaveUp: ${gaveUp}
  nodes:
${nodes.replace(/^/gm, '    ')}
  entries: ${entries}
`;

export function aPack(nodes: string, start?: string, gaveUp?: string, entries?: string): Pack {
  const { pack, faults } = parsePack(packText(nodes, start, gaveUp, entries), 'pack.yaml');
  if (pack === null) throw new Error(JSON.stringify(faults));
  return pack;
}

/** A call walking through a pack; every state goes through JSON, as it does through Redis. */
export class Walk {
  state: FlowState;
  actions: readonly FlowAction[] = [];
  /** Everything ever done. */
  readonly all: FlowAction[] = [];

  constructor(readonly pack: Pack) {
    this.state = initialState(pack, 'b6f9d1c2-0000-4000-8000-000000000001');
  }

  give(input: FlowInput): this {
    const result = step(this.pack, this.state, input);
    this.state = JSON.parse(JSON.stringify(result.state)) as FlowState;
    this.actions = result.actions;
    this.all.push(...result.actions);
    return this;
  }

  start(language: 'zh-CN' | 'en-US' | null = null): this {
    return this.give({ kind: 'start', callerNumber: '13800000000', dialedNumber: '1000', language });
  }

  press(keys: string): this {
    for (const digit of keys) this.give({ kind: 'digit', digit });
    return this;
  }

  /** What is being played was heard to its end. */
  hear(): this {
    return this.give({ kind: 'played', playId: this.state.playing ?? 'nothing' });
  }

  /** The open question is answered. */
  answer(outcome: string, outputs: Readonly<Record<string, string>> = {}, verified?: string): this {
    const requestId = this.state.asking?.requestId ?? 'nothing';
    const answer = { outcome, outputs, ...(verified === undefined ? {} : { verified }) };
    return this.give({ kind: 'answered', requestId, answer });
  }

  /** The last step in short: notes by name, plays as `2 3 ~5000`. What was said stands beside every play: left out. */
  get brief(): string[] {
    return this.actions.flatMap((action) =>
      action.kind === 'note' && action.name === 'ivr.said' ? [] : [brief(action)],
    );
  }

  notes(name: string): Readonly<Record<string, unknown>>[] {
    return this.all.flatMap((action) =>
      action.kind === 'note' && action.name === name ? [action.data] : [],
    );
  }
}

function brief(action: FlowAction): string {
  switch (action.kind) {
    case 'play':
      return `play ${action.items.map(briefItem).join(' ')}`;
    case 'note':
      return action.name;
    case 'ask':
      return `ask ${action.service} ${JSON.stringify(action.inputs)}`;
    case 'dial':
      return `dial ${action.number}`;
    case 'sensitive':
      return `sensitive ${action.on ? 'on' : 'off'}`;
    case 'record':
      return `record ${String(action.maxSeconds)}`;
    case 'queue':
      return `queue ${action.queueId} ${action.topic ?? ''}`.trim();
    case 'hangup':
    case 'answer':
    case 'stop-playing':
    case 'stop-recording':
      return action.kind;
  }
}

function briefItem(item: PlayItem): string {
  switch (item.kind) {
    case 'prompt':
      return String(item.number);
    case 'value':
      return `${item.as}:${item.text}`;
    case 'sound':
      return `sound:${item.name}`;
    case 'beep':
      return 'beep';
    case 'silence':
      return `~${String(item.ms)}`;
  }
}
