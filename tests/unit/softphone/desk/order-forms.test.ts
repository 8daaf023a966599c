import { newOrderSchema, type OrderTypeView } from '../../../../server/contract/tickets';
import { faxRequestSchema } from '../../../../server/contract/fax';
import { newOutageSchema, type OutageView } from '../../../../server/contract/self-service';
import {
  canSend,
  faxDocument,
  faxTrouble,
  isUnderWay,
  mayRetry,
  type FaxDraft,
} from '../../../../softphone/desk/fax-view';
import { emptyOrder, missingFields, orderRequest, withType } from '../../../../softphone/desk/new-order';
import { emptyOutage, outageRequest, outageToForm } from '../../../../softphone/desk/outage-form';
import { query } from '../../../../softphone/api-client/query';

const names = { 'zh-CN': '名', 'en-US': 'name' };
const field = (name: string, required: boolean): OrderTypeView['fields'][number] => ({
  name,
  kind: 'text',
  required,
  names,
  choices: [],
});
const type = (id: string, fields: OrderTypeView['fields'], documents: string[] = []): OrderTypeView => ({
  pack: '1000',
  id,
  names,
  enabled: true,
  fields,
  requiredDocuments: documents.map((document) => ({ id: document, names })),
  stages: [],
  promisedTime: '24h',
  returnCall: false,
  inPerson: false,
  survey: false,
  priority: 'normal',
});
const fault = type('fault', [field('symptom', true), field('since', false)]);
const move = type('move', [field('since', false), field('address', true)], ['identity']);
const about = {
  callId: '6f9619ff-8b86-4011-b42d-00c04fc964ff',
  customerId: null,
  requestId: '6f9619ff-8b86-4011-b42d-00c04fc964fe',
};

describe('a new work order', () => {
  it('asks for the required fields of its type until they say something', () => {
    const draft = withType(emptyOrder, fault);
    expect(missingFields(draft, fault)).toEqual(['symptom']);
    expect(missingFields({ ...draft, fields: { symptom: '  ' } }, fault)).toEqual(['symptom']);
    expect(missingFields({ ...draft, fields: { symptom: 'noise' } }, fault)).toEqual([]);
  });

  it('keeps what another type asks for too, and drops the rest', () => {
    const draft = { ...withType(emptyOrder, fault), fields: { symptom: 'noise', since: '2026-11-01' } };
    expect(withType(draft, move)).toMatchObject({ type: '1000/move', fields: { since: '2026-11-01' } });
    expect(withType({ ...draft, documents: ['identity'] }, fault).documents).toEqual([]);
    expect(withType(draft, null)).toMatchObject({ type: null, fields: {} });
  });

  it('leaves out what is empty, for the server to take from the call', () => {
    const request = orderRequest(
      { ...emptyOrder, text: ' no tone ', fields: { symptom: 'x', since: '' } },
      fault,
      about,
    );
    expect(request).toEqual({
      type: 'fault',
      pack: '1000',
      requestId: about.requestId,
      callId: about.callId,
      text: 'no tone',
      fields: { symptom: 'x' },
      documents: [],
    });
    expect(newOrderSchema.safeParse(request).success).toBe(true);
  });
});

describe('a fax', () => {
  const draft: FaxDraft = {
    to: '0571 8800 1234',
    kind: 'text',
    itemId: null,
    language: 'zh-CN',
    title: ' Tariffs ',
    text: 'two lines',
    file: null,
  };

  it('is complete with a number and its document', () => {
    expect(canSend(draft)).toBe(true);
    expect(canSend({ ...draft, to: 'Li Na' })).toBe(false);
    expect(canSend({ ...draft, text: ' ' })).toBe(false);
    expect(canSend({ ...draft, kind: 'information' })).toBe(false);
    expect(canSend({ ...draft, kind: 'information', itemId: 'a' })).toBe(true);
    expect(canSend({ ...draft, kind: 'file' })).toBe(false);
    expect(canSend({ ...draft, kind: 'file', file: new File(['%PDF'], 'a.pdf') })).toBe(true);
  });

  it.each<FaxDraft>([draft, { ...draft, kind: 'information', itemId: 'item-1' }])(
    'asks what the server takes',
    (complete) => {
      const document = faxDocument(complete);
      expect(faxRequestSchema.safeParse({ to: complete.to, document }).success).toBe(true);
    },
  );

  it('may be cancelled on its way, sent again after it failed, and neither once it arrived', () => {
    expect((['queued', 'sending', 'failed'] as const).every(isUnderWay)).toBe(true);
    expect((['given-up', 'cancelled'] as const).every(mayRetry)).toBe(true);
    expect(isUnderWay('sent') || mayRetry('sent')).toBe(false);
  });

  it('says what went wrong, but not of one that arrived after all', () => {
    expect(faxTrouble({ state: 'failed', lastOutcome: 'busy' })).toBe('busy');
    expect(faxTrouble({ state: 'sent', lastOutcome: 'busy' })).toBeNull();
    expect(faxTrouble({ state: 'queued', lastOutcome: null })).toBeNull();
  });
});

describe('an outage', () => {
  const full = { ...emptyOutage, areaCode: '0571', textZh: '故障', until: '2026-11-22T18:00' };

  it('needs a place and a text', () => {
    expect(outageRequest(emptyOutage)).toBeNull();
    expect(outageRequest({ ...full, areaCode: '' })).toBeNull();
    expect(outageRequest({ ...full, textZh: ' ' })).toBeNull();
    expect(outageRequest({ ...full, areaCode: 'Hangzhou' })).toBeNull();
  });

  it('asks what the server takes: area codes without their 0', () => {
    const request = outageRequest(full);
    expect(request).toMatchObject({ areaCode: '571', numberPrefix: null, texts: { 'zh-CN': '故障' } });
    expect(newOutageSchema.safeParse(request).success).toBe(true);
  });

  it('stays the same when it is opened and saved', () => {
    const request = outageRequest(full);
    const stored = { ...request, version: 1 } as OutageView;
    expect(outageRequest(outageToForm(stored))).toEqual(request);
  });
});

describe('the query of an address', () => {
  it('leaves out what is not given', () => {
    expect(query({})).toBe('');
    expect(query({ page: 2, search: 'Li & Na', state: undefined, due: null, type: '' })).toBe(
      '?page=2&search=Li+%26+Na',
    );
  });
});
