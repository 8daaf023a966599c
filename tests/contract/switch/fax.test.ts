import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { EslSwitch } from '../../../server/esl';
import { onEachSwitch } from '../../support/each-switch';
import { whyNoFax } from '../../support/fax-endpoint';
import { startSwitchUnderTest, type Attached, type SwitchUnderTest } from '../../support/switch-under-test';

onEachSwitch([], 'its fax machine', (kind) => {
  let under: SwitchUnderTest;
  let attached: Attached;
  beforeAll(async () => {
    under = await startSwitchUnderTest(kind);
    attached = await under.attach({ trunk: null });
  }, 60_000);
  afterAll(async () => {
    await attached.stop();
    await under.stop();
  }, 30_000);

  it('is there, or the switch says what to install', async () => {
    if (!(attached.switch instanceof EslSwitch)) throw new Error('another adapter');
    const ability = await attached.switch.fax.ability();
    if (kind === 'embedded') {
      expect(ability).toEqual({
        able: false,
        reason: expect.stringContaining('install FreeSWITCH with mod_spandsp'),
      });
    } else if (whyNoFax() === null) {
      expect(ability).toEqual({ able: true });
    } else {
      expect(ability).toEqual({ able: false, reason: expect.stringContaining('no mod_spandsp') });
    }
  });
});
