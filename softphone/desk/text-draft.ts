/** A configuration being written as text: a form changes the author's own text, whose comments and order stay. */
import { Alias, isAlias, isMap, isNode, isScalar, parseDocument, visit, type Document } from 'yaml';
import { sameLines } from './line-diff';

export type Path = readonly (string | number)[];

export interface Edit {
  readonly path: Path;
  /** undefined: it goes. */
  readonly value: unknown;
}

const documentOf = (text: string): Document => parseDocument(text, { prettyErrors: false });

/** What stands in it; undefined while it cannot be read. */
export function readText(text: string): unknown {
  const document = documentOf(text);
  return document.errors.length > 0 ? undefined : (document.toJS({ maxAliasCount: 100 }) as unknown);
}

/**
 * @param isWhole what is new at this place is written out, a line for each thing; all else stands on one line
 * @returns null: what is to be changed stands there by another name (a YAML alias), so only the text can be changed
 */
export function editText(
  text: string,
  edits: readonly Edit[],
  isWhole: (path: Path) => boolean,
): string | null {
  const document = documentOf(text);
  if (document.errors.length > 0) return null;
  const before = write(document);
  try {
    for (const { path, value } of edits) {
      const exact = exactPath(document, path);
      keepAnchors(document, exact);
      if (value === undefined) document.deleteIn(exact);
      else document.setIn(exact, nodeOf(document, value, isWhole(path)));
    }
    const after = write(document);
    const own = withOwnLines(text, before, after);
    return says(own, after) ? own : after;
  } catch {
    return null;
  }
}

/** The author's lines are a kindness; what they say is what counts. */
const says = (own: string, after: string): boolean =>
  JSON.stringify(readText(own)) === JSON.stringify(readText(after));

const write = (document: Document): string =>
  document.toString({ lineWidth: 0, singleQuote: true, flowCollectionPadding: true });

function nodeOf(document: Document, value: unknown, isWhole: boolean): unknown {
  if (typeof value !== 'object' || value === null) return value;
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

/** Lines of the author's text and of this writer's that say the same: one and one, or several and several. */
interface Stretch {
  readonly own: readonly string[];
  readonly from: number;
  readonly to: number;
}

/** Spaces and quotes are the author's business, and so is where a long text is broken. */
const plain = (line: string): string => line.replace(/[\s'"]/g, '');

function stretchesOf(own: readonly string[], written: readonly string[]): Stretch[] {
  const places = sameLines(written.map(plain), own.map(plain));
  const stretches: Stretch[] = [];
  let [from, ownFrom] = [0, 0];
  const close = (to: number, ownTo: number): void => {
    if (to > from || ownTo > ownFrom) stretches.push({ own: own.slice(ownFrom, ownTo), from, to });
    [from, ownFrom] = [to, ownTo];
  };
  places.forEach((place, index) => {
    if (place < 0) return;
    close(index, place);
    close(index + 1, place + 1);
  });
  close(written.length, own.length);
  return stretches;
}

/** Lines that the edit did not touch stay as the author wrote them, however this writer would have set them. */
function withOwnLines(text: string, before: string, after: string): string {
  const [written, next] = [before.split('\n'), after.split('\n')];
  const places = sameLines(written, next);
  const lines: string[] = [];
  let done = 0;
  for (const { own, from, to } of stretchesOf(text.split('\n'), written)) {
    const place = places[from] ?? done;
    const isUntouched = places.slice(from, to).every((each, nth) => each === place + nth);
    if (!isUntouched || place < done) continue;
    lines.push(...next.slice(done, from === to ? done : place), ...own);
    done = from === to ? done : place + to - from;
  }
  return [...lines, ...next.slice(done)].join('\n');
}
