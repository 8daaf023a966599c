import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { envSchema, loadConfig } from '../../../server/config/env';

const example = readFileSync(join(__dirname, '../../../.env.example'), 'utf8');
const documented = [...example.matchAll(/^#? ?([A-Z][A-Z0-9_]+)=(.*)$/gm)].map((found) => ({
  name: found[1] ?? '',
  value: found[2] ?? '',
}));

describe('the configuration', () => {
  it('needs nothing to be set', () => {
    expect(loadConfig({})).toMatchObject({
      KILOLINE_PORT: 3000,
      KILOLINE_HOST: '127.0.0.1',
      KILOLINE_DEMO: true,
    });
  });

  it('reports all faults together', () => {
    const faulty = {
      KILOLINE_PORT: 'abc',
      REDIS_URL: 'http://x',
      TRUNK_ALLOW: '300.0.0.0/8',
      OUTBOUND_ALLOW: '(',
    };
    expect(() => loadConfig(faulty)).toThrow(
      /KILOLINE_PORT[\s\S]*REDIS_URL[\s\S]*TRUNK_ALLOW[\s\S]*OUTBOUND_ALLOW/,
    );
  });

  it('asks for everything an external FreeSWITCH needs', () => {
    expect(() => loadConfig({ FREESWITCH_ESL_HOST: '10.0.0.1' })).toThrow(
      /FREESWITCH_ESL_PASSWORD.*DIRECTORY_PORT/,
    );
  });

  it('asks for everything several switches need, and for one way of naming them', () => {
    expect(() => loadConfig({ SWITCHES_FILE: 's.yaml', FREESWITCH_ESL_HOST: '10.0.0.1' })).toThrow(
      /DIRECTORY_PORT.*LINK_SECRET[\s\S]*both name switches/,
    );
  });

  it('says so when a secret file cannot be read', () => {
    expect(() => loadConfig({ FREESWITCH_ESL_PASSWORD_FILE: '/does/not/exist' })).toThrow(
      'FREESWITCH_ESL_PASSWORD_FILE',
    );
  });

  it('is documented in .env.example, every variable and no other', () => {
    expect(documented.map((each) => each.name).sort()).toEqual(Object.keys(envSchema.shape).sort());
  });

  it('accepts every value that .env.example shows', () => {
    const shown = Object.fromEntries(documented.map(({ name, value }) => [name, value]));
    const { SWITCHES_FILE, FREESWITCH_ESL_HOST, ...others } = shown;
    expect(() => loadConfig({ ...others, SWITCHES_FILE })).not.toThrow();
    expect(() => loadConfig({ ...others, FREESWITCH_ESL_HOST })).not.toThrow();
  });
});
