import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { agentId, callId, legId, offerId } from '../../../server/contract/ids';
import * as commands from '../../../server/esl/commands';
import { checkedCommand, commandName } from '../../../server/esl/command-text';

const LEG = legId('1e900000-0000-4000-8000-000000000001');
const OTHER = legId('1e900000-0000-4000-8000-000000000002');
const CALL = callId('c0000000-0000-4000-8000-000000000001');
const customer = {
  legId: LEG,
  callId: CALL,
  number: '+8613900000001',
  callerNumber: '4001000',
  timeoutS: 20,
};
const agent = {
  legId: LEG,
  callId: CALL,
  agentId: agentId('1001'),
  sipUser: '1001',
  timeoutS: 15,
  callerNumber: '13800000001',
  autoAnswer: false,
};
const TRUNK = { host: '127.0.0.1', port: 5070 };
const broken = expect.objectContaining({ code: 'broken-invariant' });

/** Texts that mean something in a dial string, an API argument or a header. */
const HOSTILE = [
  'x\n\napi system id',
  'x\r\nEvent-UUID: y',
  '\u0000',
  '${system(id)}',
  'a,origination_uuid=b',
  '1}&system(id)',
  "1' |/bin/sh",
  '^^:',
  '[leg_timeout=1]',
  '<a>',
  'a b',
  '',
];

