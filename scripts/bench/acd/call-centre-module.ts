import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { askEventSocket, type EventSocketAddress } from '../../../server/parts/freeswitch';

/** Dialled to come to mod_callcenter's queue. */
export const MODULE_NUMBER = '7100';
/** Followed by the port of the agents' telephones: the switch's own dialplan bridges, what the switch itself costs. */
export const BARE_NUMBER = '7200';
const QUEUE = 'bench@default';
/** With a thousand callers waiting the module keeps the event socket for many seconds. */
const LONGEST_MS = 60_000;

/**
 * The project's own configuration of the switch with mod_callcenter beside it, so that both are measured on one switch: the
 * module, a queue in its default strategy (longest-idle-agent) with music like ours, and a number that leads there.
 */
export function writeConfiguration(conf: string, to: string, musicDir: string): void {
  cpSync(conf, to, { recursive: true });
  edit(join(to, 'autoload_configs', 'modules.conf.xml'), '<load module="mod_event_socket"/>', (last) =>
    ['<load module="mod_callcenter"/>', last].join('\n    '),
  );
  edit(
    join(to, 'dialplan', 'trunk-in.xml'),
    '<extension name="park">',
    (park) => `${MODULE_EXTENSION}\n  ${park}`,
  );
  writeFileSync(join(to, 'autoload_configs', 'callcenter.conf.xml'), moduleSettings(musicDir));
}

function edit(file: string, what: string, replace: (found: string) => string): void {
  const text = readFileSync(file, 'utf8');
  if (!text.includes(what)) throw new Error(`${file} has no ${what}`);
  writeFileSync(file, text.replace(what, replace(what)));
}

const MODULE_EXTENSION = `<extension name="bench-callcenter">
    <condition field="destination_number" expression="^${MODULE_NUMBER}$">
      <action application="answer"/>
      <action application="callcenter" data="${QUEUE}"/>
    </condition>
  </extension>
  <extension name="bench-bare">
    <condition field="destination_number" expression="^${BARE_NUMBER}([0-9]+)$">
      <action application="answer"/>
      <action application="bridge" data="sofia/trunk/agent@127.0.0.1:$1"/>
    </condition>
  </extension>`;

const moduleSettings = (music: string): string => `<configuration name="callcenter.conf">
  <settings>
    <param name="dbname" value="{{dbDir}}/callcenter.db"/>
  </settings>
  <queues>
    <queue name="${QUEUE}">
      <param name="strategy" value="longest-idle-agent"/>
      <param name="moh-sound" value="${music}"/>
      <param name="time-base-score" value="system"/>
      <param name="max-wait-time" value="0"/>
      <param name="max-wait-time-with-no-agent" value="0"/>
      <param name="tier-rules-apply" value="false"/>
      <param name="discard-abandoned-after" value="60"/>
      <param name="abandoned-resume-allowed" value="false"/>
    </queue>
  </queues>
  <agents/>
  <tiers/>
</configuration>
`;

export interface ModuleAgent {
  readonly agentId: string;
  /** What the switch dials. */
  readonly contact: string;
}

/** Agents of the queue, available or logged out. */
export class CallCentreModule {
  constructor(private readonly esl: EventSocketAddress) {}

  async add(agents: readonly ModuleAgent[]): Promise<void> {
    for (const { agentId, contact } of agents) {
      const name = `${agentId}@default`;
      await this.#run([
        `callcenter_config agent add ${name} callback`,
        `callcenter_config agent set contact ${name} ${contact}`,
        `callcenter_config agent set max_no_answer ${name} 3`,
        `callcenter_config agent set wrap_up_time ${name} 0`,
        `callcenter_config agent set reject_delay_time ${name} 0`,
        `callcenter_config agent set busy_delay_time ${name} 0`,
        `callcenter_config tier add ${QUEUE} ${name} 1 1`,
      ]);
    }
  }

  async set(agents: readonly ModuleAgent[], status: 'Available' | 'Logged Out'): Promise<void> {
    await this.#run(
      agents.flatMap(({ agentId }) => [
        `callcenter_config agent set status ${agentId}@default '${status}'`,
        ...(status === 'Available' ? [`callcenter_config agent set state ${agentId}@default Waiting`] : []),
      ]),
    );
  }

  async #run(commands: readonly string[]): Promise<void> {
    const answers = await askEventSocket(this.esl, commands, LONGEST_MS);
    const refused = answers.findIndex((answer) => answer.startsWith('-ERR'));
    if (refused >= 0) throw new Error(`${commands[refused] ?? ''}: ${answers[refused] ?? ''}`);
  }
}
