/** A header an event must have and has not. Counted and logged by the reader; never ends anything. */
export class MissingHeader extends Error {
  constructor(
    readonly header: string,
    readonly eventName: string,
  ) {
    super(`Event ${eventName} has no ${header}`);
  }
}

/** One event of FreeSWITCH. Values are text; an array header (JSON array) gives its first element. */
export class FsEvent {
  readonly name: string;

  constructor(private readonly json: Readonly<Record<string, unknown>>) {
    const name = this.get('Event-Name') ?? '';
    const subclass = this.get('Event-Subclass');
    this.name = name === 'CUSTOM' && subclass !== undefined ? subclass : name;
  }

  /** Absent and empty are the same: FreeSWITCH writes either. */
  get(header: string): string | undefined {
    if (!Object.hasOwn(this.json, header)) return undefined;
    const value = this.json[header];
    const first: unknown = Array.isArray(value) ? value[0] : value;
    if (typeof first === 'number') return String(first);
    return typeof first === 'string' && first !== '' ? first : undefined;
  }

  /** @throws MissingHeader */
  need(header: string): string {
    const value = this.get(header);
    if (value === undefined) throw new MissingHeader(header, this.name);
    return value;
  }

  variable(name: string): string | undefined {
    return this.get(`variable_${name}`);
  }

  /** Names of the channel's variables. */
  get variableNames(): readonly string[] {
    return Object.keys(this.json).flatMap((key) => (key.startsWith('variable_') ? [key.slice(9)] : []));
  }

  get body(): string {
    return this.get('_body') ?? '';
  }

  /** Unix ms by the switch's clock. */
  get at(): number {
    const micros = Number(this.need('Event-Date-Timestamp'));
    if (!Number.isFinite(micros)) throw new MissingHeader('Event-Date-Timestamp', this.name);
    return Math.round(micros / 1000);
  }
}

/** What a far party may write about itself, made safe to store, log and show. */
export const partyText = (text: string | undefined): string =>
  // eslint-disable-next-line no-control-regex
  (text ?? '').replace(/[\u0000-\u001f\u007f-\u009f]/g, '').slice(0, 64);
