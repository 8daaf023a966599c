/**
 * A flow as a graph, in the DOT language of Graphviz: menus and entries are houses of keys, what asks the centre is
 * a hexagon, what ends the call is a coloured ellipse. Straight chains of speech are drawn small, so that the menus
 * are what one sees first. A node that many others lead to is drawn once; elsewhere only its name stands, or else
 * the picture would be all arrows.
 */
import type { Pack } from './flow';
import type { Language, PromptRef } from './flow-terms';
import { numberOfPrompt } from './flow-terms';
import { kindOf, type FlowNode } from './nodes';

interface Shape {
  readonly shape: string;
  readonly fill: string;
  readonly text: string;
}

interface Drawing {
  readonly language: Language;
  readonly drawn: ReadonlySet<string>;
}

const speech: Shape = { shape: 'box', fill: '#eef2f7', text: '#334155' };
const asking: Shape = { shape: 'hexagon', fill: '#fff3d6', text: '#7a4d00' };
const waiting: Shape = { shape: 'box', fill: '#dbeafe', text: '#0b3d91' };
const proof: Shape = { shape: 'octagon', fill: '#fde2e4', text: '#8a1c2c' };
const people: Shape = { shape: 'ellipse', fill: '#d8f3dc', text: '#14532d' };
const ending: Shape = { shape: 'ellipse', fill: '#e5e7eb', text: '#111827' };
const plumbing: Shape = { shape: 'plaintext', fill: '#ffffff', text: '#64748b' };

const shapes: Readonly<Record<FlowNode['kind'], Shape>> = {
  menu: waiting,
  collect: waiting,
  survey: waiting,
  mark: plumbing,
  record: waiting,
  verify: proof,
  say: speech,
  ask: asking,
  ticket: asking,
  fax: asking,
  callback: asking,
  branch: plumbing,
  set: plumbing,
  count: plumbing,
  goto: plumbing,
  queue: people,
  dial: people,
  hangup: ending,
};

/** In widths of a Latin letter. */
const WORDS_SHOWN = 30;
/** Points at the nodes' font size, margins left out. */
const [LATIN_PT, WIDE_PT, LEGEND_PT, MARGINS_PT] = [5.9, 10.5, 6.5, 18];

/** What the shapes mean, in one line under the title. */
const legend: readonly (readonly [Shape, string])[] = [
  [waiting, 'waits for the caller'],
  [speech, 'speaks'],
  [asking, 'asks the centre'],
  [proof, 'proves by password'],
  [people, 'to people'],
  [ending, 'ends the call'],
  [plumbing, 'goes on by itself'],
  [plumbing, '» the way leads to the node of that name'],
];
/** A node with this many ways in is referred to by name; likewise every way back. */
const MANY_WAYS_IN = 3;

/** @param language whose words stand in the nodes; the pack's own when left out */
export function flowGraph(pack: Pack, language: Language = pack.languages.default): string {
  const { start, gaveUp, entries, nodes } = pack.flow;
  const drawn = drawnWays(pack);
  const lines = [
    `digraph ${quoted(pack.id)} {`,
    '  graph [rankdir=LR, ranksep=0.7, nodesep=0.18, fontname="sans-serif", labelloc=t, labeljust=l,',
    `    label=${heading(`${pack.name[language] ?? pack.id} · ${pack.id} · version ${String(pack.version)}`)}];`,
    '  node [fontname="sans-serif", fontsize=10, style="filled,rounded", penwidth=0.8, color="#94a3b8", margin="0.12,0.06"];',
    '  edge [fontname="sans-serif", fontsize=10, color="#64748b", fontcolor="#0f172a", arrowsize=0.6];',
    ...mark('the call comes in', start, '#0f172a'),
    ...mark('too many errors', gaveUp, '#b91c1c'),
    ...Object.entries(entries).flatMap(([name, entry]) => mark(`entry ${name}`, entry.node, '#0f766e')),
    ...Object.entries(nodes).flatMap(([id, node]) => [
      nodeLine(pack, id, node, { language, drawn }),
      ...arrows(id, node, drawn),
    ]),
    '}',
  ];
  return `${lines.join('\n')}\n`;
}

function mark(label: string, to: string, colour: string): string[] {
  const name = quoted(`(${label})`);
  return [
    `  ${name} [label=${quoted(label)}, width=${widthOf([label])}, shape=cds, fillcolor="${colour}", fontcolor="white", color="${colour}"];`,
    `  ${name} -> ${quoted(to)} [color="${colour}", penwidth=1.4];`,
  ];
}

function nodeLine(pack: Pack, id: string, node: FlowNode, { language, drawn }: Drawing): string {
  const { shape, fill, text } = shapes[node.kind];
  const lines = [id, detailOf(node), wordsOf(pack, node, language), ...references(id, node, drawn)].filter(
    (line) => line !== '',
  );
  return `  ${quoted(id)} [label=${quoted(lines.join('\n'))}, width=${widthOf(lines)}, tooltip=${quoted(node.kind)}, shape=${shape}, fillcolor="${fill}", fontcolor="${text}"];`;
}

