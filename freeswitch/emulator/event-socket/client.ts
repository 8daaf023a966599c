import { randomUUID, timingSafeEqual } from 'node:crypto';
import type { Socket } from 'node:net';
import type { SwitchCore } from '../core/switch-core';
import { CommandReader, ReadingError, type SocketCommand } from './reader';
import { sendMessage } from './send-message';
import { Subscription, type EventFormat } from './subscription';
import { FrameWriter } from './writer';

export interface ClientDeps {
  readonly core: SwitchCore;
  readonly password: string;
  readonly onProblem: (reason: string) => void;
}

/** FreeSWITCH gives that long for the password (MES:2733). */
const AUTH_MS = 25_000;
const NOT_FOUND = '-ERR command not found';

/** One connection to the event socket. Commands are answered in the order they came in. */
export class SocketClient {
  private readonly writer: FrameWriter;
  private readonly subscription = new Subscription();
  private format: EventFormat = 'plain';
  private authenticated = false;
  private ended = false;
  /** An `api` that takes its time holds up what comes after it, as in FreeSWITCH. */
  private turn: Promise<void> = Promise.resolve();
  private busy = 0;

  constructor(
    private readonly socket: Socket,
    private readonly deps: ClientDeps,
  ) {
    socket.setNoDelay(true);
    this.writer = new FrameWriter(socket, () => {
      this.drop('a client of the event socket does not read');
    });
    const reader = new CommandReader((command) => {
      this.take(command);
    });
    socket.on('data', (chunk: Buffer) => {
      this.read(reader, chunk);
    });
    const timer = setTimeout(() => {
      if (!this.authenticated) this.drop('no password in time');
    }, AUTH_MS);
    const stopListening = deps.core.bus.listen((event) => {
      if (!this.authenticated || !this.subscription.wants(event)) return;
      this.writer.event(this.format, this.format === 'json' ? event.toJson() : event.toPlain());
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.ended = true;
      clearTimeout(timer);
      stopListening();
    });
    this.writer.authRequest();
  }

  drop(reason: string): void {
    if (this.ended) return;
    this.ended = true;
    this.deps.onProblem(reason);
    this.socket.destroy();
  }

  private read(reader: CommandReader, chunk: Buffer): void {
    try {
      reader.push(chunk);
    } catch (error) {
      if (!(error instanceof ReadingError)) throw error;
      this.drop(`a client of the event socket wrote nonsense: ${error.message}`);
    }
  }

  /** At once when nothing is under way, so that events and replies keep their order. */
  private take(command: SocketCommand): void {
    if (this.busy === 0) {
      this.begin(this.handle(command));
      return;
    }
    this.begin(
      this.turn.then(async () => {
        await this.handle(command);
      }),
    );
  }

  private begin(work: Promise<void> | null): void {
    if (work === null) return;
    this.busy += 1;
    this.turn = work.finally(() => {
      this.busy -= 1;
    });
  }

  private handle(command: SocketCommand): Promise<void> | null {
    if (this.ended) return null;
    const [, verb = '', rest = ''] = /^(\S+)\s*([\s\S]*)$/.exec(command.line) ?? [];
    if (!this.authenticated) {
      this.authenticate(verb, rest);
      return null;
    }
    if (verb === 'api' && rest !== '') return this.api(rest);
    if (verb === 'bgapi' && rest !== '') this.background(rest, command.headers.get('job-uuid'));
    else if (verb === 'exit' || verb === '...') this.exit();
    else this.writer.reply(this.simple(verb, rest, command));
    return null;
  }

  private authenticate(verb: string, given: string): void {
    if (verb === 'exit') this.exit();
    else if (verb !== 'auth') this.writer.reply(NOT_FOUND);
    else if (isSame(given, this.deps.password)) {
      this.authenticated = true;
      this.writer.reply('+OK accepted');
    } else {
      this.writer.reply('-ERR invalid');
      this.deps.onProblem('wrong password for the event socket');
      this.end();
    }
  }

  private simple(verb: string, rest: string, command: SocketCommand): string {
    const words = rest.split(/[\s,]+/).filter((word) => word !== '');
    switch (verb) {
      case 'event':
        return this.subscribe(words);
      case 'nixevent':
        this.subscription.remove(words);
        return words.length === 0 ? '-ERR no keywords supplied' : '+OK events nixed';
      case 'noevents':
        this.subscription.clear();
        return '+OK no longer listening for events';
      case 'filter':
        return rest === '' ? NOT_FOUND : this.filter(rest);
      case 'sendmsg':
        return sendMessage(rest.trim(), command, this.deps.core);
      case 'sendevent':
        return this.deps.core.sendEvent(command.headers);
      case 'log':
        return /^([0-7]|console|alert|crit|err|warning|notice|info|debug)$/i.test(rest)
          ? `+OK log level ${rest} [${rest}]`
          : '-ERR invalid log level';
      case 'nolog':
        return '+OK no longer logging';
      case 'linger':
      case 'nolinger':
        return '-ERR not controlling a session';
      default:
        return NOT_FOUND;
    }
  }

  private subscribe(words: readonly string[]): string {
    const [first = '', ...others] = words;
    if (first === 'xml') return '-ERR The embedded switch lacks events in xml';
    const isFormat = first === 'json' || first === 'plain';
    if (this.subscription.add(isFormat ? others : words) === 0) return '-ERR no keywords supplied';
    this.format = isFormat ? first : 'plain';
    return `+OK event listener enabled ${this.format}`;
  }

  private filter(rest: string): string {
    const [, deletes, header = '', value = ''] = /^(delete\s+)?(\S+)\s*([\s\S]*)$/.exec(rest) ?? [];
    if (deletes !== undefined) {
      this.subscription.removeFilter(header, value === '' ? undefined : value);
      return `+OK filter deleted. [${header}][${value}]`;
    }
    if (value === '') return '-ERR invalid syntax';
    this.subscription.addFilter(header, value);
    return `+OK filter added. [${header}]=[${value}]`;
  }

  private async api(line: string): Promise<void> {
    const { reply, afterReply } = await this.deps.core.api(line);
    this.writer.apiResponse(reply === '' ? '-ERR no reply\n' : reply);
    afterReply?.();
  }

  private background(line: string, wanted: string | undefined): void {
    const job = (wanted ?? randomUUID()).slice(0, 36);
    this.writer.reply(`+OK Job-UUID: ${job}`, [['Job-UUID', job]]);
    const { core } = this.deps;
    const [, name = '', args = ''] = /^(\S+)\s*([\s\S]*)$/.exec(line) ?? [];
    // The job goes on without this client; its result is told to every subscriber.
    void core.api(line).then(({ reply, afterReply }) => {
      core.bus.fire(
        'BACKGROUND_JOB',
        [
          ['Job-UUID', job],
          ['Job-Command', name],
          ...(args === '' ? [] : [['Job-Command-Arg', args] as const]),
        ],
        { body: reply },
      );
      afterReply?.();
    });
  }

  private exit(): void {
    this.writer.reply('+OK bye');
    this.end();
  }

  private end(): void {
    this.ended = true;
    this.writer.goodbye();
    this.socket.end();
  }
}

/** In time that does not tell how much of it was right. */
function isSame(given: string, password: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(password)];
  return one.length === other.length && timingSafeEqual(one, other);
}
