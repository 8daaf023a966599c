/** Where phones of browsers sign on: the WebSockets of the switches. */
export interface PhoneAddresses {
  /** For a browser that reached us under this host name: the switch that `who` is to use now. null = there is none. */
  readonly urlFor: (who: string, hostname: string) => string | null;
  /** Whatever switch it may be told of. */
  readonly all: (hostname: string) => readonly string[];
}
