/** An array header becomes a JSON array, as FreeSWITCH writes it (switch_event.c:1819). */
export type HeaderValue = string | readonly string[];
export type Header = readonly [name: string, value: HeaderValue];

/** An event as it was when it was fired; every subscriber gets the same one. */
export class FiredEvent {
  private json: string | null = null;
  private readonly index: ReadonlyMap<string, HeaderValue>;

  constructor(
    readonly name: string,
    readonly subclass: string | null,
    readonly headers: readonly Header[],
    readonly body: string | null = null,
  ) {
    this.index = new Map(headers.map(([header, value]) => [header.toLowerCase(), value]));
  }

  /** Header names are compared without case, as FreeSWITCH does. */
  header(name: string): string | undefined {
    const value = this.index.get(name.toLowerCase());
    return typeof value === 'string' ? value : value?.[0];
  }

  /** Made once, however many listen. */
  toJson(): string {
    this.json ??= JSON.stringify(this.toRecord());
    return this.json;
  }

  toRecord(): Record<string, HeaderValue> {
    const record: Record<string, HeaderValue> = {};
    for (const [name, value] of this.headers) record[name] = value;
    if (this.body === null) return record;
    record['Content-Length'] = String(Buffer.byteLength(this.body));
    record['_body'] = this.body;
    return record;
  }

  /** name: value lines with URL-encoded values, as `event plain` has them. */
  toPlain(): string {
    const lines = this.headers.map(
      ([name, value]) =>
        `${name}: ${encodeURIComponent(typeof value === 'string' ? value : `ARRAY::${value.join('|:')}`)}\n`,
    );
    if (this.body === null) return `${lines.join('')}\n`;
    return `${lines.join('')}Content-Length: ${Buffer.byteLength(this.body)}\n\n${this.body}`;
  }
}
