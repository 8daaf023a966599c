/**
 * People, trunks and other systems write one number in many ways. Here every way becomes one key (E.164 where
 * that is certain, else the bare digits) under which numbers are stored, and the keys to look for when a number
 * arrives. Pure but for a memory of what was read last.
 */
import { getCountryCallingCode, parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js';
import { parsePhoneNumberFromString as parseMobile } from 'libphonenumber-js/mobile';

export interface NumberFormat {
  /** Country whose national way of writing is understood. */
  readonly region: CountryCode;
  /** For numbers without an area code, written without the trunk 0: '21' (Shanghai). null: such numbers stay local. */
  readonly areaCode: string | null;
}

export const defaultNumberFormat: NumberFormat = { region: 'CN', areaCode: null };

export interface NormalNumber {
  /** null for short codes, internal numbers and local numbers whose area is not known. */
  readonly e164: string | null;
  /** As dialled nationally (02163330000, 13912345678), or country code first for foreign numbers. */
  readonly digits: string;
}

/** Longer than any number of any plan together with its prefixes; what exceeds it is no number. */
const MOST_DIGITS = 24;
/** A trunk may send anything: what comes after this is not looked at. */
const LONGEST_TEXT = 160;

const WITHHELD = /^(anonymous|unknown|private|restricted|unavailable|withheld|blocked|null|undefined)$/i;
/** What people write before a number: "电话: 021-…", "Tel. 021-…". */
const LABEL =
  /^(?:tel(?:ephone)?|phone|mobile|mob|cell|fax|office|home|电话|電話|手机|手機|传真|傳真|总机|總機|座机|固话|热线)\s*[.:=]?\s*(?=[+(\d])/i;
/** Extension marks that may follow a complete number, in brackets or not; p and w are pauses of a dialled text. */
const MARKED_EXTENSION =
  /^(.*\d)[\s\-(]*(?:extension|ext\.?|x|转|轉|转接|分机|分機|内线|內線|#|,+|[pw]+|;\s*(?:ext=)?)\s*:?\s*\d{1,6}\s*[#)]*$/i;
/** "021-63330000-803": a second dash after the subscriber's number. */
const DASHED_EXTENSION = /^(\+?[\d\s()]*\d-?\d{7,8})-\d{1,6}$/;
const PHONE_CHARACTERS = /^\+?[\d\s().\-/·_]+$/;
/** Callers and trunks write the operator's prefix for cheaper calls before the number: 17951, 17909, 12593… */
const CARRIER_PREFIX =
  /^(?:179\d\d|12593|10193|10131|11808)(?=0?1[3-9]\d{9}$|0[1-9]\d{8,10}$|[2-8]\d{6,7}$|00[1-9]\d{6,}$)/;
/** Between two numbers in one field: each is complete by itself. */
const BETWEEN_NUMBERS = /[/、;；|\n]|,(?=\s*\+?\d[\d\s()-]{6,})|\s(?:or|或)\s/;
/** A short code dialled with an area code: 021 10086. */
const SHORT_CODE = /^(?:1\d{2,5}|9\d{4,5})$/;

/** A row of an import asks for its numbers a dozen times, and reading one is most of the work. */
const MOST_REMEMBERED = 5000;
const remembered = new WeakMap<NumberFormat, Map<string, NormalNumber | null>>();

/** The one way we write this number; null when there is nothing to match (withheld, empty, not a number). */
export function normaliseNumber(
  written: string,
  format: NumberFormat = defaultNumberFormat,
): NormalNumber | null {
  const known = remembered.get(format) ?? new Map<string, NormalNumber | null>();
  if (known.size >= MOST_REMEMBERED) known.clear();
  remembered.set(format, known);
  const text = written.slice(0, LONGEST_TEXT);
  let normal = known.get(text);
  if (normal === undefined) known.set(text, (normal = readNumber(text, format)));
  return normal;
}

function readNumber(written: string, format: NumberFormat): NormalNumber | null {
  const dialable = dialableText(written);
  if (dialable === null) return null;
  if (dialable.startsWith('+')) return international(dialable, format);
  const digits = dialable.replace(CARRIER_PREFIX, '');
  return digits.startsWith('00') && digits !== dialable
    ? international(`+${digits.slice(2)}`, format)
    : national(digits, format);
}

/** The key a number is stored under. */
export function numberKey(written: string, format: NumberFormat = defaultNumberFormat): string | null {
  const normal = normaliseNumber(written, format);
  return normal && (normal.e164 ?? normal.digits);
}

/** E.164 of a number that can be a mobile's; null for every other. Some countries number both alike. */
export function mobileNumber(written: string, format: NumberFormat = defaultNumberFormat): string | null {
  const e164 = normaliseNumber(written, format)?.e164 ?? null;
  return e164 !== null && parseMobile(e164)?.isValid() === true ? e164 : null;
}

/** Keys a stored number may have when it is this number; the surest first. Empty when there is nothing to match. */
export function candidates(written: string, format: NumberFormat = defaultNumberFormat): readonly string[] {
  const normal = normaliseNumber(written, format);
  if (normal === null) return [];
  const asDialled = dialableText(written)?.replace('+', '') ?? normal.digits;
  const keys = [normal.e164, normal.digits, localPart(normal, format), asDialled];
  return [...new Set(keys.filter((key): key is string => key !== null))];
}

/**
 * The digits of a local number whose area nobody said and no default tells: it may be anybody's who has it in
 * whichever area. null for every other number.
 */
export function openLocalNumber(written: string, format: NumberFormat = defaultNumberFormat): string | null {
  const normal = normaliseNumber(written, format);
  return normal?.e164 === null && isLocal(normal.digits) ? normal.digits : null;
}

/**
 * The numbers in a field that people filled in: "13912345678 / 021-63330000" are two. What is no number is left out;
 * a text that is one number only is that number, as it was written.
 */
export function numbersIn(written: string, format: NumberFormat = defaultNumberFormat): readonly string[] {
  const parts = written
    .slice(0, LONGEST_TEXT)
    .split(BETWEEN_NUMBERS)
    .map((part) => part.trim());
  const complete = parts.filter((part) => (normaliseNumber(part, format)?.digits.length ?? 0) >= 7);
  if (complete.length > 1) return complete;
  return normaliseNumber(written, format) === null ? complete : [written.trim()];
}

/** Whether two texts mean the same number. */
export function isSameNumber(
  one: string,
  other: string,
  format: NumberFormat = defaultNumberFormat,
): boolean {
  const key = numberKey(other, format);
  return key !== null && candidates(one, format).includes(key);
}

/** The digits of a partly typed number, as stored digits contain them; null when it is not a number. */
export function searchDigits(typed: string, format: NumberFormat = defaultNumberFormat): string | null {
  const text = plainText(typed).trim();
  if (!PHONE_CHARACTERS.test(text)) return null;
  const digits = text.replace(/\D/g, '');
  const countryCode = callingCode(format);
  if (text.startsWith('+') && digits.startsWith(countryCode)) return digits.slice(countryCode.length) || null;
  if (digits.startsWith(`00${countryCode}`)) return digits.slice(countryCode.length + 2) || null;
  return digits || null;
}

/** '+' or not, then digits only, no extension; an international prefix has become '+'. */
function dialableText(written: string): string | null {
  const text = withoutExtension(plainText(written).trim());
  if (text === '' || WITHHELD.test(text) || !PHONE_CHARACTERS.test(text)) return null;
  // "+44 (0)20 …": the trunk zero people show for callers from inside the country.
  const digits = text.replace(/^(\+\d[\d\s]*)\(0\)/, '$1').replace(/\D/g, '');
  if (digits === '' || digits.length > MOST_DIGITS) return null;
  // "+0086 …": both ways of writing the international prefix.
  if (text.startsWith('+')) return /^0+$/.test(digits) ? null : `+${digits.replace(/^00(?=[1-9])/, '')}`;
  return /^00[1-9]\d{6,}$/.test(digits) ? `+${digits.slice(2)}` : digits;
}

/** Full-width forms become plain ones, "(+86)" becomes "+86"; a URI or a quoted display form gives up its user part. */
function plainText(written: string): string {
  const text = written
    .slice(0, LONGEST_TEXT)
    .normalize('NFKC')
    .replace(/[‐‑‒–—−]/g, '-')
    .replace(/\[/g, '(')
    .replace(/\]/g, ')')
    .replace(/^\s*\(\s*\+(\d+)\)/, '+$1');
  const uri = /<?(?:sips?|tel):(?:\/\/)?([^@;>]*)/i.exec(text);
  return (uri?.[1] ?? text).trim().replace(LABEL, '');
}

function withoutExtension(text: string): string {
  const marked = MARKED_EXTENSION.exec(text)?.[1];
  return (marked ?? DASHED_EXTENSION.exec(text)?.[1] ?? text).trim();
}

function international(dialable: string, format: NumberFormat): NormalNumber | null {
  const parsed = parsePhoneNumberFromString(dialable, format.region);
  const own = callingCode(format);
  if (parsed?.isValid())
    return fromParsed(parsed.number, parsed.nationalNumber, parsed.countryCallingCode, format);
  const digits = dialable.slice(1);
  // "+8610086", "+861001": a trunk's country code before a short code.
  if (digits.startsWith(own) && digits.length - own.length <= 6 && digits.length > own.length) {
    return { e164: null, digits: digits.slice(own.length) };
  }
  return { e164: digits.length >= 7 && digits.length <= 15 ? dialable : null, digits };
}

function national(digits: string, format: NumberFormat): NormalNumber {
  const short = withoutArea(digits, format);
  if (SHORT_CODE.test(short)) return { e164: null, digits: short };
  if (digits.length < 7) return { e164: null, digits };
  if (isLocal(digits)) return local(digits, format);
  const parsed = parsePhoneNumberFromString(digits, format.region);
  if (parsed?.isValid())
    return fromParsed(parsed.number, parsed.nationalNumber, parsed.countryCallingCode, format);
  // Some trunks send E.164 without the plus.
  const foreign =
    digits.length >= 11 && !digits.startsWith('0') ? parsePhoneNumberFromString(`+${digits}`) : undefined;
  if (foreign?.isValid())
    return fromParsed(foreign.number, foreign.nationalNumber, foreign.countryCallingCode, format);
  return { e164: null, digits };
}

/** Subscriber numbers have seven or eight digits and start with neither trunk nor service digits. */
const isLocal = (digits: string): boolean => /^[2-9]\d{6,7}$/.test(digits);

function local(digits: string, format: NumberFormat): NormalNumber {
  if (format.areaCode === null) return { e164: null, digits };
  const national = `${trunkPrefix(format)}${format.areaCode.replace(/^0/, '')}${digits}`;
  const parsed = parsePhoneNumberFromString(national, format.region);
  return parsed?.isValid() ? { e164: parsed.number, digits: national } : { e164: null, digits };
}

function fromParsed(e164: string, significant: string, code: string, format: NumberFormat): NormalNumber {
  if (code !== callingCode(format)) return { e164, digits: e164.slice(1) };
  return {
    e164,
    digits: needsTrunk(significant, format) ? `${trunkPrefix(format)}${significant}` : significant,
  };
}

/** A short code has no area: the one before it is left out. */
function withoutArea(digits: string, format: NumberFormat): string {
  if (format.areaCode === null) return digits;
  const area = `${trunkPrefix(format)}${format.areaCode.replace(/^0/, '')}`;
  return digits.startsWith(area) ? digits.slice(area.length) : digits;
}

/** The subscriber's number when the area is ours: how a neighbour may have been written down. */
function localPart(normal: NormalNumber, format: NumberFormat): string | null {
  if (normal.e164 === null || format.areaCode === null) return null;
  const start = `+${callingCode(format)}${format.areaCode.replace(/^0/, '')}`;
  const rest = normal.e164.startsWith(start) ? normal.e164.slice(start.length) : '';
  return isLocal(rest) ? rest : null;
}

/** In China mobiles and 400/800 numbers are dialled as they are, fixed lines with a leading 0. */
const needsTrunk = (significant: string, format: NumberFormat): boolean =>
  format.region === 'CN' && !/^(1[3-9]\d{9}|[48]00\d{7}|9\d{4,5})$/.test(significant);

const trunkPrefix = (format: NumberFormat): string => (format.region === 'CN' ? '0' : '');

const callingCode = (format: NumberFormat): string => getCountryCallingCode(format.region);
