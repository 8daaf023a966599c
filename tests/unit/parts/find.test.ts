import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findFreeSwitch, REQUIRED_MODULES } from '../../../server/parts/freeswitch';
import { makeTemporaryDirectory } from '../../support/temporary-directory';

describe('findFreeSwitch', () => {
  let temporary: ReturnType<typeof makeTemporaryDirectory>;
  let bin: string;
  let mod: string;

  beforeEach(() => {
    temporary = makeTemporaryDirectory();
    bin = join(temporary.path, 'bin');
    mod = join(temporary.path, 'lib/freeswitch/mod');
    for (const dir of [bin, mod]) mkdirSync(dir, { recursive: true });
  });
  afterEach(() => {
    temporary.remove();
  });

  const install = (answer = 'FreeSWITCH version: 1.10.12-release~64bit ( 64bit)') => {
    writeFileSync(join(bin, 'freeswitch'), `#!/bin/sh\necho '${answer}'\n`, { mode: 0o755 });
    for (const name of REQUIRED_MODULES) writeFileSync(join(mod, `${name}.so`), '');
  };
  const search = () => findFreeSwitch({ path: [bin], usualPlaces: [] });

  it('finds binary, version and modules', async () => {
    install();
    expect(await search()).toEqual({
      kind: 'found',
      installation: { binary: join(bin, 'freeswitch'), modDir: mod, version: '1.10.12', missingModules: [] },
    });
  });

  it('looks in the usual places after PATH', async () => {
    install();
    expect(await findFreeSwitch({ path: [], usualPlaces: [bin] })).toMatchObject({ kind: 'found' });
  });

  it('says where it looked and how to install one', async () => {
    const result = await search();
    expect(result).toMatchObject({ kind: 'absent', installation: null });
    expect(result).toHaveProperty('reason', expect.stringContaining(bin));
    expect(result).toHaveProperty(
      'reason',
      expect.stringContaining('https://github.com/signalwire/freeswitch'),
    );
  });

  it('tries nothing else when one is configured', async () => {
    install();
    const result = await findFreeSwitch({ path: [bin], configuredBinary: join(bin, 'missing') });
    expect(result).toMatchObject({ kind: 'absent' });
    expect(result).toHaveProperty('reason', expect.stringContaining('FREESWITCH_BIN'));
  });

  it('names the modules that are missing', async () => {
    install();
    rmSync(join(mod, 'mod_xml_curl.so'));
    const result = await search();
    expect(result).toMatchObject({ kind: 'unusable', installation: { missingModules: ['mod_xml_curl'] } });
  });

  it('does not take another program of that name', async () => {
    install('something else');
    expect(await search()).toMatchObject({ kind: 'unusable', installation: null });
  });
});
