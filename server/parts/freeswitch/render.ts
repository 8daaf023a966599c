import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UnexpectedError } from '../../errors';

/** A text is escaped for XML; `xml` goes in as it stands and must be well-formed already. */
export type TemplateValue = string | number | { readonly xml: string };
export type TemplateValues = Readonly<Record<string, TemplateValue>>;

const PLACEHOLDER = /\{\{([A-Za-z]+)\}\}/g;

/**
 * Writes every template of `from` but those left out into `to`, readable by us alone since passwords are in it.
 * @throws UnexpectedError when a template names a value that was not given, or a value is named by no template.
 */
export function renderConfiguration(
  from: string,
  to: string,
  values: TemplateValues,
  leftOut: readonly string[] = [],
): void {
  const used = new Set<string>();
  for (const name of templateNames(from).filter((each) => !leftOut.includes(each))) {
    const text = renderTemplate(readFileSync(join(from, name), 'utf8'), values, name);
    for (const key of text.used) used.add(key);
    const target = join(to, name);
    mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
    writeFileSync(target, text.text, { mode: 0o600 });
  }
  const unused = Object.keys(values).filter((key) => !used.has(key));
  if (unused.length > 0) {
    throw new UnexpectedError('broken-invariant', `No template uses: ${unused.join(', ')}`);
  }
}

/** Fills one template. @param name for the error message */
export function renderTemplate(
  template: string,
  values: TemplateValues,
  name: string,
): { readonly text: string; readonly used: ReadonlySet<string> } {
  const used = new Set<string>();
  const text = template.replaceAll(PLACEHOLDER, (_whole, key: string) => {
    const value = Object.hasOwn(values, key) ? values[key] : undefined;
    if (value === undefined) {
      throw new UnexpectedError('broken-invariant', `Template ${name} names an unknown value: ${key}`);
    }
    used.add(key);
    return typeof value === 'object' ? value.xml : escapeXml(String(value));
  });
  return { text, used };
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/**
 * Text as the value of an attribute.
 * @throws UnexpectedError on what FreeSWITCH would expand (`${`) or what no file of its can hold (control characters).
 */
export function escapeXml(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are exactly what is refused
  if (/[\u0000-\u001f\u007f]|\$\{/.test(text)) {
    throw new UnexpectedError('broken-invariant', 'A configuration value holds ${ or a control character');
  }
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

function templateNames(dir: string): string[] {
  return readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.xml'));
}
