import type { TFunction } from 'i18next';

type Evidence = Readonly<Record<string, unknown>>;
type Facts = Readonly<Record<string, unknown>>;

const isFacts = (value: unknown): value is Facts =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
/** A word or a figure; of anything else, its JSON. */
const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

type Reader = (t: TFunction, saw: unknown) => string | null;

/** What each rule saw, in words; null: it has nothing to say of this. */
const readers: Readonly<Record<string, Reader>> = {
  'do-not-call': (t, saw) => {
    if (!Array.isArray(saw)) return null;
    if (saw.length === 0) return t('evidence.notListed');
    const named = saw.filter(isFacts).map(({ value, reason }) => `${text(value)} (${text(reason)})`);
    return t('evidence.listed', { entries: named.join(', ') });
  },
  consent: (t, saw) => {
    if (!isFacts(saw)) return t('evidence.consentNotAsked');
    const answer = saw['given'] === true ? 'given' : 'missing';
    return t(`evidence.consent-${answer}`);
  },
  destination: (t, saw) => {
    if (!isFacts(saw)) return null;
    const { dialled } = saw;
    return dialled === null ? t('evidence.notDialable') : t('evidence.dialable', { number: text(dialled) });
  },
  attempts: (t, saw) => {
    if (!isFacts(saw)) return null;
    return t('evidence.attempts', { made: text(saw['made']), atMost: text(saw['atMost']) });
  },
  cap: (t, saw) => {
    if (!isFacts(saw)) return null;
    const [made, atMost, days] = [saw['made'], saw['atMost'], saw['inDays']].map(text);
    return t('evidence.cap', { made, atMost, days });
  },
  hours: (t, saw) => {
    if (!isFacts(saw)) return null;
    const by = saw['by'] === 'list' || saw['by'] === 'number' ? saw['by'] : 'campaign';
    const local = text(saw['local']).replace('T', ' ');
    return t('evidence.hours', { local, zone: text(saw['timeZone']), by: t(`evidence.by-${by}`) });
  },
};

/** Rules in the order in which they were asked. What a newer server saw besides is shown as it is. */
export const evidenceOf = (
  t: TFunction,
  evidence: Evidence,
): readonly { readonly name: string; readonly saw: string }[] =>
  Object.entries(evidence).map(([name, saw]) => ({
    name,
    saw: readers[name]?.(t, saw) ?? `${name}: ${text(saw)}`,
  }));
