import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeDialplan } from '../../../../freeswitch/emulator/core/dialplan';

const CONF = join(__dirname, '../../../../freeswitch/conf/dialplan');

/** The actions of the first extension whose number matches, with the names a start fills in. */
function actionsOf(context: string, number: string, uuid: string) {
  const xml = readFileSync(join(CONF, `${context}.xml`), 'utf8');
  const extension = xml
    .split('<extension ')
    .slice(1)
    .find((part) => {
      const expression = /field="destination_number" expression="([^"]+)"/.exec(part)?.[1];
      return expression !== undefined && new RegExp(expression).test(number);
    });
  const actions = (extension ?? '').matchAll(/<action application="(\w+)"(?: data="([^"]*)")?\/>/g);
  return [...actions].map(([, name = '', data = '']) => ({
    name,
    data: data.replace('${uuid}', uuid).replace('{{guardSeconds}}', '16').replace('{{soundsDir}}', '/s'),
  }));
}

describe('dialplan', () => {
  const dialplan = makeDialplan({ soundsDir: '/s', guardSeconds: 16 });

  // Who may dial on the browsers' side is settled before the dialplan (sip/router.ts).
  it.each([
    ['trunk-in', '1000'],
    ['overflow', 'fallback'],
    ['webrtc', '1000'],
    ['webrtc', 'echo'],
    ['webrtc', '0085212345678'],
  ])('does in %s for %s what our FreeSWITCH configuration does', (context, number) => {
    expect(dialplan(context, number, 'u')).toEqual(actionsOf(context, number, 'u'));
  });

  it('knows nothing else', () => {
    expect(dialplan('overflow', '1000', 'u')).toBeNull();
    expect(dialplan('default', '1000', 'u')).toBeNull();
  });
});
