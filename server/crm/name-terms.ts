/**
 * How names are sorted and found: Chinese by its characters, by pinyin and by the initials of it; other writing by the
 * beginnings of its words. "李娜 Li Na" is found by 李娜, 娜, lina, na, ln, "Li Na" and "na li".
 *
 * Terms go into a tsvector, which PostgreSQL indexes; nothing of its language dictionaries is used. PostgreSQL can look
 * for beginnings of terms, too, but reads a list for every term that begins so: with a million names there are thousands
 * under "li". The short beginnings are therefore terms of their own. Pure but for a memory of what was read last.
 */
import { pinyin } from 'pinyin-pro';

export interface NameQuery {
  /** As PostgreSQL reads a tsquery; null when the text has nothing a name could be found by. */
  readonly tsquery: string | null;
  /** Chinese texts the name must hold as they stand: neighbouring characters alone do not make sure of it. */
  readonly phrases: readonly string[];
  /** How the sort keys of names that begin with the text begin; none for Chinese, which has its own characters. */
  readonly beginnings: readonly string[];
}

const LONGEST_NAME = 200;
const LONGEST_WORD = 40;
/** Letters of pinyin kept from each character on: nobody types more of a name. */
const SYLLABLES = 6;
const INITIALS = 8;
/** The longest syllable ("zhuang") has six letters: so many are typed of most names, and longer beginnings are rare. */
const LONGEST_BEGINNING = 6;
/** Pairs that are looked up of a Chinese text, which must be in the name as it stands anyway: firms end alike. */
const MOST_PAIRS = 4;
/** A surname may be read otherwise than the same character elsewhere (单 shan, 曾 zeng); long names are firms. */
const LONGEST_PERSON = 3;

const HAN = /\p{Script=Han}+/u;
const WORDS = /\p{Script=Han}+|[\p{L}\p{N}]+/gu;

/** What the name is found by; empty when there is no letter in it. */
export function nameTerms(name: string): readonly string[] {
  const terms = new Set<string>();
  for (const word of wordsOf(name)) {
    for (const term of HAN.test(word) ? hanTerms(word) : [word]) {
      terms.add(term);
      for (const beginning of beginningsOf(term)) terms.add(beginning);
    }
  }
  return [...terms];
}

/** Of two letters and more; characters have none, nor have their pairs. */
function beginningsOf(term: string): string[] {
  if (term.length < 3) return [];
  const letters = charactersOf(term.slice(0, 2 * (LONGEST_BEGINNING + 1)));
  const beginnings = [];
  let beginning = letters[0] ?? '';
  for (const letter of letters.slice(1, Math.min(letters.length - 1, LONGEST_BEGINNING))) {
    beginning += letter;
    beginnings.push(beginning);
  }
  return beginnings;
}

/** The name in lower-case letters, Chinese in pinyin: what lists are sorted by. A name without letters stays as it is. */
export const nameKey = (name: string): string =>
  wordsOf(name)
    .map((word) => (HAN.test(word) ? syllables(word, surnameMode(word)).join('') || word : word))
    .join(' ') || name.trim().slice(0, LONGEST_NAME);

/** What to look for when somebody typed this. */
export function nameQuery(typed: string): NameQuery {
  const words = wordsOf(typed);
  const han = words.filter((word) => HAN.test(word));
  const latin = words.filter((word) => !HAN.test(word));
  // One letter is in every second name: it says nothing next to other words, and alone only how the name begins.
  const telling = latin.filter((word) => word.length > 1);
  const asked = [
    ...han.flatMap((word) => bigrams(word).slice(0, MOST_PAIRS).map(quoted)),
    ...telling.map((word) =>
      charactersOf(word).length > LONGEST_BEGINNING ? `${quoted(word)}:*` : quoted(word),
    ),
  ];
  return {
    tsquery: asked.length === 0 ? null : asked.join(' & '),
    phrases: han.filter((word) => charactersOf(word).length > 2),
    beginnings: han.length > 0 ? [] : latinBeginnings(typed, latin),
  };
}

/** As it is typed, and "li na" as 李娜 is written. */
function latinBeginnings(typed: string, words: readonly string[]): string[] {
  const found = [nameKey(typed), words.join('')].filter((beginning) => beginning !== '');
  return [...new Set(found)];
}

/** As PostgreSQL reads a tsvector. */
export const termsVector = (terms: readonly string[]): string => terms.map(quoted).join(' ');

const quoted = (term: string): string =>
  /[\\']/.test(term) ? `'${term.replace(/\\/g, '\\\\').replace(/'/g, "''")}'` : `'${term}'`;

/** By code points: rare characters are two units long. */
const charactersOf = (word: string): string[] => Array.from(word);

/** In order; full-width and accented forms become plain ones, an apostrophe joins ("O'Brien" → obrien). */
function wordsOf(text: string): string[] {
  const plain = text
    .slice(0, LONGEST_NAME)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’`]/g, '');
  return [...plain.matchAll(WORDS)]
    .flatMap(([word]) => splitScripts(word))
    .map((word) => word.slice(0, LONGEST_WORD));
}

/** "vip客户" is two words. */
const splitScripts = (word: string): string[] =>
  word.split(/(\p{Script=Han}+)/u).filter((part) => part !== '');

function hanTerms(word: string): string[] {
  const modes = new Set([surnameMode(word), 'off'] as const);
  const read = [...modes].flatMap((mode) => readings(syllables(word, mode)));
  return [...charactersOf(word), ...bigrams(word), ...read];
}

const surnameMode = (word: string): 'head' | 'off' =>
  charactersOf(word).length <= LONGEST_PERSON ? 'head' : 'off';

/** From every character on: the pinyin, with ü written v and u, and its initials. */
function readings(parts: readonly string[]): string[] {
  return parts.flatMap((_, start) => {
    const full = parts.slice(start, start + SYLLABLES).join('');
    const initials = parts
      .slice(start, start + INITIALS)
      .map((syllable) => syllable.charAt(0))
      .join('');
    return [full, full.replaceAll('v', 'u'), ...(initials.length > 1 ? [initials] : [])];
  });
}

/** Many people share a name, and one name is read several times. */
const MOST_REMEMBERED = 5000;
const remembered = { head: new Map<string, readonly string[]>(), off: new Map<string, readonly string[]>() };

/** Without tones, ü as v (no syllable has a v otherwise); what is no syllable is left out. */
function syllables(word: string, surname: 'head' | 'off'): readonly string[] {
  const known = remembered[surname];
  const found = known.get(word);
  if (found !== undefined) return found;
  const read = pinyin(word, { toneType: 'none', type: 'array', v: true, surname, nonZh: 'removed' })
    .map((syllable) => syllable.replace(/[^a-z]/g, ''))
    .filter((syllable) => syllable !== '');
  if (known.size >= MOST_REMEMBERED) known.clear();
  known.set(word, read);
  return read;
}

/** Neighbouring pairs; the character itself when there is one only. */
function bigrams(word: string): readonly string[] {
  const characters = charactersOf(word);
  if (characters.length < 2) return characters;
  return characters.slice(1).map((character, index) => `${characters[index] ?? ''}${character}`);
}
