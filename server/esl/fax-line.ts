import type {
  FaxAbility,
  FaxCallRequest,
  FaxListener,
  FaxSwitch,
  FaxTransmission,
} from '../calls/fax-switch';
import type { LegId, SwitchId } from '../contract/ids';
import { describeError } from '../errors';
import type { Logger } from '../logging';
import * as fax from './commands/fax';
import * as legs from './commands/legs';
import type { Command, EslConnection } from './connection';
import { toFaxEvent } from './fax-events';
import { FsEvent, MissingHeader } from './fs-event';
import { accepted, refused } from './reply';

export interface FaxLineDeps {
  readonly id: SwitchId;
  readonly trunk: { readonly host: string; readonly port: number } | null;
  /** @throws OperationalError('switch-unavailable') while there is none */
  readonly commands: () => EslConnection;
  readonly isUp: () => boolean;
  readonly listener: FaxListener;
  readonly logger: Logger;
}

interface FaxLineOptions {
  readonly id: SwitchId;
  readonly trunk: { readonly host: string; readonly port: number } | null;
  readonly faxListener?: FaxListener;
}

const nobody: FaxListener = { onFaxEvent: () => undefined, onFaxSwitchUp: () => undefined };

/** @param session is asked when it is needed: it is built around the same time */
export const faxLineOf = (
  { id, trunk, faxListener = nobody }: FaxLineOptions,
  logger: Logger,
  session: () => { readonly isUp: boolean; readonly commands: EslConnection },
): FaxLine =>
  new FaxLine({
    id,
    trunk,
    commands: () => session().commands,
    isUp: () => session().isUp,
    listener: faxListener,
    logger,
  });

/** The fax machine of a FreeSWITCH (mod_spandsp), on the connections its EslSwitch keeps. */
export class FaxLine implements FaxSwitch {
  readonly id: SwitchId;

  constructor(private readonly deps: FaxLineDeps) {
    this.id = deps.id;
  }

  isUp(): boolean {
    return this.deps.isUp();
  }

  async ability(): Promise<FaxAbility> {
    const answer = (await this.deps.commands().send(fax.faxModuleExists())).trim();
    if (answer === 'true') return { able: true };
    return {
      able: false,
      reason:
        answer === 'false'
          ? 'The switch has no mod_spandsp: install the module and restart the switch.'
          : 'The embedded switch has no fax: install FreeSWITCH with mod_spandsp.',
    };
  }

  async sendFax(request: FaxCallRequest): Promise<void> {
    const { trunk } = this.deps;
    if (trunk === null) throw refused('originate', 'no trunk is configured');
    await this.ask('fax', fax.originateFax(request, trunk));
  }

  async sendFaxOnLeg(request: FaxTransmission): Promise<void> {
    const { legId } = request;
    const replies = await this.deps
      .commands()
      .sendAll([...fax.setFaxVariables(request), legs.breakPlaying(legId), fax.txfax(request)]);
    // Breaking off is refused where nothing plays; the rest fails together or not at all.
    accepted(replies[0] ?? '', 'fax on a leg');
    accepted(replies.at(-1) ?? '', 'fax on a leg');
  }

  async endFaxLeg(legId: LegId): Promise<void> {
    await this.deps.commands().send(legs.hangUp(legId, 'NORMAL_CLEARING'));
  }

  async legExists(legId: LegId): Promise<boolean> {
    return (await this.deps.commands().send(legs.exists(legId))).trim() === 'true';
  }

  async wasSent(legId: LegId): Promise<boolean> {
    return (await this.deps.commands().send(fax.readFaxNote(legId))).trim() === 'sent';
  }

  async forget(legId: LegId): Promise<void> {
    await this.deps.commands().send(fax.dropFaxNote(legId));
  }

  /** For the adapter: everything that arrives on the event connection. */
  read(json: Readonly<Record<string, unknown>>): void {
    const event = new FsEvent(json);
    try {
      const known = toFaxEvent(event, this.id);
      if (known !== null) this.deps.listener.onFaxEvent(known);
    } catch (error) {
      if (error instanceof MissingHeader)
        this.deps.logger.warn({ event: error.eventName, header: error.header }, 'fax event without a header');
      else this.deps.logger.error({ err: describeError(error) }, 'fax listener threw');
    }
  }

  /** For the adapter: the switch is up and its events are ours. */
  wentUp(): void {
    try {
      this.deps.listener.onFaxSwitchUp(this.id);
    } catch (error) {
      this.deps.logger.error({ err: describeError(error) }, 'fax listener threw');
    }
  }

  private async ask(name: string, command: Command): Promise<void> {
    accepted(await this.deps.commands().send(command), name);
  }
}
