/**
 * The clinic: a second company on the same centre, by its directory alone. Whoever dials 2000 is served by it and
 * whoever dials 1000 by the other; a new version of it is for new calls only.
 */
import { execFile } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { PASSWORD } from '../support/centre';
import { onEachSwitch } from '../support/each-switch';
import { eventually } from '../support/eventually';
import { ServiceLine, WELCOME } from '../support/service-line';
import { together } from '../support/together';

jest.setTimeout(180_000);

const ROOT = resolve(__dirname, '..', '..');
const CLINIC = { to: '2000', packId: 'clinic' };
const WELCOME_TO_THE_CLINIC = '1 other:3 2';
const PATIENT_PASSWORD = '864201';

onEachSwitch(['sipp', 'redis'], 'a second pack', (kind) => {
  let line: ServiceLine;

  beforeAll(async () => {
    line = await ServiceLine.start({ kind });
    await line.put('/caller-passwords/contract/C1000002', {
      password: PATIENT_PASSWORD,
      reason: 'at the desk',
    });
  }, 120_000);
  afterAll(() => line.stop(), 60_000);

  const patient = async (dialogue: string) => {
    const caller = await line.ring(line.stranger(), CLINIC);
    await caller.walk(`${WELCOME_TO_THE_CLINIC} ${dialogue}`);
    await caller.agrees();
    return caller;
  };
  const kiloline = async (...args: string[]): Promise<string> => {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [join(ROOT, 'scripts', 'kiloline.mjs'), ...args],
      {
        env: {
          PATH: process.env['PATH'],
          KILOLINE_URL: line.situation.centre.url,
          KILOLINE_LOGIN: 'admin',
          KILOLINE_PASSWORD: PASSWORD,
        },
        timeout: 60_000,
      },
    );
    return stdout;
  };

  together({
    'answers at its own number, and the first one at its': async () => {
      await (await patient('')).hangUp();
      const other = await line.ring(line.stranger());
      await other.walk(WELCOME);
      await other.agrees();
      await other.hangUp();
    },

    'books an appointment by menu: an order of its own types, with a number spoken': async () => {
      const caller = await patient('>1 6 >2 7 >3 8 >1 14 16 21 24 26 >1 27 serial 32 ># 9');
      await caller.isReleased();
      expect(await line.order(caller.serial)).toMatchObject({
        type: 'appointment',
        desk: 'reception',
        fields: { department: 'dentist', day: 'wed', half: 'morning' },
      });
    },

    'takes the wish for a prescription as a message, and a callback': async () => {
      const spoken = await patient('>3 46 beep say:1500 ># serial 32 >* 2');
      await spoken.hangUp();
      const order = await line.order(spoken.serial);
      expect(order).toMatchObject({ type: 'prescription', desk: 'nurses' });
      expect(order.calls[0]?.recordingId).toEqual(expect.any(String));
      const called = await patient('>5 49 >1 51 9');
      await called.isReleased();
    },

    'tells results to whoever proves to be the patient, and its hours to anybody': async () => {
      const caller = await patient(
        `>2 33 >1000002# 34 >111111 35 34 >${PATIENT_PASSWORD} 36 41 >99990001# 38 45 >* 2 >4 29 30 >* 2`,
      );
      const detail = await caller.detail();
      expect(JSON.stringify(detail)).not.toContain(PATIENT_PASSWORD);
      await caller.hangUp();
      await (await patient('>2 33 >5555555# 38 2')).hangUp();
    },

    'speaks English, and hands to the reception': async () => {
      const caller = await line.ring(line.stranger(), CLINIC);
      await caller.walk(`${WELCOME_TO_THE_CLINIC} ># in:en-US 4 2 >0 5 server:13`);
      await eventually('waits for the reception', async () =>
        (await caller.detail())?.timeline.some(
          ({ type, data }) => type === 'ivr.left' && data['topic'] === 'clinic',
        ),
      );
      await caller.hangUp();
    },
  });

  it('is changed under a call that goes on as it began, over a restart, and is put back', async () => {
    const directory = join(line.situation.centre.dir, 'clinic');
    cpSync(join(ROOT, 'server/ivr/packs/clinic'), directory, { recursive: true });
    const change = (from: string, to: string): void => {
      const file = join(directory, 'pack.yaml');
      const text = readFileSync(file, 'utf8');
      expect(text).toContain(from);
      writeFileSync(file, text.replace(from, to));
    };
    const seed = Number(/^version: (\d+)$/m.exec(readFileSync(join(directory, 'pack.yaml'), 'utf8'))?.[1]);
    // A caller who has all the time he needs, however long the restart takes.
    change('inputTimeoutMs: 5000', 'inputTimeoutMs: 60000');
    expect(await kiloline('ivr', 'apply', directory, '--why', 'more time')).toContain(`version ${seed + 1}`);
    const before = await patient('>4 29 30');
    change('hours: { kind: say, prompts: [29]', 'hours: { kind: say, prompts: [51]');
    expect(await kiloline('ivr', 'apply', directory, '--why', 'new hours')).toContain(`version ${seed + 2}`);
    await (await patient('>4 51 30')).hangUp();
    await before.walk('>1 29 30');

    await line.situation.centre.endServer('SIGTERM');
    await line.situation.centre.startServer();
    // Resumed: the menu he stood at is said again.
    await before.walk('30 >1 29 30');
    await before.hangUp();
    await (await patient('>4 51 30')).hangUp();

    const back = await kiloline('ivr', 'rollback', 'clinic', String(seed), '--why', 'as it was');
    expect(back).toContain(`version ${seed + 3}`);
    await (await patient('>4 29 30')).hangUp();
    expect(await kiloline('ivr', 'history', 'clinic')).toMatch(
      new RegExp(
        `clinic +${seed + 3} \\* .*admin +back to ${seed}: as it was\\nclinic +${seed + 2} .*new hours\\n` +
          `clinic +${seed + 1} .*more time\\nclinic +${seed} `,
      ),
    );
  });
});
