import { createSocket } from 'node:dgram';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { MediaLeg } from '../../../../freeswitch/emulator/ports';
import type { Media } from '../../../../freeswitch/emulator/media/factory';
import { eventually } from '../../../support/eventually';
import { makeTemporaryDirectory } from '../../../support/temporary-directory';
import { near } from '../../../support/tone';
import { listen, openMedia, tone } from './media-under-test';

let media: Media;
let complaints: string[];

beforeEach(() => {
  ({ media, complaints } = openMedia());
});
afterEach(() => {
  media.close();
  expect(media.health.legs).toBe(0);
  expect(complaints).toEqual([]);
});

type Kind = 'createRtp' | 'createWebRtc';

/** Two parties who have exchanged offer and answer. */
async function pair(kind: Kind): Promise<[MediaLeg, MediaLeg]> {
  const alice = await media[kind](null);
  const carol = await media[kind](alice.localSdp);
  await alice.setRemote(carol.localSdp);
  return [alice, carol];
}

describe.each<Kind>(['createRtp', 'createWebRtc'])('two legs of %s', (kind) => {
  it('hear each other and each other’s keys', async () => {
    const [alice, carol] = await pair(kind);
    const [byAlice, byCarol] = [listen(alice), listen(carol)];
    const keys: string[] = [];
    alice.onDigit((digit, ms) => keys.push(`carol ${digit} ${ms}`));
    carol.onDigit((digit, ms) => keys.push(`alice ${digit} ${ms}`));
    alice.setSource(tone(media, 700));
    carol.setSource(tone(media, 1500));
    await eventually('both heard', () => near(byAlice.tone(), 1500) && near(byCarol.tone(), 700), 8000);
    alice.sendDigit('1', 100);
    alice.sendDigit('#', 40);
    carol.sendDigit('*', 200);
    await eventually('three keys', () => keys.length === 3);
    expect(keys.sort()).toEqual(['alice # 40', 'alice 1 100', 'carol * 200']);
    expect([alice.stats.lost, carol.stats.lost]).toEqual([0, 0]);
  }, 15_000);

  it('send nothing without a source, and stop when it ends', async () => {
    const [alice, carol] = await pair(kind);
    await sleep(1000);
    expect(carol.stats.packetsIn).toBe(0);
    alice.setSource(media.openSource('silence_stream://200'));
    await eventually('ten frames', () => carol.stats.packetsIn === 10);
    await sleep(200);
    expect(carol.stats.packetsIn).toBe(10);
  }, 15_000);

  it('leave no descriptor behind', async () => {
    const cycle = async (): Promise<void> => {
      for (const leg of await pair(kind)) leg.close();
      (await media[kind](null)).close();
    };
    const descriptors = (): number => readdirSync('/proc/self/fd').length;
    for (let warm = 0; warm < 5; warm += 1) await cycle();
    await sleep(200);
    const before = descriptors();
    for (let time = 0; time < 100; time += 1) await cycle();
    await eventually('descriptors flat', () => descriptors() <= before + 1);
    expect(media.health.legs).toBe(0);
  }, 60_000);
});

it('a bridge over pipes carries sound both ways and adds no more than a tick', async () => {
  const [carol, carolLeg] = await pair('createRtp');
  const [agentLeg, agent] = await pair('createWebRtc');
  const [toAgent, toCarol] = [media.pipe(), media.pipe()];
  carolLeg.onFrame((frame) => toAgent.write(frame));
  agentLeg.onFrame((frame) => toCarol.write(frame));
  agentLeg.setSource(toAgent);
  carolLeg.setSource(toCarol);
  const [byAgent, byCarol] = [listen(agent), listen(carol)];
  agent.setSource(tone(media, 1100));
  carol.setSource(media.openSource('silence_stream://-1'));
  await eventually('the agent', () => near(byCarol.tone(), 1100), 8000);

  // A click said by Carol: how long until the agent hears it, with two hops of network at most a tick each.
  let saidAt = 0;
  const delay = new Promise<number>((resolve) => {
    agent.onFrame((frame) => {
      if (saidAt > 0 && Math.abs(frame[0] ?? 0) > 5000) resolve(performance.now() - saidAt);
    });
  });
  const click = new Int16Array(160).fill(10_000);
  carol.setSource({
    next: () => {
      saidAt ||= performance.now();
      return click;
    },
  });
  // Said, first hop, handed on, second hop: 40 ms if all goes well. A buffer that grows would hold it back for good.
  expect(await delay).toBeLessThan(1000);
  expect(near(byAgent.tone(), 1100)).toBe(false);
}, 20_000);

