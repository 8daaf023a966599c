import type { LiveAgent } from '../../../server/agents/agent-store';
import { agentId, callId, type AgentId } from '../../../server/contract/ids';
import type { Notice } from '../../../server/contract/notices';
import type { PresenceRequest } from '../../../server/contract/rest';
import { OperationalError } from '../../../server/errors';
import type { FreeEvent } from '../../../server/events/event-stream';
import { Acts } from '../../../server/supervision/acts';
import { TeamControl } from '../../../server/supervision/team-control';

const susan = { userId: 'u1', login: 'susan', displayName: 'Susan' };
const [alice, bob, carl] = ['1001', '1002', '1003'].map(agentId) as [AgentId, AgentId, AgentId];
const CALL = callId('00000000-0000-4000-8000-000000000001');
const NOTICE = '00000000-0000-4000-8000-000000000002';

function aTeam(logOut: 'logged-out' | 'busy' | 'not-there' = 'logged-out') {
  const noted: FreeEvent[] = [];
  const told: [AgentId, Notice][] = [];
  const set: [AgentId, PresenceRequest][] = [];
  const people = { [alice]: 'break', [bob]: 'ready', [carl]: 'logged-out' };
  const agentOf = (id: string) =>
    ({ agentId: id, presence: people[id as AgentId], callId: CALL }) as unknown as LiveAgent;
  const control = new TeamControl({
    acts: new Acts({ append: (event) => Promise.resolve(void noted.push(event)) }),
    notices: {
      send: (to, notice) => {
        if (people[to] === 'logged-out') return Promise.resolve('not-there');
        told.push([to, notice]);
        return Promise.resolve('sent');
      },
      read: () => Promise.resolve('read'),
      unread: () => Promise.resolve([]),
    },
    agents: {
      get: (id) => Promise.resolve(id in people ? agentOf(id) : null),
      list: () => Promise.resolve(Object.keys(people).map(agentOf)),
    },
    supervision: {
      supervise: () => Promise.resolve(),
      takeOver: (supervisor, call) =>
        supervisor === agentId('2999')
          ? Promise.reject(new OperationalError('switch-timeout', 'no bridge'))
          : Promise.resolve(call === CALL ? alice : null),
    },
    assign: () => Promise.resolve({ version: 4, before: { queueIds: ['general'], groups: [], skills: {} } }),
    setPresence: (id, request) => Promise.resolve(void set.push([id, request])),
    logOut: () => Promise.resolve(logOut),
    newId: () => NOTICE,
  });
  const acts = () => noted.map(({ data }) => data);
  return { control, acts, told, set, noted };
}

describe('what a supervisor does with agents', () => {
  it('changes queues and skills, and it is noted what was before', async () => {
    const { control, acts } = aTeam();
    await control.assign(susan, bob, { queueIds: ['faults'], groups: ['late'], skills: { english: 3 } });
    expect(acts()).toMatchObject([
      {
        ...{ act: 'assign', toAgentId: bob },
        details: { version: 4, before: 'general', after: 'faults, late, english 3' },
      },
    ]);
  });

  it('takes a caller over in vain when the switch does not do it, and that is noted, too', async () => {
    const { control, acts, told } = aTeam();
    await expect(control.takeOver(susan, agentId('2999'), CALL)).rejects.toMatchObject({
      code: 'switch-timeout',
    });
    expect(acts()).toMatchObject([{ act: 'take-over-failed', details: { reason: 'no bridge' } }]);
    expect(told).toEqual([]);
  });

  it('sets a presence, tells the agent, and it is noted', async () => {
    const { control, acts, told, set } = aTeam();
    await control.setPresence(susan, alice, { presence: 'break', reason: 'lunch' });
    expect(set).toEqual([[alice, { presence: 'break', reason: 'lunch' }]]);
    expect(told).toMatchObject([[alice, { kind: 'presence', presence: 'break', from: 'Susan' }]]);
    const details = { presence: 'break', reason: 'lunch' };
    expect(acts()).toEqual([
      { userId: 'u1', login: 'susan', name: 'Susan', act: 'presence', toAgentId: alice, details },
    ]);
  });

  it.each([carl, agentId('9999')])('does nothing to %s, who is not logged in', async (who) => {
    const { control, acts, set } = aTeam();
    await expect(control.setPresence(susan, who, { presence: 'ready' })).rejects.toMatchObject({
      code: 'not-found',
    });
    expect([acts(), set]).toEqual([[], []]);
  });

  it('logs out at once who is in no call', async () => {
    const { control, acts, told, set } = aTeam('logged-out');
    await control.setPresence(susan, alice, { presence: 'logged-out' });
    expect([told, set]).toEqual([[], []]);
    expect(acts()).toMatchObject([{ act: 'log-out', details: { when: 'now' } }]);
  });

  it('has who is in a call logged out when it is done, and tells him', async () => {
    const { control, acts, told, set } = aTeam('busy');
    await control.setPresence(susan, alice, { presence: 'logged-out' });
    expect(set).toEqual([[alice, { presence: 'logged-out' }]]);
    expect(told).toMatchObject([[alice, { kind: 'logs-out' }]]);
    expect(acts()).toMatchObject([{ act: 'log-out', details: { when: 'when-done' } }]);
  });

  it('tells everybody who is logged in, and says who did not get it', async () => {
    const { control, acts, told } = aTeam();
    const message = { noticeId: NOTICE, text: 'Line 3 is down.' };
    expect(await control.message(susan, { ...message, to: null })).toEqual({ sent: 2, notSent: [] });
    expect(told.map(([who]) => who)).toEqual([alice, bob]);
    const some = await control.message(susan, { ...message, to: [alice, alice, carl] });
    expect(some).toEqual({ sent: 1, notSent: [carl] });
    expect(acts()).toMatchObject([
      { act: 'message', details: { text: 'Line 3 is down.', sent: 2 } },
      { act: 'message', toAgentId: alice, details: { sent: 1 } },
    ]);
  });

  it('notes that somebody listened beside the call, not on its timeline', async () => {
    const { control, noted } = aTeam();
    await control.supervise(susan, carl, alice, 'whisper');
    expect(noted).toMatchObject([{ data: { act: 'supervise', details: { mode: 'whisper', callId: CALL } } }]);
    expect(noted[0]).not.toHaveProperty('callId');
  });

  it('tells whose caller was taken over, once', async () => {
    const { control, noted, told } = aTeam();
    await control.takeOver(susan, carl, CALL);
    expect(told).toMatchObject([[alice, { kind: 'taken-over' }]]);
    expect(noted).toMatchObject([{ callId: CALL, data: { act: 'take-over', toAgentId: alice } }]);
    // The same click again took nothing.
    await control.takeOver(susan, carl, callId('00000000-0000-4000-8000-000000000009'));
    expect(noted).toHaveLength(1);
  });
});
