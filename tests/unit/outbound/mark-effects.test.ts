import { campaignSchema } from '../../../server/contract/campaigns';
import { agentId, callId, contactId, customerId } from '../../../server/contract/ids';
import { OperationalError, UserError } from '../../../server/errors';
import { MarkEffects, type WishedOrder } from '../../../server/outbound/mark-effects';
import type { AgentMarked } from '../../../server/outbound/settlement';
import { silentLogger } from '../../support/redis';

const CUSTOMER = customerId('6f8a0f3e-0000-4000-8000-000000000001');
const campaign = campaignSchema.parse({
  ...{ campaignId: 'arrears', name: 'Arrears', flow: { pack: 'outbound' }, hours: { week: {} } },
  language: 'en-US',
  marks: [
    { mark: 'promised', label: { 'en-US': 'Promised' }, asksDate: true, workOrder: 'callback' },
    { mark: 'later', closes: false },
  ],
});

const marked = (over: Partial<AgentMarked> = {}): AgentMarked => ({
  ...{
    callId: callId('6f8a0f3e-0000-4000-8000-00000000000c'),
    agentId: agentId('1001'),
    eventId: '1-1',
    at: 1,
  },
  ...{ mark: 'promised', date: '2026-12-15' },
  contact: {
    ...{ contactId: contactId('6f8a0f3e-0000-4000-8000-00000000000d'), number: '13900000001', name: 'Li Na' },
    ...{ customerId: CUSTOMER, variables: { amount: '3850' }, campaign, isOpenAgain: false },
  },
  ...over,
});

const room = (makeOrder: () => Promise<unknown> = () => Promise.resolve(), owners = 1) => {
  const tickets: WishedOrder[] = [];
  const notes: unknown[] = [];
  const opened: string[] = [];
  const owner = { customerId: CUSTOMER, name: 'Li Na', kind: 'person' as const, numbers: [] };
  const effects = new MarkEffects({
    calls: { get: () => Promise.resolve(null) },
    customers: { findByNumber: () => Promise.resolve(Array.from({ length: owners }, () => owner)) },
    notes: {
      addNote: (whose, note, { who }, noteId) => {
        notes.push({ whose, text: note.text, who, noteId });
        return Promise.resolve({ noteId: '', author: who, at: '', ...note });
      },
    },
    makeOrder: (wish) => {
      tickets.push(wish);
      return makeOrder();
    },
    onOpenAgain: ({ campaignId }) => Promise.resolve(void opened.push(campaignId)),
    logger: silentLogger,
  });
  return { effects, tickets, notes, opened };
};

describe('what follows from a mark of an agent', () => {
  it('is a work order filled in from the contact, and a note on the customer', async () => {
    const { effects, tickets, notes, opened } = room();
    await effects.onMarked(marked());
    await effects.onMarked(marked());
    expect(tickets[0]).toMatchObject({
      ...{ type: 'callback', contactNumber: '13900000001', contactName: 'Li Na', customerId: CUSTOMER },
      ...{ subject: 'Arrears: Promised', text: 'Arrears: Promised · 2026-12-15' },
      fields: { amount: '3850', date: '2026-12-15' },
    });
    // A repetition asks for the same order and the same note.
    expect(tickets[1]).toEqual(tickets[0]);
    expect(notes[0]).toMatchObject({ whose: CUSTOMER, who: '1001', text: 'Arrears: Promised · 2026-12-15' });
    expect(notes[1]).toEqual(notes[0]);
    expect(opened).toEqual([]);
  });

  it('is a note only where the mark asks for no order, and another one for each time it is said', async () => {
    const { effects, tickets, notes, opened } = room();
    const later = marked({ mark: 'later', date: null });
    await effects.onMarked({ ...later, contact: { ...later.contact, isOpenAgain: true } });
    await effects.onMarked({ ...later, eventId: '1-2' });
    expect(tickets).toEqual([]);
    expect(new Set(notes.map((note) => JSON.stringify(note))).size).toBe(2);
    expect(opened).toEqual(['arrears']);
  });

  it('is nothing on a record when several customers have the number', async () => {
    const { effects, tickets, notes } = room(undefined, 2);
    const { contact, ...rest } = marked();
    await effects.onMarked({ ...rest, contact: { ...contact, customerId: null } });
    expect(notes).toEqual([]);
    expect(tickets[0]).toMatchObject({ customerId: null });
  });

  it('does not keep the mark from counting when an order is refused, and is tried again when the database is away', async () => {
    const refused = room(() => Promise.reject(new UserError('validation-failed', 'no such type')));
    await refused.effects.onMarked(marked());
    expect(refused.notes).toHaveLength(1);
    const away = room(() => Promise.reject(new OperationalError('database-unavailable', 'away')));
    await expect(away.effects.onMarked(marked())).rejects.toThrow('away');
  });
});
