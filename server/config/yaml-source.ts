/** A YAML file as data, with the way back from a piece of that data to its line. */
import type { Range } from 'yaml';
import { LineCounter, isMap, isNode, isPair, isScalar, isSeq, parseDocument } from 'yaml';
import { UserError } from '../errors';

/** Something wrong in a file a person wrote, and the line to look at. */
export interface FileFault {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

export const describeFault = ({ file, line, message }: FileFault): string =>
  `${file}:${String(line)}: ${message}`;

/** @param what says in a few words what cannot be done with the file */
export function faultsError(what: string, faults: readonly FileFault[], cause?: unknown): UserError {
  const lines = faults.map(describeFault);
  return new UserError('validation-failed', `${what}:\n${lines.join('\n')}`, {
    details: { faults: lines },
    cause,
  });
}

/** Where a check found a fault: the path of keys from the top of the file. */
export type FaultPath = readonly (string | number)[];

export interface YamlSource {
  /** Undefined when the text is no YAML at all. */
  readonly data: unknown;
  readonly faults: readonly FileFault[];
  /** The line of the last part of the path that exists. */
  lineOf(path: FaultPath): number;
}

const keyText = (key: unknown): string => String(isScalar(key) ? key.value : key);

export function readYaml(text: string, file: string): YamlSource {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    // 1 and '1' are one key of a telephone.
    uniqueKeys: (a, b) => keyText(a) === keyText(b),
  });
  const lineAt = (offset: number): number => Math.max(1, lines.linePos(offset).line);
  const faults = document.errors.map((error) => ({
    file,
    line: lineAt(error.pos[0]),
    message: error.code === 'DUPLICATE_KEY' ? 'This key is used twice.' : error.message,
  }));
  const isReadable = document.errors.every((error) => error.code === 'DUPLICATE_KEY');
  return {
    data: isReadable ? (document.toJS({ maxAliasCount: 100 }) as unknown) : undefined,
    faults,
    lineOf: (path) => lineAt(offsetOf(document.contents, path)),
  };
}

function offsetOf(root: unknown, path: FaultPath): number {
  let here = root;
  let offset = startOf(root);
  for (const part of path) {
    const found = child(here, part);
    if (found === undefined) break;
    offset = isPair(found) ? startOf(found.key) : startOf(found);
    here = isPair(found) ? found.value : found;
  }
  return offset;
}

function child(parent: unknown, part: string | number): unknown {
  if (isMap(parent)) return parent.items.find((pair) => keyText(pair.key) === String(part));
  if (isSeq(parent)) return parent.items[Number(part)];
  return undefined;
}

function startOf(node: unknown): number {
  const range: Range | null | undefined = isNode(node) ? node.range : null;
  return range?.[0] ?? 0;
}
