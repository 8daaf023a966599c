import { loadConfig } from '../../../server/config/env';
import { judgeMetrics, judgeReadiness } from '../../../server/doctor/centre';
import { judgeDatabase } from '../../../server/doctor/database';
import type { Finding } from '../../../server/doctor/finding';
import { judgeMachine } from '../../../server/doctor/machine';
import { judgeRedis } from '../../../server/doctor/redis';
import { judgeSettings } from '../../../server/doctor/settings';
import { judgeInstallation, judgeSwitch } from '../../../server/doctor/switches';
import { report } from '../../../server/cli/doctor-command';

const bad = (findings: readonly Finding[]) =>
  findings
    .filter(({ verdict }) => verdict === 'warn' || verdict === 'fail')
    .map(({ about, verdict }) => `${verdict}: ${about}`);

const machine = {
  nodeVersion: '20.20.2',
  descriptors: 20_000,
  directories: [{ about: 'recordings', path: '/rec', writable: true, freeBytes: 60e9 }],
};
const redis = {
  version: '7.0.15',
  maxmemory: 0,
  maxmemoryPolicy: 'noeviction',
  appendonly: true,
  pingMs: 0.3,
};
const database = {
  ...{ version: '16.4 (Debian)', pending: 0, unknown: 0, sizeBytes: 1e9 },
  ...{ connections: 12, maxConnections: 100 },
};
const PROFILES = `                     Name\t   Type\t                                      Data\tState
=================================================================================================
                   trunk\tprofile\t          sip:mod_sofia@127.0.0.1:5060\tRUNNING (0)
                  webrtc\tprofile\t          sip:mod_sofia@127.0.0.1:5070\tRUNNING (0)
`;
const aSwitch = { id: 'fs1', version: '1.11.1', missingModules: [], profiles: PROFILES, clockAheadMs: 12 };

