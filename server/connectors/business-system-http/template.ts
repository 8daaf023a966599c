/**
 * Texts with places for values: '/lines/{number}', '{month|compact}'. What stands in a path is encoded, so that a
 * value can never become a path, a query or another host.
 */
export type TemplateValue = string | number;
export type TemplateValues = Readonly<Record<string, TemplateValue>>;

/** How a value may be written: as it is; '2026-11' as 202611; Unix ms as ISO 8601; as a JSON number. */
const forms: Readonly<Record<string, (value: TemplateValue) => TemplateValue>> = {
  compact: (value) => String(value).replaceAll('-', ''),
  iso: (value) => new Date(Number(value)).toISOString(),
  number: Number,
};

const PLACE = /\{([^{}|]*)(?:\|([^{}]*))?\}/g;
const WHOLE = /^\{([^{}|]*)(?:\|([^{}]*))?\}$/;
/** Longer than any number, contract or serial of anybody. */
const LONGEST_VALUE = 200;
const LONE_SURROGATE = /\p{Surrogate}/u;

/** What is wrong with a template; empty when nothing. */
export function templateFaults(template: string, names: readonly string[]): readonly string[] {
  const faults = [...template.matchAll(PLACE)].flatMap(([, name = '', form]) => [
    ...(names.includes(name) ? [] : [`{${name}} is not known here; there are ${names.join(', ')}`]),
    ...(form === undefined || form in forms
      ? []
      : [`|${form} is not known; there are ${Object.keys(forms).join(', ')}`]),
  ]);
  const rest = template.replace(PLACE, '');
  return /[{}]/.test(rest) ? [...faults, 'a brace without its partner'] : faults;
}

/** As text, for a query or a part of a body. */
export const fillText = (template: string, values: TemplateValues): string =>
  template.replace(PLACE, (_, name: string, form?: string) => String(valueOf(values, name, form)));

/** A template that is one place keeps the kind of its value: amounts stay numbers. */
export function fillJson(template: string, values: TemplateValues): TemplateValue {
  const whole = WHOLE.exec(template);
  return whole?.[1] === undefined ? fillText(template, values) : valueOf(values, whole[1], whole[2]);
}

/**
 * Every value is percent-encoded. null when a value cannot stand in a path: empty, '.' or '..' (which addresses
 * take for steps however they are written), over-long, or no Unicode text. Nobody has such a number.
 */
export function fillPath(template: string, values: TemplateValues): string | null {
  const filled = template.split('/').map((segment) => fillSegment(segment, values));
  return filled.includes(null) ? null : filled.join('/');
}

function fillSegment(segment: string, values: TemplateValues): string | null {
  const texts = [...segment.matchAll(PLACE)].map(([, name = '', form]) =>
    String(valueOf(values, name, form)),
  );
  if (!texts.every((text) => text !== '' && text.length <= LONGEST_VALUE && !LONE_SURROGATE.test(text)))
    return null;
  const filled = segment.replace(PLACE, (_, name: string, form?: string) =>
    encodeURIComponent(String(valueOf(values, name, form))),
  );
  return texts.length > 0 && /^\.{1,2}$/.test(filled) ? null : filled;
}

function valueOf(values: TemplateValues, name: string, form: string | undefined): TemplateValue {
  const value = values[name] ?? '';
  const write = form === undefined ? undefined : forms[form];
  return write === undefined ? value : write(value);
}
