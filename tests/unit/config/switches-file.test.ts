import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSwitchesFile } from '../../../server/config/switches-file';
import { makeTemporaryDirectory } from '../../support/temporary-directory';

describe('the file of switches', () => {
  const temporary = makeTemporaryDirectory();
  afterAll(() => temporary.remove());
  const read = (text: string) => {
    const file = join(temporary.path, 'switches.yaml');
    writeFileSync(file, text);
    return readSwitchesFile(file);
  };

  it('names switches by a short name, with their addresses and a password that may stand elsewhere', () => {
    const secret = join(temporary.path, 'secret');
    writeFileSync(secret, 'from a file\n');
    const both = read(`switches:
  fs1:
    eventSocket: 10.0.0.5:8021
    password: in clear
    sip: 10.0.0.5:5060
    webSocket: wss://sip1.example.com:7443
    link: 10.0.0.5:5070
  fs2:
    eventSocket: 10.0.0.6:8021
    passwordFile: ${secret}
    sip: 10.0.0.6:5060
    webSocket: wss://sip2.example.com:7443
    link: 10.0.0.6:5070
    sounds: /opt/sounds
`);
    expect(both).toMatchObject([
      {
        id: 'fs1',
        password: 'in clear',
        eventSocket: { host: '10.0.0.5', port: 8021 },
        link: { port: 5070 },
      },
      { id: 'fs2', password: 'from a file', sounds: '/opt/sounds' },
    ]);
  });

  it('tells every fault with its line', () => {
    const faulty = `switches:
  Fs1: { eventSocket: 'a:1', password: p, sip: 'a:1', webSocket: 'ws://a' }
  fs2:
    eventSocket: 10.0.0.6
    sip: 10.0.0.6:99999
    webSocket: http://a
    colour: red
`;
    expect(() => read(faulty)).toThrow(/yaml:2:[\s\S]*yaml:4:[\s\S]*yaml:5:[\s\S]*yaml:6:[\s\S]*yaml:7:/);
  });

  it('wants one password each, and a link when there are several', () => {
    const one = (id: string, rest: string) =>
      `  ${id}: { eventSocket: 'a:1', sip: 'a:1', webSocket: 'ws://a', ${rest} }\n`;
    expect(read(`switches:\n${one('fs1', 'password: p')}`)).toHaveLength(1);
    expect(() => read(`switches:\n${one('fs1', 'link: "a:2"')}`)).toThrow('password or passwordFile');
    expect(() => read(`switches:\n${one('fs1', 'password: p')}${one('fs2', 'password: p')}`)).toThrow(
      /yaml:2: .*link[\s\S]*yaml:3: .*link/,
    );
    expect(() => read('switches: {}')).toThrow('names no switch');
  });
});
