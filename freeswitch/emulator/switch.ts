import { join } from 'node:path';
import type { Logger } from '../../server/logging';
import { SwitchCore } from './core';
import { startEventSocket, type EventSocketServer } from './event-socket';
import { createMedia } from './media/factory';
import type { EmulatorOptions } from './options';
import type { A1HashLookup, MediaFactory, SipStack } from './ports';
import { createDirectoryLookup, createSipStack } from './sip';

export interface RunningSwitch {
  readonly core: SwitchCore;
  readonly eventSocket: { readonly host: string; readonly port: number };
  readonly sip: SipStack;
  /** BYE to everybody, then the sockets. */
  stop(): Promise<void>;
}

/** Long enough for the BYEs to leave and to be answered on a loopback. */
const FAREWELL_MS = 200;
const NOBODY: A1HashLookup = () => Promise.resolve(null);
/** As the conditions in freeswitch/conf/dialplan/webrtc.xml. */
const mayDial = (user: string, number: string): boolean =>
  /^guest-[0-9a-f]{16}$/.test(user) || (number === 'echo' && !user.startsWith('guest-'));

/** Signalling, sound and event socket put together, in this process. @throws when a port is taken */
export async function startSwitch(options: EmulatorOptions, logger: Logger): Promise<RunningSwitch> {
  const media = openMedia(options, logger);
  const core = new SwitchCore({ ...options, media, now: Date.now, log: logger });
  let sip: SipStack | null = null;
  try {
    sip = await createSipStack({
      address: options.address,
      trunkPort: options.trunkPort,
      wsPort: options.wsPort,
      domain: options.domain,
      trunkAllow: options.trunkAllow,
      lookUpA1Hash: options.directory === null ? NOBODY : createDirectoryLookup(options.directory),
      mayDial,
      events: core.sipEvents,
      logger,
    });
    core.start(sip);
    // Last, so that whoever gets in finds everything else running.
    const eventSocket = await startEventSocket({
      core,
      host: '127.0.0.1',
      port: options.eslPort,
      password: options.eslPassword,
      onProblem: (reason) => {
        logger.warn({ reason }, 'event socket');
      },
    });
    return running(core, eventSocket, sip, media);
  } catch (error) {
    await core.stop();
    await sip?.stop();
    media.close();
    throw error;
  }
}

const openMedia = (options: EmulatorOptions, logger: Logger): MediaFactory =>
  createMedia({
    address: options.address,
    rtpPorts: { first: options.rtpStartPort, last: options.rtpEndPort },
    // As in freeswitch/conf/autoload_configs/local_stream.conf.xml.
    streams: { moh: join(options.soundsDir, 'music/8000') },
    report: (what, error) => {
      logger.warn({ what, reason: String(error) }, 'sound fault');
    },
  });

const running = (
  core: SwitchCore,
  eventSocket: EventSocketServer,
  sip: SipStack,
  media: MediaFactory,
): RunningSwitch => ({
  core,
  eventSocket,
  sip,
  stop: async () => {
    const hadCalls = core.context.sessions.size > 0;
    await core.stop();
    if (hadCalls) await new Promise((resolve) => setTimeout(resolve, FAREWELL_MS));
    await eventSocket.stop();
    await sip.stop();
    media.close();
  },
});
