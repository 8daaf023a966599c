import { describe, expect, it } from '@jest/globals';
import type { FaxCallRequest } from '../../../server/calls/fax-switch';
import { legId, switchId } from '../../../server/contract/ids';
import { faxLegOfJob, originateFax, setFaxVariables, txfax } from '../../../server/esl/commands/fax';
import { toFaxEvent } from '../../../server/esl/fax-events';
import { FsEvent } from '../../../server/esl/fs-event';

const leg = legId('0a1b2c3d-0000-4000-8000-000000000001');
const trunk = { host: '192.0.2.1', port: 5060 };
const request: FaxCallRequest = {
  legId: leg,
  number: '02161234567',
  callerNumber: '1000',
  timeoutS: 45,
  longestS: 660,
  file: '/srv/fax/one.tif',
  header: 'Kiloline (Shanghai)',
  ident: '+86 21 1000',
  t38: true,
  ecm: true,
  v17: false,
};

describe('commands of a fax', () => {
  it('calls, sends by itself when answered, and has the switch note its success', () => {
    const [line = '', job] = originateFax(request, trunk);
    expect(line).toMatch(
      /^bgapi originate \{.*\}sofia\/trunk\/02161234567@192\.0\.2\.1:5060 &txfax\(\/srv\/fax\/one\.tif\)$/,
    );
    expect(line).toContain("execute_on_answer='sched_hangup +660 ALLOTTED_TIMEOUT'");
    expect(line).toContain("fax_enable_t38='true'");
    expect(line).toContain("fax_disable_v17='true'");
    expect(line).toContain("fax_header='Kiloline (Shanghai)'");
    expect(line).toContain("api_on_fax_success='global_setvar kl_fax_0a1b2c3d000040008000000000000001=sent'");
    expect(faxLegOfJob(job?.replace('Job-UUID: ', '') ?? '')).toBe(leg);
  });

  it.each<[string, Partial<FaxCallRequest>]>([
    ['a header that ends the variable', { header: "a',api_hangup_hook='system x" }],
    ['a header that would be expanded', { header: '${system(x)}' }],
    ['a header with a second command', { header: 'a\napi shutdown' }],
    ['a file outside of what names files', { file: '/srv/fax/a.tif) &system(x' }],
    ['a file that is no TIFF', { file: '/etc/passwd' }],
    ['a relative file', { file: 'fax.tif' }],
    ['a number that is a dial string', { number: '1@evil.example' }],
    ['an ident with a comma', { ident: '1,2' }],
    ['a leg that is no uuid', { legId: legId('x y') }],
  ])('refuses %s', (_name, bad) => {
    expect(() => originateFax({ ...request, ...bad }, trunk)).toThrow();
  });

  it('refuses the same on a leg that lives', () => {
    expect(() => setFaxVariables({ ...request, header: 'a b\napi x' })).toThrow();
    expect(() => txfax({ ...request, file: '/tmp/x y.tif' })).toThrow();
  });
});

describe('events of a fax', () => {
  const event = (fields: Record<string, string>) =>
    toFaxEvent(
      new FsEvent({ 'Event-Date-Timestamp': '1795387711335000', 'Unique-ID': leg, ...fields }),
      switchId('fs1'),
    );

  it('reads the result, on a leg of a call too', () => {
    expect(
      event({
        'Event-Name': 'CUSTOM',
        'Event-Subclass': 'spandsp::txfaxresult',
        'Channel-Presence-Data': 'kl;r=customer;c=x',
        'fax-result-code': '0',
        'fax-result-text': 'OK',
        'fax-document-transferred-pages': '2',
        'fax-document-total-pages': '2',
        'fax-transfer-rate': '14400',
        'fax-ecm-used': 'on',
        'fax-t38-status': 'negotiated',
      }),
    ).toEqual({
      switchId: 'fs1',
      legId: leg,
      at: 1_795_387_711_335,
      kind: 'fax-finished',
      result: {
        success: true,
        code: 0,
        text: 'OK',
        pagesSent: 2,
        pagesTotal: 2,
        rate: 14_400,
        ecm: true,
        t38: true,
      },
    });
  });

  it('takes a result without a code for a failure', () => {
    const read = event({
      'Event-Name': 'CUSTOM',
      'Event-Subclass': 'spandsp::txfaxresult',
      'fax-success': '1',
    });
    expect(read).toMatchObject({ result: { success: false, code: -1 } });
  });

  it('finds the result in the end of the leg as well', () => {
    const ended = event({
      'Event-Name': 'CHANNEL_HANGUP_COMPLETE',
      'Channel-Presence-Data': 'klfax',
      'Hangup-Cause': 'NORMAL_CLEARING',
      variable_fax_result_code: '0',
      variable_fax_document_transferred_pages: '3',
    });
    expect(ended).toMatchObject({ kind: 'fax-leg-ended', result: { success: true, pagesSent: 3 } });
  });

  it('tells the end of a leg that never came to be', () => {
    const job = { 'Event-Name': 'BACKGROUND_JOB', 'Job-UUID': 'kf0a1b2c3d000040008000000000000001' };
    expect(event({ ...job, _body: '-ERR NETWORK_OUT_OF_ORDER\n' })).toMatchObject({
      legId: leg,
      cause: 'NETWORK_OUT_OF_ORDER',
      result: null,
    });
    expect(event({ ...job, _body: `+OK ${leg}\n` })).toBeNull();
  });

  it('minds no leg of a call', () => {
    const call = { 'Channel-Presence-Data': 'kl;r=customer;c=x' };
    expect(event({ 'Event-Name': 'CHANNEL_HANGUP_COMPLETE', ...call })).toBeNull();
    expect(event({ 'Event-Name': 'CHANNEL_ANSWER', ...call })).toBeNull();
    expect(event({ 'Event-Name': 'DTMF' })).toBeNull();
  });
});
