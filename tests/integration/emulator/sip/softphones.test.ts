import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import WebSocket from 'ws';
import { createDirectoryLookup } from '../../../../freeswitch/emulator/sip';
import { eventually } from '../../../support/eventually';
import { startSipDirectory } from '../../../support/sip-directory';
import { statusOf } from '../../../support/sip-message';
import { inviteOverWebSocket, registerOverWebSocket } from '../../../support/ws-register';
import { DOMAIN, openSite, outcome, requestTo, sdp, type Site } from './sip-site';
import { openPhone, type WsPhone } from './ws-phone';

describe('softphones over WebSocket', () => {
  let site: Site;
  const phones: WsPhone[] = [];
  beforeEach(async () => {
    site = await openSite();
  });
  afterEach(async () => {
    await Promise.all(phones.splice(0).map((phone) => phone.close()));
    await site.stack.stop();
  });
  const phone = async (user = '1001') => {
    const opened = await openPhone(site.stack.ws.port, user);
    phones.push(opened);
    return opened;
  };
  const registered = async (user = '1001') => {
    const opened = await phone(user);
    expect(statusOf(await opened.request('REGISTER', { headers: ['Expires: 60'] }))).toBe(200);
    return opened;
  };
  const account = (password: string) => ({
    url: `ws://127.0.0.1:${site.stack.ws.port}`,
    domain: DOMAIN,
    user: '1001',
    password,
  });

  it('register as on FreeSWITCH, and leave with their socket', async () => {
    expect(await registerOverWebSocket(account('right'))).toEqual({ statuses: [401, 200], realm: DOMAIN });
    expect(await registerOverWebSocket(account('wrong'))).toEqual({ statuses: [401, 403], realm: DOMAIN });
    await eventually('the socket is gone', () => site.told.length === 3);
    expect(new Set(site.told)).toEqual(
      new Set(['registered 1001 60', 'unregistered 1001 socket-disconnection', 'failed 1001']),
    );
    expect(site.stack.isRegistered('1001')).toBe(false);
  });

  it('may not dial', async () => {
    expect(await inviteOverWebSocket(account('right'), '13800000001')).toBe(403);
    expect(await inviteOverWebSocket(account('wrong'), '13800000001')).toBe(403);
    expect(site.calls).toEqual([]);
  });

  it('may dial when they are guests', async () => {
    await site.stack.stop();
    site = await openSite({ mayDial: (user) => user === '1002' });
    site.answering = (call) => call.accept(sdp(42_000));
    const [agent, guest] = [await phone('1001'), await phone('1002')];
    expect(statusOf(await agent.request('INVITE'))).toBe(403);
    expect(statusOf(await guest.request('INVITE'))).toBe(200);
    expect(site.calls[0]).toMatchObject({ profile: 'webrtc', requestUser: '1000', from: { user: '1002' } });
  });

  it('ask the server’s directory for their password', async () => {
    await site.stack.stop();
    const directory = await startSipDirectory(DOMAIN, { '1001': 'right' });
    site = await openSite({ lookUpA1Hash: createDirectoryLookup(directory) });
    expect((await registerOverWebSocket(account('right'))).statuses).toEqual([401, 200]);
    expect(directory.questions).toEqual([
      {
        section: 'directory',
        action: 'sip_auth',
        user: '1001',
        domain: DOMAIN,
        sip_auth_method: 'REGISTER',
        sip_to_user: '1001',
        ip: '127.0.0.1',
        sip_user_agent: '',
      },
    ]);
    await directory.stop();
    expect((await registerOverWebSocket(account('right'))).statuses).toEqual([401, 403]);
  });

  it('are called over their socket at their contact, talk, and hang up', async () => {
    const alice = await registered();
    const call = site.stack.call(requestTo({ kind: 'registered', user: '1001' }));
    const result = outcome(call);
    const invite = await alice.take('INVITE');
    expect(invite.first).toMatch(/^INVITE sip:[0-9a-f]+@[0-9a-f]+\.invalid;transport=ws SIP\/2\.0$/);
    expect(invite.header('Via')).toMatch(/^SIP\/2\.0\/WS 127\.0\.0\.1:/);
    expect(invite.header('X-Kiloline-Call')).toBe('42');
    expect(invite.header('Session-Expires')).toBe('');
    alice.respond(invite, 180);
    alice.respond(invite, 200, sdp(41_000));
    await alice.take('ACK');
    const answer = await result;
    if (typeof answer === 'number') throw new Error('not answered');
    answer.dialog.bye(16);
    const bye = await alice.take('BYE');
    expect(bye.header('Reason')).toBe('Q.850;cause=16');
    alice.respond(bye, 200);
    await eventually('the call is forgotten', () => site.stack.size <= 4);
  });

  it('are cancelled with a reason when somebody else took the call', async () => {
    const alice = await registered();
    const call = site.stack.call(requestTo({ kind: 'registered', user: '1001' }));
    const invite = await alice.take('INVITE');
    alice.respond(invite, 180);
    const failed = outcome(call);
    await new Promise<void>((resolve) => call.onRinging(() => resolve()));
    call.cancel('SIP;cause=200;text="Call completed elsewhere"');
    const cancel = await alice.take('CANCEL');
    expect(cancel.header('Reason')).toBe('SIP;cause=200;text="Call completed elsewhere"');
    alice.respond(cancel, 200);
    alice.respond(invite, 487);
    await alice.take('ACK');
    expect(await failed).toBe(487);
  });

  it('lose their call with their socket; a reload gets the next one on the new page', async () => {
    const old = await registered();
    const call = site.stack.call(requestTo({ kind: 'registered', user: '1001' }));
    const invite = await old.take('INVITE');
    old.respond(invite, 200, sdp(41_000));
    const answer = await outcome(call);
    if (typeof answer === 'number') throw new Error('not answered');
    const lost = new Promise<string>((resolve) => answer.dialog.onLost(resolve));
    const fresh = await registered();
    expect(site.stack.registrations()).toHaveLength(2);
    const ringing = outcome(site.stack.call(requestTo({ kind: 'registered', user: '1001' })));
    fresh.respond(await fresh.take('INVITE'), 486);
    expect(await ringing).toBe(486);
    await old.close();
    expect(await lost).toBe('socket-disconnection');
    expect(site.stack.registrations()).toHaveLength(1);
  });

  it('fail a call that rings at once when their socket closes', async () => {
    const alice = await registered();
    const failed = outcome(site.stack.call(requestTo({ kind: 'registered', user: '1001' })));
    alice.respond(await alice.take('INVITE'), 180);
    await alice.close();
    expect(await failed).toBe(503);
  });

  it.each([
    ['SUBSCRIBE', 405],
    ['REFER', 405],
    ['MESSAGE', 405],
    ['PUBLISH', 405],
    ['OPTIONS', 200],
  ])('%s gets %d', async (method, status) => {
    expect(statusOf(await (await phone()).request(method))).toBe(status);
  });

  it('keep their socket by blank lines, and are closed for frames beyond the limit', async () => {
    const alice = await phone();
    const answer = new Promise<string>((resolve) =>
      alice.socket.once('message', (data: Buffer) => resolve(data.toString())),
    );
    alice.send('\r\n\r\n');
    expect(await answer).toBe('\r\n');
    const closed = new Promise<number>((resolve) => alice.socket.once('close', resolve));
    alice.send('x'.repeat(70_000));
    expect(await closed).toBe(1009);
  });

  it('must speak the sip subprotocol', async () => {
    const stranger = new WebSocket(`ws://127.0.0.1:${site.stack.ws.port}`, 'chat');
    await expect(
      new Promise((resolve, reject) => stranger.once('open', resolve).once('error', reject)),
    ).rejects.toThrow(/401|400|Unexpected/);
  });
});