describe('what the doctor makes of what he sees', () => {
  it.each([
    ['a machine as it should be', judgeMachine(machine), []],
    ['an old Node.js', judgeMachine({ ...machine, nodeVersion: '18.1.0' }), ['fail: Node.js']],
    ['few descriptors', judgeMachine({ ...machine, descriptors: 1024 }), ['warn: open files']],
    ['an unknown limit', judgeMachine({ ...machine, descriptors: null }), []],
    ['a disk that fills up', judgeMachine({ ...machine, directories: [room(2e9)] }), ['warn: recordings']],
    ['a full disk', judgeMachine({ ...machine, directories: [room(1e8)] }), ['fail: recordings']],
    [
      'a directory of somebody else',
      judgeMachine({ ...machine, directories: [{ ...room(60e9), writable: false }] }),
      ['fail: recordings'],
    ],
    ['a Redis as it should be', judgeRedis(redis), []],
    ['an old Redis', judgeRedis({ ...redis, version: '6.2.7' }), ['fail: Redis']],
    [
      'a Redis that forgets',
      judgeRedis({ ...redis, maxmemory: 1e9, maxmemoryPolicy: 'allkeys-lru' }),
      ['fail: eviction'],
    ],
    ['a policy without a limit', judgeRedis({ ...redis, maxmemoryPolicy: 'allkeys-lru' }), []],
    ['a Redis in memory only', judgeRedis({ ...redis, appendonly: false }), ['warn: append-only file']],
    ['a Redis far away', judgeRedis({ ...redis, pingMs: 40 }), ['warn: distance']],
    ['a database as it should be', judgeDatabase(database), []],
    ['one before an upgrade', judgeDatabase({ ...database, pending: 3 }), []],
    ['one of a later release', judgeDatabase({ ...database, unknown: 1 }), ['fail: schema']],
    ['an old PostgreSQL', judgeDatabase({ ...database, version: '12.3' }), ['fail: PostgreSQL']],
    ['a database with no place left', judgeDatabase({ ...database, connections: 95 }), ['warn: connections']],
    ['a switch as it should be', judgeSwitch(aSwitch), []],
    [
      'one without a module',
      judgeSwitch({ ...aSwitch, missingModules: ['mod_xml_curl'] }),
      ['fail: switch fs1'],
    ],
    [
      'one whose profile is down',
      judgeSwitch({ ...aSwitch, profiles: PROFILES.replace(/.*webrtc.*\n/, '') }),
      ['fail: profile webrtc'],
    ],
    ['a clock that is wrong', judgeSwitch({ ...aSwitch, clockAheadMs: -9000 }), ['warn: clock']],
    [
      'no FreeSWITCH here',
      judgeInstallation({ kind: 'absent', installation: null, reason: 'No FreeSWITCH was found.' }),
      ['warn: FreeSWITCH'],
    ],
  ])('%s', (_, findings, expected) => {
    expect(bad(findings)).toEqual(expected);
    for (const { verdict, todo } of findings)
      expect(todo === undefined).toBe(verdict === 'ok' || verdict === 'note');
  });

  it.each([
    ['this machine alone', {}, []],
    [
      'open without https',
      { KILOLINE_HOST: '0.0.0.0', KILOLINE_DEMO: 'false', SIP_ADDRESS: '10.0.0.5' },
      ['page'],
    ],
    [
      'the demo for everybody',
      { KILOLINE_PUBLIC_URL: 'https://kl.example', SIP_ADDRESS: '10.0.0.5' },
      ['demo'],
    ],
    [
      'phones that nobody reaches',
      { KILOLINE_PUBLIC_URL: 'https://kl.example', KILOLINE_DEMO: 'false' },
      ['phones'],
    ],
    [
      'a page over https and phones over ws',
      {
        ...{ KILOLINE_PUBLIC_URL: 'https://kl.example', KILOLINE_DEMO: 'false' },
        ...{ FREESWITCH_ESL_HOST: '10.0.0.5', FREESWITCH_ESL_PASSWORD: 'secret-word' },
        ...{ FREESWITCH_WS_URL: 'ws://10.0.0.5:5066', FREESWITCH_SIP: '10.0.0.5:5060' },
        ...{ DIRECTORY_PORT: '8090', DIRECTORY_PASSWORD: 'another-word' },
      },
      ['phones'],
    ],
    ['stores of several servers without a common key', { REDIS_URL: 'redis://10.0.0.7' }, ['secret key']],
  ])('settings: %s', (_, source, expected) => {
    expect(bad(judgeSettings(loadConfig(source)))).toEqual(expected.map((about) => `warn: ${about}`));
  });

  it('reads a running server’s own words', () => {
    const part = { kind: 'x', address: 'a:1', state: 'up' as const };
    const readiness = {
      status: 'not-ready' as const,
      database: { ...part, state: 'down' as const },
      redis: part,
    };
    expect(bad(judgeReadiness({ ...readiness, switches: [] }))).toEqual([
      'fail: server',
      'fail: its database',
    ]);
    const metrics = [
      'kiloline_repairs_total{kind="caller-gone",when="gap"} 7',
      'kiloline_repairs_total{kind="caller-gone",when="round"} 0',
      'kiloline_recording_faults_total{fault="broken-off"} 2',
    ];
    expect(bad(judgeMetrics(metrics.join('\n')))).toEqual(['warn: recordings']);
    expect(bad(judgeMetrics('kiloline_repairs_total{kind="not-bridged",when="round"} 1'))).toEqual([
      'warn: repairs',
    ]);
  });

  it('tells it in lines a person reads', () => {
    const findings = [...judgeRedis({ ...redis, appendonly: false })];
    expect(report([{ name: 'Live state', findings }])).toEqual([
      'Live state',
      '  ✓ Redis             7.0.15',
      '  ✓ eviction          nothing is forgotten when memory is short',
      '  ! append-only file  is off',
      '                      → Set appendonly yes: a restart of Redis would forget who waits.',
      '  ✓ distance          0.3 ms to answer (median of 50)',
      '',
      '1 warning.',
    ]);
  });
});

function room(freeBytes: number) {
  return { about: 'recordings', path: '/rec', writable: true, freeBytes };
}
