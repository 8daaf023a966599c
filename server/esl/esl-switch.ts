import { legId as toLegId, type LegId, type SwitchId } from '../contract/ids';
import type {
  AgentLegRequest,
  CustomerLegRequest,
  HangUpCause,
  LegSnapshot,
  LegTag,
  PlayOptions,
  RecordingRequest,
  SoundItem,
  Switch,
  SwitchEvent,
  SwitchOverview,
  SwitchSnapshot,
  Voice,
} from '../calls/switch';
import { describeError } from '../errors';
import type { Logger } from '../logging';
import * as commands from './commands';
import { unavailable, type Command } from './connection';
import type { EslSwitchOptions } from './esl-switch-options';
import { EventReader } from './event-reader';
import { faxLineOf, type FaxLine } from './fax-line';
import { Joining } from './joining';
import { Legs } from './legs';
import { newMetrics, type EslMetrics } from './metrics';
import { OriginateJobs } from './originate-jobs';
import { Player } from './player';
import { Plays } from './plays';
import { Recordings } from './recordings';
import { accepted, isRefusal, refused } from './reply';
import { SwitchSession } from './session';
import {
  bridgePartner,
  parseDump,
  publicPart,
  readLegs,
  readOverview,
  readSnapshot,
  type FullSnapshot,
} from './snapshot';
import { checkedSoundsDir, MUSIC, TONES } from './sounds';
import { DEFAULT_TUNING, type EslTuning } from './tuning';
import { holdWatchdog } from './watchdog';

/** A FreeSWITCH, through its event socket. */
export class EslSwitch implements Switch {
  readonly id: SwitchId;
  readonly metrics: EslMetrics = newMetrics();
  /** Its fax machine, whether it has one or not: ask `ability`. */
  readonly fax: FaxLine;
  private readonly tuning: EslTuning;
  private readonly logger: Logger;
  private readonly legs: Legs;
  private readonly plays = new Plays(() => performance.now());
  private readonly player: Player;
  private readonly joining: Joining;
  private readonly reader: EventReader;
  private readonly session: SwitchSession;
  private readonly recordings: Recordings;
  private releaseWatchdog: () => void = () => undefined;

  constructor(private readonly options: EslSwitchOptions) {
    this.id = options.id;
    this.tuning = { ...DEFAULT_TUNING, ...options.tuning };
    this.logger = options.logger.child({ switchId: options.id });
    this.legs = new Legs(this.tuning.parkWaitMs);
    this.session = this.makeSession();
    this.player = this.makePlayer();
    this.joining = new Joining({
      legs: this.legs,
      player: this.player,
      look: (legIds) => this.look(legIds),
      sendAll: (list) => this.session.commands.sendAll(list),
    });
    this.reader = this.makeReader();
    this.recordings = new Recordings({
      directory: options.recordingsDir,
      send: (command) => this.session.commands.send(command),
      sendAll: (list) => this.session.commands.sendAll(list),
      logger: this.logger,
    });
    this.fax = faxLineOf(options, this.logger, () => this.session);
  }

  start(): void {
    this.releaseWatchdog = holdWatchdog(this.tuning.stallLimitMs);
    this.session.start();
  }

  async stop(): Promise<void> {
    await this.session.stop();
    this.releaseWatchdog();
  }

  isUp(): boolean {
    return this.session.isUp;
  }

  async answer(legId: LegId): Promise<void> {
    // execute, not uuid_answer: that one races a CANCEL and leaves a stuck channel (freeswitch issue 2920).
    const answer = commands.execute(legId, 'answer', '');
    const replies = await this.session.commands.sendAll([commands.sendSilenceWhenIdle(legId), answer]);
    for (const reply of replies) accepted(reply, 'answer');
  }

  async tag(legId: LegId, tag: LegTag): Promise<void> {
    await this.ask('tag', commands.setTag(legId, tag));
  }

  play(legId: LegId, playId: string, items: readonly SoundItem[], options?: PlayOptions): Promise<void> {
    return this.player.play(legId, playId, items, options);
  }

  stopPlaying(legId: LegId): Promise<void> {
    return this.player.stop(legId);
  }

  playMusic(legId: LegId): Promise<void> {
    return this.player.playEndless(legId, MUSIC);
  }

