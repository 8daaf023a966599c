/** A queue configuration being written: a form changes the author's own text, whose comments and order stay. */
import { Alias, isAlias, isMap, isNode, isScalar, parseDocument, visit, type Document } from 'yaml';
import { queueConfigSchema, type QueueConfig } from '../../server/contract/queue-config';
import { sameLines } from './line-diff';

export type Path = readonly (string | number)[];

export interface Edit {
  readonly path: Path;
  /** undefined: it goes. */
  readonly value: unknown;
}

const documentOf = (text: string): Document => parseDocument(text, { prettyErrors: false });

/** null while the text is no queue configuration: the server tells where and why. */
export function readQueueDraft(text: string): QueueConfig | null {
  const document = documentOf(text);
  if (document.errors.length > 0) return null;
  return queueConfigSchema.safeParse(document.toJS({ maxAliasCount: 100 })).data ?? null;
}

/** null: what is to be changed stands there by another name (a YAML alias), so only the text can be changed. */
export function editQueueDraft(text: string, edits: readonly Edit[]): string | null {
  const document = documentOf(text);
  if (document.errors.length > 0) return null;
  const before = write(document);
  try {
    for (const { path, value } of edits) {
      const exact = exactPath(document, path);
      keepAnchors(document, exact);
      if (value === undefined) document.deleteIn(exact);
      else document.setIn(exact, nodeOf(document, path, value));
    }
    return withOwnLines(text, before, write(document));
  } catch {
    return null;
  }
}

const write = (document: Document): string =>
  document.toString({ lineWidth: 0, singleQuote: true, flowCollectionPadding: true });

/** Queues and calendars are written out, a line for each thing; what stands in them stays on one line. */
function nodeOf(document: Document, path: Path, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const isWhole = path.length === 2 && (path[0] === 'queues' || path[0] === 'calendars');
  const node = document.createNode(value, { flow: !isWhole, aliasDuplicateObjects: false });
  visit(node, {
    // 08:00 and 1001 are texts to every reader of YAML then.
    Scalar(_, scalar) {
      if (typeof scalar.value === 'string' && /^\d/.test(scalar.value)) scalar.type = 'QUOTE_SINGLE';
    },
  });
  return node;
}

/** Keys as they stand in the text, where 1001 may be a number. @throws when the way leads through an alias */
function exactPath(document: Document, path: Path): unknown[] {
  let node: unknown = document.contents;
  return path.map((part) => {
    if (isAlias(node)) throw new Error('an alias stands there');
    let key: unknown = part;
    if (isMap(node)) {
      const pair = node.items.find((item) => String(isScalar(item.key) ? item.key.value : item.key) === part);
      if (pair && isScalar(pair.key)) key = pair.key.value;
      node = pair?.value;
    } else {
      node =
        isNode(node) && 'get' in node
          ? (node as { get: (k: unknown, keep: true) => unknown }).get(part, true)
          : undefined;
    }
    return key;
  });
}

/** What others refer to goes on standing where the first of them is. */
function keepAnchors(document: Document, path: readonly unknown[]): void {
  const old = document.getIn(path, true);
  if (!isNode(old) || isAlias(old)) return;
  const inside = new Set<unknown>();
  visit(old, (_, node) => void inside.add(node));
  visit(old, {
    Value(_, node) {
      const anchor = 'anchor' in node ? node.anchor : undefined;
      if (anchor === undefined) return;
      visit(document, {
        Alias(__, alias: Alias) {
          if (alias.source !== anchor || inside.has(alias)) return undefined;
          alias.source = '';
          return visit.BREAK;
        },
      });
      replaceUnnamed(document, node);
    },
  });
}

/** The alias that lost its name becomes what it stood for, and carries the anchor on. */
function replaceUnnamed(document: Document, node: unknown): void {
  if (!isNode(node)) return;
  visit(document, { Alias: (_, alias) => (alias.source === '' ? (node.clone() as never) : undefined) });
}

/** Lines that the edit did not touch stay as the author wrote them, whatever spaces this writer would have set. */
function withOwnLines(text: string, before: string, after: string): string {
  const [own, from, to] = [text.split('\n'), before.split('\n'), after.split('\n')];
  if (own.length !== from.length) return after;
  const lines = [...to];
  sameLines(from, to).forEach((place, index) => {
    if (place >= 0) lines[place] = own[index] ?? '';
  });
  return lines.join('\n');
}

/** Everybody the configuration names, by number. */
export function agentsIn(config: QueueConfig): string[] {
  const named = [
    ...Object.keys(config.agents),
    ...Object.values(config.groups).flat(),
    ...config.queues.flatMap(({ agents }) => agents),
  ];
  return [...new Set(named)].sort((a, b) => Number(a) - Number(b));
}

/** Queues he may be offered calls of at once, if he is good enough: by his own number, or by a group. */
export const queuesOf = (config: QueueConfig, agentId: string): string[] =>
  config.queues
    .filter(
      ({ agents, groups }) =>
        agents.includes(agentId) || groups.some((group) => config.groups[group]?.includes(agentId)),
    )
    .map(({ name }) => name);

/** What a skill's level becomes; null: he no longer has it. */
export function levelEdit(config: QueueConfig, agentId: string, skill: string, level: number | null): Edit {
  const known = config.agents[agentId];
  if (!known)
    return { path: ['agents', agentId], value: { skills: level === null ? {} : { [skill]: level } } };
  return { path: ['agents', agentId, 'skills', skill], value: level ?? undefined };
}

export function groupEdit(config: QueueConfig, agentId: string, group: string, isIn: boolean): Edit {
  const others = (config.groups[group] ?? []).filter((each) => each !== agentId);
  return { path: ['groups', group], value: isIn ? [...others, agentId] : others };
}
