import { describe, expect, it } from '@jest/globals';
import { Dialog } from '../../../../../freeswitch/emulator/sip/calls/dialog';
import { answerText, FakeFlow, parseRequest, parseResponse, requestText } from '../sip-bench';

const CONTACT = '<sip:kiloline@192.0.2.1:5060>';
const incoming = (...headers: string[]) =>
  Dialog.fromRequest(parseRequest(requestText('INVITE', { headers })), new FakeFlow(), 'ours', CONTACT);
const outgoing = (...headers: string[]) => {
  const invite = requestText('INVITE');
  const response = parseResponse(answerText(invite, 200, { headers }));
  return Dialog.fromResponse(parseRequest(invite), response, new FakeFlow(), CONTACT);
};

describe('a dialog', () => {
  it('of a call received turns From and To around and goes to the Contact', () => {
    const bye = incoming().createRequest('BYE');
    expect(bye.uri).toBe('sip:carol@192.0.2.9:5070');
    expect(bye.headers.get('From')).toBe('<sip:1000@192.0.2.1>;tag=ours');
    expect(bye.headers.get('To')).toBe('"Carol" <sip:carol@192.0.2.9>;tag=carol');
    expect(bye.headers.get('CSeq')).toBe('1 BYE');
  });

  it('of a call sent counts its CSeq on from the INVITE, and the ACK keeps its number', () => {
    const dialog = outgoing();
    expect(dialog.createAck(1).headers.get('CSeq')).toBe('1 ACK');
    expect(dialog.createRequest('INFO').headers.get('CSeq')).toBe('2 INFO');
    expect(dialog.createRequest('BYE').headers.get('CSeq')).toBe('3 BYE');
    expect(dialog.createRequest('BYE').headers.get('To')).toBe('<sip:1000@192.0.2.1>;tag=dave');
  });

  const routes = ['Record-Route: <sip:p1;lr>, <sip:p2;lr>', 'Record-Route: <sip:p3;lr>'];
  it('received goes by the recorded routes in order, sent in reverse (RFC 3261 §12.1)', () => {
    expect(
      incoming(...routes)
        .createRequest('BYE')
        .headers.getAll('Route'),
    ).toEqual(['<sip:p1;lr>', '<sip:p2;lr>', '<sip:p3;lr>']);
    expect(
      outgoing(...routes)
        .createAck(1)
        .headers.getAll('Route'),
    ).toEqual(['<sip:p3;lr>', '<sip:p2;lr>', '<sip:p1;lr>']);
  });

  it('puts a strict router into the request URI and the target at the end (§12.2.1.1)', () => {
    const bye = incoming('Record-Route: <sip:strict>, <sip:p2;lr>').createRequest('BYE');
    expect(bye.uri).toBe('sip:strict');
    expect(bye.headers.getAll('Route')).toEqual(['<sip:p2;lr>', '<sip:carol@192.0.2.9:5070>']);
  });

  it('follows the Contact of a re-INVITE, and ignores one that leads nowhere', () => {
    const dialog = incoming();
    const move = (contact: string) =>
      dialog.refreshTarget(
        parseRequest(requestText('INVITE').replace('<sip:carol@192.0.2.9:5070>', contact)),
      );
    move('<sip:carol@198.51.100.1>');
    expect(dialog.remoteTarget).toBe('sip:carol@198.51.100.1');
    move('<mailto:carol@example.com>');
    expect(dialog.remoteTarget).toBe('sip:carol@198.51.100.1');
  });

  it('refuses requests that were overtaken', () => {
    const dialog = incoming();
    const accepts = (cseq: number) => dialog.acceptCseq(parseRequest(requestText('INFO', { cseq })));
    expect([1, 3, 2, 3, 4].map(accepts)).toEqual([false, true, false, false, true]);
  });
});