  playTone(legId: LegId, tone: 'ringback' | 'busy'): Promise<void> {
    return this.player.playEndless(legId, TONES[tone]);
  }

  announceOverMusic(legId: LegId, items: readonly SoundItem[]): Promise<void> {
    return this.player.announceOverMusic(legId, items);
  }

  announceOverSpeech(legId: LegId, items: readonly SoundItem[]): Promise<void> {
    return this.player.announceOverSpeech(legId, items);
  }

  async callAgent(request: AgentLegRequest): Promise<void> {
    const { domain, links } = this.options;
    const link = request.registeredOn === this.id ? null : links?.get(request.registeredOn);
    if (link === undefined) throw refused('originate', 'no link to the switch of this softphone');
    await this.originate(request.legId, commands.originateAgent(request, domain, link));
  }

  async callCustomer(request: CustomerLegRequest): Promise<void> {
    const { trunk } = this.options;
    if (trunk === null) throw refused('originate', 'no trunk is configured');
    await this.originate(request.legId, commands.originateCustomer(request, trunk));
  }

  async bridge(a: LegId, b: LegId): Promise<void> {
    // Between answer and park, and between unbridge and park, uuid_bridge answers +OK and does nothing (seen live).
    await this.legs.untilBothParked(a, b);
    await this.player.interruptedBy(a, () =>
      this.player.interruptedBy(b, async () => {
        // A play that is still in a leg's queue would begin over their talk, or keep it from beginning (seen live).
        // Not when one is known to be gone: the other goes on hearing what it hears.
        const areThere = this.legs.has(a) && this.legs.has(b);
        const flushed = areThere ? [a, b].filter((leg) => !this.legs.isBridged(leg)) : [];
        const flushes = flushed.map(commands.breakPlaying);
        const left = [a, b].map(commands.noteLeft);
        const replies = await this.session.commands.sendAll([...flushes, ...left, commands.bridge(a, b)]);
        accepted(replies.at(-1) ?? '', 'bridge');
      }),
    );
  }

  async unbridge(legId: LegId): Promise<void> {
    const dump = await this.ask('unbridge', commands.dump(legId));
    const event = parseDump(dump);
    const partner = event === null ? null : bridgePartner(event);
    if (partner === null || this.legs.isParting(legId)) return;
    // Before the events say so: what is played from now on waits until the leg is parked.
    const undo = this.legs.parting([legId, toLegId(partner)]);
    try {
      await this.ask('unbridge', commands.park(legId));
    } catch (error) {
      undo();
      throw error;
    }
    await Promise.all([legId, toLegId(partner)].map((leg) => this.player.stopOverSpeech(leg)));
  }

  join(legId: LegId, talkOf: LegId, voice: Voice = 'all'): Promise<void> {
    return this.joining.join(legId, talkOf, voice);
  }

  leave(legId: LegId): Promise<void> {
    return this.joining.leave(legId);
  }

  async hangUp(legId: LegId, cause: HangUpCause = 'NORMAL_CLEARING'): Promise<void> {
    await this.ask('hang up', commands.hangUp(legId, cause));
  }

  async armFallback(legId: LegId, seconds: number): Promise<void> {
    // Tasks may be made for a leg that is gone; the caller should hear that it is.
    const [exists, , added] = await this.session.commands.sendAll([
      commands.exists(legId),
      ...commands.armFallback(legId, seconds),
    ]);
    if (exists?.trim() !== 'true') throw refused('arm fallback', '-ERR No such channel');
    accepted(added ?? '', 'arm fallback');
  }

  async disarmFallback(legId: LegId): Promise<void> {
    await this.session.commands.sendAll(commands.disarmFallback(legId));
  }

  startRecording(legId: LegId, recording: RecordingRequest): Promise<void> {
    return this.recordings.start(legId, recording);
  }

  stopRecording(legId: LegId, recordingId: string): Promise<void> {
    return this.recordings.stop(legId, recordingId);
  }

  maskRecording(legId: LegId): Promise<void> {
    return this.recordings.mask(legId, true);
  }

  unmaskRecording(legId: LegId): Promise<void> {
    return this.recordings.mask(legId, false);
  }