it('holds: a leg told to be silent stays so until it is resumed', async () => {
  const [alice, carol] = await pair('createRtp');
  alice.setSource(tone(media, 700));
  await eventually('sound', () => carol.stats.packetsIn > 5);
  const answer = alice.renegotiate(carol.localSdp.replace('a=sendrecv', 'a=sendonly'));
  expect(answer).toMatch(/a=recvonly/);
  expect(answer).toMatch(/^o=kiloline \d+ 2 /m);
  await sleep(60);
  const held = carol.stats.packetsIn;
  await sleep(200);
  expect(carol.stats.packetsIn).toBe(held);
  alice.renegotiate(carol.localSdp);
  await eventually('sound again', () => carol.stats.packetsIn > held + 5);
});

it('records what was said on the left and what was heard on the right', async () => {
  const directory = makeTemporaryDirectory();
  const [alice, carol] = await pair('createRtp');
  carol.setSource(tone(media, 1500));
  alice.setSource(tone(media, 700));
  const path = join(directory.path, 'deep/call.wav');
  const recording = media.record(alice, path, { stereo: true, live: false });
  await sleep(600);
  const ms = await recording.stop();
  const wav = readFileSync(path);
  expect(ms).toBeGreaterThan(500);
  expect(wav.readUInt32LE(40)).toBe(ms * 32);
  expect(wav.length).toBe(44 + ms * 32);
  directory.remove();
});

it('survives ten thousand broken packets, and none of them steals or breaks the call', async () => {
  const [alice, carol] = await pair('createRtp');
  const heard = listen(alice);
  carol.setSource(tone(media, 1500));
  await eventually('sound', () => near(heard.tone(), 1500));
  const port = Number(/^m=audio (\d+)/m.exec(alice.localSdp)?.[1]);
  const attacker = createSocket('udp4');
  let seed = 12_345;
  const random = (): number => (seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff) >> 8;
  for (let sent = 0; sent < 10_000; sent += 1) {
    const packet = Buffer.from(Array.from({ length: random() % 300 }, () => random() & 0xff));
    // A third look like ours: version 2, PCMU or an event.
    if (sent % 3 === 0 && packet.length > 1) packet.set([0x80, sent % 2 === 0 ? 0 : 101]);
    attacker.send(packet, port, '127.0.0.1');
    if (sent % 500 === 0) await sleep(5);
  }
  await sleep(1100);
  attacker.close();
  expect(near(heard.tone(), 1500)).toBe(true);
  // The flood fills the socket's buffer now and then; what counts is that the call goes on.
  expect(alice.stats.lost).toBeLessThan(100);
}, 20_000);

it('refuses what it cannot serve and leaves no port behind', async () => {
  await expect(
    media.createRtp('v=0\r\nm=audio 4000 RTP/AVP 8\r\nc=IN IP4 127.0.0.1\r\n'),
  ).rejects.toMatchObject({
    fault: 'unsupported-sdp',
  });
  await expect(media.createWebRtc('v=0\r\nm=audio 4000 RTP/AVP 0\r\n')).rejects.toMatchObject({
    fault: 'unsupported-sdp',
  });
  expect(media.health.legs).toBe(0);
});
