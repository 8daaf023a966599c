import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { LegId } from '../../../server/contract/ids';
import { eventually } from '../../support/eventually';
import { requires } from '../../support/requirements';
import { SipParty } from '../../support/sip-party';
import { startSwitchUnderTest, type Attached, type SwitchUnderTest } from '../../support/switch-under-test';

/** Typed before and during: the digits of each stand nowhere else in a log. */
const OPEN = ['4', '9', '4', '9', '4', '9'];
const SECRET = ['7', '2', '7', '2', '7', '2'];

/** With the log as loud as it gets: at the level we ship, no key is ever written. */
requires('freeswitch')('secret keys and the log of FreeSWITCH', () => {
  let under: SwitchUnderTest;
  let attached: Attached;
  let caller: SipParty;

  beforeAll(async () => {
    under = await startSwitchUnderTest('freeswitch', { logLevel: 'debug' });
    attached = await under.attach({ trunk: null });
    caller = await SipParty.open(1500);
  }, 60_000);
  afterAll(async () => {
    await attached.stop();
    await under.stop();
    caller.close();
  }, 30_000);

  const logged = (): string => readFileSync(under.logFile, 'utf8');
  const keysSeen = (leg: LegId): string =>
    attached.seen.flatMap((one) => (one.kind === 'digit' && one.legId === leg ? [one.digit] : [])).join('');

  it('has ordinary keys in it, and none of those typed while keys are secret', async () => {
    const call = await caller.call(under.carrierSide, '1000');
    const { legId: leg } = await eventually('a call arrives', () =>
      attached.seen.find((one) => one.kind === 'parked'),
    );
    await attached.switch.answer(leg);
    await attached.switch.playMusic(leg);
    await eventually('audio flows', () => call.media.packetsHeard > 5);
    for (const key of OPEN) await call.press(key);
    await eventually('open keys came', () => keysSeen(leg) === OPEN.join(''));
    // What makes the next expectation mean something.
    await eventually('open keys are logged', () => /RECV DTMF [49]\b/.test(logged()));

    await attached.switch.setSensitiveKeys(leg, true);
    const before = logged().length;
    for (const key of SECRET) await call.press(key, 'rtp');
    await eventually('secret keys came', () => keysSeen(leg) === [...OPEN, ...SECRET].join(''));
    // Only now: next to a key by RTP it would count as the same key.
    await call.press('7', 'info');
    await eventually('the last key came', () => keysSeen(leg) === [...OPEN, ...SECRET, '7'].join(''));
    await call.hangUp();
    await eventually('the leg is gone', () => attached.seen.some((one) => one.kind === 'hung-up'));
    expect(logged()).not.toMatch(/DTMF.{0,20}[27]/);
    expect(logged().slice(before)).not.toMatch(/DTMF/);
  }, 30_000);
});
