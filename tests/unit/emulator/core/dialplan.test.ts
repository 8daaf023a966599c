import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeDialplan } from '../../../../freeswitch/emulator/core/dialplan';

const CONF = join(__dirname, '../../../../freeswitch/conf/dialplan');

/** The actions of a context, with the names a start fills in. */
const actionsOf = (context: string, uuid: string) =>
  [
    ...readFileSync(join(CONF, `${context}.xml`), 'utf8').matchAll(
      /<action application="(\w+)"(?: data="([^"]*)")?\/>/g,
    ),
  ].map(([, name = '', data = '']) => ({
    name,
    data: data.replace('${uuid}', uuid).replace('{{guardSeconds}}', '16').replace('{{soundsDir}}', '/s'),
  }));

describe('dialplan', () => {
  const dialplan = makeDialplan({ soundsDir: '/s', guardSeconds: 16 });

  it.each([
    ['trunk-in', '1000'],
    ['overflow', 'fallback'],
    ['webrtc', '0085212345678'],
  ])('does in %s what our FreeSWITCH configuration does', (context, number) => {
    expect(dialplan(context, number, 'u')).toEqual(actionsOf(context, 'u'));
  });

  it('knows nothing else', () => {
    expect(dialplan('overflow', '1000', 'u')).toBeNull();
    expect(dialplan('default', '1000', 'u')).toBeNull();
  });
});
