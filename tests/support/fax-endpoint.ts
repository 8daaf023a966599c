import { randomUUID } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { askEventSocket, hasModule, type RunningFreeSwitch } from '../../server/parts/freeswitch';
import { createLogger } from '../../server/logging';
import { findRequirement } from './requirements';
import { launchSwitch } from './launch-switch';
import { makeTemporaryDirectory } from './temporary-directory';

/** Numbers of the far end and how it behaves. It is a FreeSWITCH of its own: nothing of ours answers. */
export const FAX_NUMBERS = {
  /** Answers and receives over G.711. */
  g711: '2100001',
  /** Answers and asks for T.38 (re-INVITE to udptl). */
  t38: '2100002',
  /** Without error correction. */
  noEcm: '2100003',
  /** 486 every time. */
  busy: '2100486',
  /** A person: answers and speaks. */
  voice: '2100111',
  unknown: '2100404',
  /** Rings and rings. */
  silent: '2100180',
} as const;

export interface FaxEndpoint {
  /** Where calls to it go: the trunk of the switch under test. */
  readonly address: { readonly host: string; readonly port: number };
  /** Files it has received so far, oldest first. */
  received(number: string): readonly string[];
  /** From now on `busy` answers (true) or is busy again. */
  freeTheBusyLine(isFree: boolean): Promise<void>;
  /** Somebody at this machine calls a number and presses start when he is answered. @returns where his fax will be */
  callFrom(
    target: { readonly host: string; readonly port: number },
    number: string,
    t38: boolean,
  ): Promise<string>;
  /** …listens first, and presses start when he is told to. @throws Error when nobody answers */
  ring(target: { readonly host: string; readonly port: number }, number: string): Promise<CallingMachine>;
  stop(): Promise<void>;
}

/** A fax machine whose handset somebody holds. */
export interface CallingMachine {
  press(keys: string): Promise<void>;
  /** From now on the machine receives. @returns where its fax will be */
  start(): Promise<string>;
}

/** A second fax machine: FreeSWITCH with a dialplan of its own that answers with rxfax. */
export async function startFaxEndpoint(): Promise<FaxEndpoint> {
  const temporary = makeTemporaryDirectory();
  const [confDir, inbox] = [join(temporary.path, 'conf'), join(temporary.path, 'inbox')];
  cpSync(join(__dirname, '../../freeswitch/conf'), confDir, { recursive: true });
  writeDialplan(confDir, inbox, false);
  for (const number of Object.values(FAX_NUMBERS)) mkdirSync(join(inbox, number), { recursive: true });
  const running: RunningFreeSwitch = await launchSwitch('freeswitch', {
    runDir: temporary.path,
    soundsDir: temporary.path,
    confDir,
    logger: createLogger({ level: 'silent', pretty: false }),
    rtpPorts: 200,
  });
  return {
    address: running.sipUdp,
    received: (number) => {
      const directory = join(inbox, number);
      const files = existsSync(directory) ? readdirSync(directory) : [];
      const paths = files.map((name) => join(directory, name));
      return paths.sort((a, b) => statSync(a).birthtimeMs - statSync(b).birthtimeMs);
    },
    freeTheBusyLine: async (isFree) => {
      writeDialplan(join(temporary.path, 'freeswitch', 'conf'), inbox, isFree);
      await askEventSocket(running.esl, ['reloadxml']);
    },
    callFrom: async (target, number, t38) => {
      const file = join(inbox, 'called', `${randomUUID()}.tif`);
      mkdirSync(join(inbox, 'called'), { recursive: true });
      const settings = `{fax_enable_t38=${t38},fax_enable_t38_request=${t38},ignore_early_media=true}`;
      const dial = `${settings}sofia/trunk/${number}@${target.host}:${target.port} &rxfax(${file})`;
      await askEventSocket(running.esl, [`bgapi originate ${dial}`]);
      return file;
    },
    ring: async (target, number) => {
      const legId = randomUUID();
      const file = join(inbox, 'called', `${legId}.tif`);
      mkdirSync(join(inbox, 'called'), { recursive: true });
      const settings = `{origination_uuid=${legId},fax_enable_t38=false,ignore_early_media=true}`;
      const dial = `${settings}sofia/trunk/${number}@${target.host}:${target.port} &park()`;
      const [answer = ''] = await askEventSocket(running.esl, [`originate ${dial}`]);
      if (!answer.startsWith('+OK')) throw new Error(`The machine was not answered: ${answer}`);
      return {
        press: async (keys) => {
          await askEventSocket(running.esl, [`uuid_send_dtmf ${legId} ${keys}`]);
        },
        start: async () => {
          await askEventSocket(running.esl, [`uuid_transfer ${legId} 'rxfax:${file}' inline`]);
          return file;
        },
      };
    },
    stop: async () => {
      await running.stop();
      temporary.remove();
    },
  };
}

const receive = (inbox: string, number: string, settings: readonly string[]): string =>
  extension(number, [
    ...settings.map((setting) => `<action application="set" data="${setting}"/>`),
    '<action application="answer"/>',
    `<action application="rxfax" data="${join(inbox, number)}/\${uuid}.tif"/>`,
    '<action application="hangup"/>',
  ]);

const extension = (number: string, actions: readonly string[]): string => `
  <extension name="${number}">
    <condition field="destination_number" expression="^${number}$">
      ${actions.join('\n      ')}
    </condition>
  </extension>`;

function writeDialplan(confDir: string, inbox: string, isFree: boolean): void {
  // Once the switch runs, what it reads is the filled template.
  writeFileSync(join(confDir, 'dialplan', 'trunk-in.xml'), dialplan(inbox, isFree));
}

/** {{guardSeconds}} of the template this replaces: every value must be used by some file. */
const dialplan = (
  inbox: string,
  isFree: boolean,
): string => `<context name="trunk-in"><!-- {{guardSeconds}} -->
${receive(inbox, FAX_NUMBERS.g711, ['fax_enable_t38=false'])}
${receive(inbox, FAX_NUMBERS.t38, ['fax_enable_t38=true', 'fax_enable_t38_request=true'])}
${receive(inbox, FAX_NUMBERS.noEcm, ['fax_enable_t38=false', 'fax_use_ecm=false'])}
${
  isFree
    ? receive(inbox, FAX_NUMBERS.busy, ['fax_enable_t38=false'])
    : extension(FAX_NUMBERS.busy, ['<action application="respond" data="486 Busy Here"/>'])
}
${extension(FAX_NUMBERS.unknown, ['<action application="respond" data="404 Not Found"/>'])}
${extension(FAX_NUMBERS.voice, [
  '<action application="answer"/>',
  '<action application="playback" data="tone_stream://%(600,200,350);loops=600"/>',
])}
${extension(FAX_NUMBERS.silent, [
  '<action application="ring_ready"/>',
  '<action application="sleep" data="60000"/>',
])}
</context>
`;

/** Why faxes cannot be tested on this machine, or null. */
export function whyNoFax(): string | null {
  const binary = findRequirement('freeswitch');
  if (binary === null) return 'FreeSWITCH is not installed';
  const prefix = dirname(dirname(realpathSync(binary)));
  const places = ['lib/freeswitch/mod', 'lib64/freeswitch/mod', 'mod'].map((place) => join(prefix, place));
  return places.some((place) => hasModule(place, 'mod_spandsp'))
    ? null
    : `FreeSWITCH has no mod_spandsp in ${places.join(', ')}: install freeswitch-mod-spandsp`;
}
