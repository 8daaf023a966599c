/** The keys of the live ACD at one moment, by their names without the prefix. */
export interface LiveKeys {
  /** Unix ms. */
  readonly now: number;
  readonly keys: ReadonlyMap<string, LiveKey>;
}

export interface LiveKey {
  /** Seconds; -1: it stays. */
  readonly ttl: number;
  /** A hash's fields, a set's members with nothing, a sorted set's with their scores in order; of a text, '' → the text. */
  readonly fields: ReadonlyMap<string, string>;
}

export type Fields = ReadonlyMap<string, string>;
/** Hashes of one kind by id. */
export type Hashes = ReadonlyMap<string, Fields>;

const NOTHING: Fields = new Map();

export const fieldsOf = ({ keys }: LiveKeys, name: string): Fields => keys.get(name)?.fields ?? NOTHING;

/** In order. */
export const membersOf = (live: LiveKeys, name: string): readonly string[] => [
  ...fieldsOf(live, name).keys(),
];

export const namesOf = ({ keys }: LiveKeys, begin: string): readonly string[] =>
  [...keys.keys()].filter((name) => name.startsWith(begin));

export const hashesOf = (live: LiveKeys, kind: string): Hashes =>
  new Map(namesOf(live, kind).map((name) => [name.slice(kind.length), fieldsOf(live, name)]));