describe('commands', () => {
  it('executes on a leg, with our id and in turn', () => {
    expect(commands.execute(LEG, 'playback', '/s/a.wav', { eventUuid: 'kl-play-1', lock: true })).toEqual([
      `sendmsg ${LEG}`,
      'call-command: execute',
      'execute-app-name: playback',
      'execute-app-arg: /s/a.wav',
      'Event-UUID: kl-play-1',
      'event-lock: true',
    ]);
    expect(commands.execute(LEG, 'answer', '')).toEqual([
      `sendmsg ${LEG}`,
      'call-command: execute',
      'execute-app-name: answer',
    ]);
  });

  it('originates a customer', () => {
    expect(commands.originateCustomer(customer, TRUNK)).toEqual([
      `bgapi originate {origination_uuid=${LEG},originate_timeout=21,ignore_early_media=true,park_after_bridge=true,` +
        `hangup_after_bridge=false,playback_terminators=none,presence_data=kl;r=customer;c=${CALL},` +
        'origination_caller_id_number=4001000,origination_caller_id_name=4001000,send_silence_when_idle=-1}' +
        'sofia/trunk/+8613900000001@127.0.0.1:5070 &park()',
      'Job-UUID: kl1e90000000004000800000' + '0000000001',
    ]);
  });

  it('originates an agent: no session timer, his call named, answering by itself only when asked', () => {
    const [line] = commands.originateAgent(agent, 'kiloline.local');
    expect(line).toContain(`presence_data=kl;r=agent;c=${CALL};a=1001,`);
    expect(line).toContain(`sofia_session_timeout=0,media_timeout=8000,sip_h_X-Kiloline-Call=${CALL}}`);
    expect(line).toMatch(/}sofia\/webrtc\/1001%kiloline\.local &park\(\)$/);
    // His path is built while it rings.
    expect(line).toContain(',ignore_early_media=consume,');
    const [asked] = commands.originateAgent({ ...agent, autoAnswer: true }, 'kiloline.local');
    expect(asked).toContain('sip_h_X-Kiloline-Auto-Answer=true}');
    const [byRule] = commands.originateAgent({ ...agent, autoAnswer: 'tone' }, 'kiloline.local');
    expect(byRule).toContain('sip_h_X-Kiloline-Auto-Answer=tone}');
    const [stands] = commands.originateAgent({ ...agent, standsFor: offerId(CALL) }, 'kiloline.local');
    expect(stands).toContain(`presence_data=kl;r=agent;c=${CALL};a=1001;s=1,`);
    expect(stands).toContain(`sip_h_X-Kiloline-Offer=${CALL}}`);
  });

  it('reaches an agent who is registered on another switch through its link, by the secret', () => {
    const link = { host: '10.0.0.6', port: 5070, secret: 'sixteen-letters-or-more' };
    const [line] = commands.originateAgent(agent, 'kiloline.local', link);
    expect(line).toContain(`sip_h_X-Kiloline-Call=${CALL},sip_h_X-Kiloline-Link=sixteen-letters-or-more,`);
    expect(line).toContain('media_timeout=20000}sofia/link/1001@10.0.0.6:5070 &park()');
    // The link's own refreshes tell when its other end is gone.
    expect(line).not.toContain('sofia_session_timeout');
    for (const secret of ['short', 'sixteen,letters=or-more', 'sixteen letters or more'])
      expect(() => commands.originateAgent(agent, 'd', { ...link, secret })).toThrow(broken);
    expect(() => commands.originateAgent(agent, 'd', { ...link, host: 'a b' })).toThrow(broken);
  });

  it.each(['', 'anonymous', '12*3', "1'2", '1,2'])(
    'leaves out a calling number such as "%s"',
    (callerNumber) => {
      const [line] = commands.originateAgent({ ...agent, callerNumber }, 'kiloline.local');
      expect(line).not.toContain('caller_id');
    },
  );

  it('names the leg in the job id, within the 36 characters FreeSWITCH keeps', () => {
    const job = commands.jobOfLeg(LEG);
    expect(job.length).toBeLessThanOrEqual(36);
    expect(commands.legOfJob(job)).toBe(LEG);
    expect(commands.legOfJob('somebody-elses-job')).toBeNull();
  });

  it('arms the guard before it takes the old one away, one second later than asked', () => {
    expect(commands.armFallback(LEG, 15)).toEqual([
      [`api sched_del fb-${LEG}`],
      [`api sched_api +16 fb-${LEG} uuid_transfer ${LEG} fallback XML overflow`],
      [`api sched_del ${LEG}`],
    ]);
    expect(commands.disarmFallback(LEG)).toEqual([[`api sched_del fb-${LEG}`], [`api sched_del ${LEG}`]]);
    for (const seconds of [0, -1, 1.5, Number.NaN, Infinity, 90_000]) {
      expect(() => commands.armFallback(LEG, seconds)).toThrow(broken);
    }
  });

  it('subscribes to subclasses last', () => {
    const words = (commands.subscribe().at(-1)?.[0] ?? '').split(' ');
    expect(words.slice(words.indexOf('CUSTOM') + 1).every((word) => word.includes('::'))).toBe(true);
  });

  it.each(HOSTILE)('refuses %j wherever it could be put', (text) => {
    expect(() => commands.execute(text, 'answer', '')).toThrow(broken);
    expect(() => commands.execute(LEG, 'playback', 'x', { eventUuid: text })).toThrow(broken);
    expect(() => commands.bridge(LEG, text)).toThrow(broken);
    expect(() => commands.breakPlaying(text)).toThrow(broken);
    expect(() => commands.park(text)).toThrow(broken);
    expect(() => commands.exists(text)).toThrow(broken);
    expect(() => commands.dump(text)).toThrow(broken);
    expect(() => commands.hangUp(text, 'USER_BUSY')).toThrow(broken);
    expect(() => commands.hangUp(LEG, text as 'USER_BUSY')).toThrow(broken);
    expect(() => commands.armFallback(text, 5)).toThrow(broken);
    expect(() => commands.disarmFallback(text)).toThrow(broken);
    expect(() => commands.setTag(LEG, { role: 'customer', callId: callId(text) })).toThrow(broken);
    expect(() => commands.originateCustomer({ ...customer, number: text }, TRUNK)).toThrow(broken);
    expect(() => commands.originateCustomer({ ...customer, legId: legId(text) }, TRUNK)).toThrow(broken);
    expect(() => commands.originateCustomer({ ...customer, callId: callId(text) }, TRUNK)).toThrow(broken);
    expect(() => commands.originateCustomer(customer, { ...TRUNK, host: text })).toThrow(broken);
    expect(() => commands.originateAgent({ ...agent, sipUser: text }, 'd')).toThrow(broken);
    expect(() => commands.originateAgent({ ...agent, agentId: agentId(text) }, 'd')).toThrow(broken);
    expect(() => commands.originateAgent(agent, text)).toThrow(broken);
  });

  it('lets no text add a line or a variable to an originate', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (callerNumber) => {
        const command = commands.originateCustomer({ ...customer, callerNumber }, TRUNK);
        expect(checkedCommand(command).split('\n')).toHaveLength(2);
        expect(command[0]?.match(/origination_uuid=/g)).toHaveLength(1);
        expect(command[0]?.match(/[{}]/g)).toHaveLength(2);
      }),
    );
  });

  it('refuses times and ports out of range', () => {
    for (const timeoutS of [0, 121, 1.5, Number.NaN]) {
      expect(() => commands.originateCustomer({ ...customer, timeoutS }, TRUNK)).toThrow(broken);
    }
    for (const port of [0, 65_536]) {
      expect(() => commands.originateCustomer(customer, { ...TRUNK, port })).toThrow(broken);
    }
  });

  it('names a command for logs without what it carries', () => {
    expect(commandName('auth secret')).toBe('auth');
    expect(commandName('api uuid_kill 123')).toBe('api uuid_kill');
    expect(checkedCommand(commands.bridge(LEG, OTHER))).toBe(`api uuid_bridge ${LEG} ${OTHER}`);
  });
});
