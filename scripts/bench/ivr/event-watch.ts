import { EslConnection } from '../../../server/esl/connection';
import { newMetrics } from '../../../server/esl/metrics';
import type { RunningFreeSwitch } from '../../../server/parts/freeswitch';

/** As the server does it: an event is written when the switch's listener is woken. */
const NUDGE_MS = 2;

/** When the switch said that a key came and that the next prompt was begun, by the caller's number. */
export class EventWatch {
  readonly #at = new Map<string, number>();
  #connection: EslConnection | null = null;
  #timer: NodeJS.Timeout | null = null;

  async open(address: RunningFreeSwitch['esl']): Promise<void> {
    const connection = await EslConnection.connect({
      ...address,
      commandTimeoutMs: 5000,
      metrics: newMetrics(),
      onEvent: (json) => {
        const name = json['Event-Name'];
        const caller = json['Caller-Caller-ID-Number'];
        if (typeof name === 'string' && typeof caller === 'string')
          this.#at.set(`${name} ${caller}`, performance.now());
      },
    });
    await connection.send(['event json DTMF CHANNEL_EXECUTE']);
    this.#connection = connection;
    this.#timer = setInterval(() => {
      connection.nudge();
    }, NUDGE_MS);
  }

  /** The last such event of that caller, in ms of performance.now(); 0: none yet. */
  last(name: 'DTMF' | 'CHANNEL_EXECUTE', caller: string): number {
    return this.#at.get(`${name} ${caller}`) ?? 0;
  }

  close(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#connection?.destroy('bench is over');
  }
}