function detailOf(node: FlowNode): string {
  switch (node.kind) {
    case 'queue':
      return `→ queue ${typeof node.queue === 'string' ? node.queue : `of ${node.queue.of}`}`;
    case 'ask':
      return `? ${node.service}`;
    case 'ticket':
      return `work order ${node.type}`;
    case 'branch':
      return `by ${node.variable}`;
    case 'menu':
    case 'say':
    case 'set':
    case 'goto':
    case 'hangup':
      return '';
    default:
      return node.kind;
  }
}

/** The first prompt it says, as far as it fits. */
function wordsOf(pack: Pack, node: FlowNode, language: Language): string {
  const [first] = kindOf(node)
    .prompts(node)
    .map(({ value }) => promptNumber(value))
    .filter((number) => number !== null);
  if (first === undefined) return '';
  const words = pack.prompts[first]?.[language] ?? '';
  return `${String(first)} ${shortened(words)}`.trim();
}

const promptNumber = (prompt: PromptRef): number | null => numberOfPrompt(prompt);

/**
 * The ways that are drawn as arrows, 'from to': the first way in that a walk from the start finds, and the others to
 * nodes with few ways in. The rest is written as names.
 */
function drawnWays(pack: Pack): ReadonlySet<string> {
  const { start, gaveUp, entries, nodes } = pack.flow;
  const drawn = new Set<string>();
  const reached = new Set([start, gaveUp, ...Object.values(entries).map((entry) => entry.node)]);
  const waysIn = new Map<string, number>();
  for (const [, node] of Object.entries(nodes))
    for (const to of targetsOf(node)) waysIn.set(to, (waysIn.get(to) ?? 0) + 1);
  const queue = [...reached];
  for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
    const node = nodes[id];
    if (node === undefined) continue;
    for (const to of targetsOf(node)) {
      const isNew = !reached.has(to);
      if (isNew) queue.push(to);
      if (isNew || (waysIn.get(to) ?? 0) < MANY_WAYS_IN) drawn.add(`${id} ${to}`);
      reached.add(to);
    }
  }
  return drawn;
}

const targetsOf = (node: FlowNode): ReadonlySet<string> =>
  new Set(
    kindOf(node)
      .targets(node)
      .map(({ value }) => value),
  );

/** Several ways between the same two nodes are one, with all their names. */
function waysFrom(node: FlowNode): [to: string, names: readonly string[]][] {
  const names = new Map<string, string[]>();
  for (const { path, value } of kindOf(node).targets(node)) {
    const name = edgeName(node, path);
    names.set(value, [...(names.get(value) ?? []), ...(name === '' ? [] : [name])]);
  }
  return [...names];
}

const arrows = (id: string, node: FlowNode, drawn: ReadonlySet<string>): string[] =>
  waysFrom(node)
    .filter(([to]) => drawn.has(`${id} ${to}`))
    .map(([to, names]) => `  ${quoted(id)} -> ${quoted(to)} [label=${quoted(names.join(' '))}];`);

/** The ways that are not drawn: "* » main". */
const references = (id: string, node: FlowNode, drawn: ReadonlySet<string>): string[] =>
  waysFrom(node)
    .filter(([to]) => !drawn.has(`${id} ${to}`))
    .map(([to, names]) => `${names.join(' ')} » ${to}`.trim());

function edgeName(node: FlowNode, path: readonly (string | number)[]): string {
  const [field, key] = path;
  if (field === 'next' || field === 'to') return '';
  if (node.kind === 'branch' && field === 'cases') {
    const one = node.cases[Number(key)];
    if (one === undefined) return '';
    return 'is' in one ? `= ${one.is}` : `= ${one.in.join(' ')}`;
  }
  return String(key ?? field);
}

const quoted = (text: string): string =>
  `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;

const isWide = (character: string): boolean => character >= '\u1100';

/** Graphviz has no measures of Chinese: a box would be narrower than its words. In inches. */
function widthOf(lines: readonly string[]): string {
  const points = lines.map((line) =>
    Array.from(line).reduce((sum, character) => sum + (isWide(character) ? WIDE_PT : LATIN_PT), 0),
  );
  return ((Math.max(...points) + MARGINS_PT) / 72).toFixed(2);
}

function shortened(words: string): string {
  let room = WORDS_SHOWN;
  const shown: string[] = [];
  for (const character of Array.from(words)) {
    room -= isWide(character) ? 2 : 1;
    if (room < 0) return `${shown.join('').trimEnd()}…`;
    shown.push(character);
  }
  return words;
}

/** Title and legend, as one of Graphviz' HTML-like labels. */
function heading(title: string): string {
  const cells = legend.map(
    ([{ fill, text }, words]) =>
      `<TD BGCOLOR="${fill}" BORDER="0" CELLPADDING="5" WIDTH="${Math.round(words.length * LEGEND_PT + MARGINS_PT)}"><FONT POINT-SIZE="11" COLOR="${text}">${escaped(words)}</FONT></TD>`,
  );
  const row = (content: string): string => `<TR>${content}</TR>`;
  const name = `<TD ALIGN="LEFT" BORDER="0" COLSPAN="${legend.length}"><FONT POINT-SIZE="20">${escaped(title)}</FONT></TD>`;
  return `<<TABLE BORDER="0" CELLSPACING="6">${row(name)}${row(cells.join(''))}</TABLE>>`;
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
