/**
 * modesl 1.2.1 has no types of its own. Only what server/esl uses is declared; its `api`, `execute`, `bgapi`,
 * `disconnect` and `events` are left out on purpose (docs: the defects they have, with evidence).
 */
declare module 'modesl' {
  import type { Socket } from 'node:net';

  type Headers = Record<string, string | number>;

  export class Event {
    constructor(headers: Headers, body?: string);
    getHeader(name: string): string | null;
    getBody(): string;
  }

  /** Splits the byte stream and emits 'esl::event'. */
  export class Parser {
    /** Turns one frame into an Event and emits it; what the parser's own framing would call. */
    _parseEvent(headers: Headers, body?: string): void;
  }

  export type ReplyCallback = (event: Event, headers: Headers, body: string | undefined) => void;

  /** EventEmitter2 with '::' between the parts of a name. */
  export class Connection {
    constructor(host: string, port: number, password: string);
    /** null once the far end closed. */
    socket: Socket | null;
    /** Present from 'esl::connect' on. */
    parser: Parser;
    /** Called by the library itself after authentication. */
    subscribe: (events: readonly string[], done?: ReplyCallback) => void;
    sendRecv(command: string, done: ReplyCallback): void;
    on(name: string, listener: (first: unknown, headers?: Headers, body?: string) => void): this;
  }
}
