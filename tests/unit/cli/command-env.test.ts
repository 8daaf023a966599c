import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadCommandEnv } from '../../../server/config/command-env';
import { makeTemporaryDirectory } from '../../support/temporary-directory';

describe('the environment of kiloline', () => {
  const directory = makeTemporaryDirectory();
  afterAll(() => directory.remove());

  it('needs nothing for what is done with files', () => {
    expect(loadCommandEnv({})).toEqual({
      url: 'http://127.0.0.1:3000',
      credentials: null,
      soundsDirectory: null,
    });
  });

  it('prefers a key to a password, and reads either from a file', () => {
    const file = join(directory.path, 'key');
    writeFileSync(file, 'kl_secret\n');
    expect(loadCommandEnv({ KILOLINE_PASSWORD: 'p' }).credentials).toEqual({
      kind: 'password',
      login: 'admin',
      password: 'p',
    });
    expect(loadCommandEnv({ KILOLINE_PASSWORD: 'p', KILOLINE_API_KEY_FILE: file }).credentials).toEqual({
      kind: 'key',
      key: 'kl_secret',
    });
    expect(() => loadCommandEnv({ KILOLINE_API_KEY_FILE: join(directory.path, 'no') })).toThrow(
      'KILOLINE_API_KEY_FILE cannot be read',
    );
  });

  it('sends no secret in clear to another machine', () => {
    expect(loadCommandEnv({ KILOLINE_URL: 'https://calls.example/' }).url).toBe('https://calls.example');
    expect(() => loadCommandEnv({ KILOLINE_URL: 'http://calls.example' })).toThrow(/must be https/);
    expect(() => loadCommandEnv({ KILOLINE_URL: 'ftp://x' })).toThrow(/KILOLINE_URL/);
  });
});
