import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { escapeXml, renderConfiguration, renderTemplate } from '../../../server/parts/freeswitch/render';
import { makeTemporaryDirectory } from '../../support/temporary-directory';

describe('renderTemplate', () => {
  it('fills a value, escaped for XML', () => {
    const { text } = renderTemplate('<param value="{{password}}"/>', { password: `a<b>"&'` }, 'x');
    expect(text).toBe('<param value="a&lt;b&gt;&quot;&amp;&apos;"/>');
  });

  it('takes xml as it stands', () => {
    expect(renderTemplate('{{nodes}}', { nodes: { xml: '<node/>' } }, 'x').text).toBe('<node/>');
  });

  it('names the template and the value that is missing', () => {
    expect(() => renderTemplate('{{port}}', {}, 'switch.xml')).toThrow(/switch\.xml.*port/);
    expect(() => renderTemplate('{{toString}}', {}, 'switch.xml')).toThrow(/toString/);
  });

  it("leaves the switch's own variables alone", () => {
    expect(renderTemplate('c=${uuid}', {}, 'x').text).toBe('c=${uuid}');
  });
});

describe('escapeXml', () => {
  it.each(['${system(id)}', 'two\nlines', 'a\u0000b'])('refuses %j', (text) => {
    expect(() => escapeXml(text)).toThrow();
  });
});

describe('renderConfiguration', () => {
  let temporary: ReturnType<typeof makeTemporaryDirectory>;
  beforeEach(() => {
    temporary = makeTemporaryDirectory();
    mkdirSync(join(temporary.path, 'in/sub'), { recursive: true });
    writeFileSync(join(temporary.path, 'in/a.xml'), '<a v="{{one}}"/>');
    writeFileSync(join(temporary.path, 'in/sub/b.xml'), '<b v="{{two}}"/>');
  });
  afterEach(() => {
    temporary.remove();
  });
  const render = (values: Record<string, string>) => {
    renderConfiguration(join(temporary.path, 'in'), join(temporary.path, 'out'), values);
  };

  it('writes every template, closed to other users', () => {
    render({ one: '1', two: '2' });
    const file = join(temporary.path, 'out/sub/b.xml');
    expect(readFileSync(file, 'utf8')).toBe('<b v="2"/>');
    expect(statSync(file).mode & 0o077).toBe(0);
  });

  it('refuses a value that no template uses', () => {
    expect(() => {
      render({ one: '1', two: '2', three: '3' });
    }).toThrow(/three/);
  });
});