  setSensitiveKeys(legId: LegId, on: boolean): Promise<void> {
    return this.recordings.sensitiveKeys(legId, on);
  }

  async legExists(legId: LegId): Promise<boolean> {
    return (await this.session.commands.send(commands.exists(legId))).trim() === 'true';
  }

  snapshot(): Promise<SwitchSnapshot> {
    return readSnapshot(this.session.commands, this.tuning.snapshotGapMs).then(publicPart);
  }

  overview(): Promise<SwitchOverview> {
    return readOverview(this.session.commands);
  }

  look(legIds: readonly LegId[]): Promise<readonly LegSnapshot[]> {
    return readLegs(this.session.commands, legIds);
  }

  private async originate(legId: LegId, command: Command): Promise<void> {
    const connection = this.session.commands;
    // A standby server hears no events: for it nothing would ever park.
    if (this.session.isOwner) this.legs.expect(legId);
    const reply = await connection.send(command);
    if (!isRefusal(reply)) return;
    this.legs.forget(legId);
    throw refused('originate', reply);
  }

  private async ask(name: string, command: Command): Promise<string> {
    const reply = await this.session.commands.send(command);
    accepted(reply, name);
    return reply;
  }

  private makeSession(): SwitchSession {
    const { options } = this;
    return new SwitchSession({
      switchId: options.id,
      address: { host: options.host, port: options.port, password: options.password },
      lease: options.lease,
      owner: options.owner,
      tuning: this.tuning,
      metrics: this.metrics,
      logger: this.logger,
      isBusy: () => this.legs.count > 0,
      onEvent: (json) => {
        this.reader.read(json);
        this.fax.read(json);
      },
      onSubscribing: () => {
        this.reader.hold();
      },
      onUp: (snapshot, restarted) => {
        this.wentUp(snapshot, restarted);
      },
      onDown: (reason) => {
        this.wentDown(reason);
      },
    });
  }

  private makePlayer(): Player {
    const { ownSoundsDir, soundsDir } = this.options;
    return new Player({
      soundsDirs: (ownSoundsDir === undefined ? [soundsDir] : [ownSoundsDir, soundsDir]).map(
        checkedSoundsDir,
      ),
      legs: this.legs,
      plays: this.plays,
      sendAll: (list) => this.session.commands.sendAll(list),
      hearsEvents: () => this.session.isOwner,
      now: () => performance.now(),
    });
  }

  private makeReader(): EventReader {
    const { options, legs } = this;
    const jobs = new OriginateJobs({
      switchId: options.id,
      legs,
      logger: this.logger,
      now: options.now,
      commands: () => this.session.commandsOrNull,
      inject: (event) => {
        this.reader.inject(event);
      },
    });
    return new EventReader({
      switchId: options.id,
      metrics: this.metrics,
      logger: this.logger,
      plays: this.plays,
      legs,
      deliver: (event) => {
        this.deliver(event);
      },
      onHeartbeat: (intervalS) => {
        this.session.heard(intervalS);
      },
      onJob: (event) => {
        jobs.finished(event);
      },
      onArrival: (event) => {
        if (event.variable('playback_terminators') === 'none') return;
        void this.session.commandsOrNull
          ?.send(commands.keepPlayingOnDigits(event.need('Unique-ID')))
          .catch(() => undefined);
      },
    });
  }

  private deliver(event: SwitchEvent): void {
    if (event.kind === 'hung-up') this.player.legEnded(event.legId);
    this.options.listener.onEvent(event);
  }

  private wentUp(snapshot: FullSnapshot, restarted: boolean): void {
    this.reader.load(snapshot);
    this.logger.info({ legs: snapshot.legs.length, restarted }, 'switch is up');
    this.guarded(() => {
      this.options.listener.onUp(publicPart(snapshot), restarted);
    });
    this.reader.release();
    this.fax.wentUp();
  }

  private wentDown(reason: string): void {
    this.logger.warn({ reason }, 'switch is down');
    this.legs.clear(unavailable(reason));
    this.player.clear();
    this.guarded(() => {
      this.options.listener.onDown(reason);
    });
  }

  private guarded(tell: () => void): void {
    try {
      tell();
    } catch (error) {
      this.logger.error({ err: describeError(error) }, 'switch listener threw');
    }
  }
}
