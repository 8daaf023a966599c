import type { Api } from '../../../../softphone/api-client/api';
import { ApiError } from '../../../../softphone/api-client/api-error';
import { createSession } from '../../../../softphone/app/session';

const alice = {
  login: '1001',
  displayName: 'Alice',
  role: 'agent' as const,
  agentId: '1001',
  timeZone: 'Asia/Shanghai',
};

function start(me: () => Promise<typeof alice>, login: () => Promise<unknown> = () => Promise.resolve(null)) {
  const done: string[] = [];
  const api = {
    me,
    login,
    logout: () => {
      done.push('logout');
      return Promise.resolve(null);
    },
  } as unknown as Api;
  const session = createSession(api, {
    entered: ({ login: name }) => done.push(`entered ${name}`),
    left: () => {
      done.push('left');
      return Promise.resolve();
    },
  });
  return { session, done, api };
}

describe('session', () => {
  it('goes on with the login the browser still has', async () => {
    const { session, done } = start(() => Promise.resolve(alice));
    await session.resume();
    expect(session.state.get()).toEqual({ name: 'in', user: alice });
    expect(done).toEqual(['entered 1001']);
  });

  it('shows the login page when there is none', async () => {
    const { session } = start(() => Promise.reject(new ApiError('not-logged-in', 401, null)));
    await session.resume();
    expect(session.state.get()).toEqual({ name: 'out', why: null });
  });

  it('keeps asking while the server is away', async () => {
    jest.useFakeTimers();
    let up = false;
    const { session } = start(() => (up ? Promise.resolve(alice) : Promise.reject(ApiError.network(null))));
    await session.resume();
    expect(session.state.get().name).toBe('unreachable');
    up = true;
    await jest.advanceTimersByTimeAsync(500);
    expect(session.state.get().name).toBe('in');
    jest.useRealTimers();
  });

  describe('a request that is refused for want of a login', () => {
    beforeEach(() => jest.useFakeTimers());
    afterEach(() => jest.useRealTimers());

    it('ends it, unless somebody tells why it ended', async () => {
      const { session } = start(() => Promise.resolve(alice));
      await session.resume();
      session.refused();
      await jest.runAllTimersAsync();
      expect(session.state.get()).toEqual({ name: 'out', why: 'expired' });
    });

    it.each(['before', 'after'])('is not the reason he reads when the socket tells it, %s', async (when) => {
      const { session } = start(() => Promise.resolve(alice));
      await session.resume();
      if (when === 'after') session.refused();
      session.end('planned');
      session.refused();
      session.end('expired');
      await jest.runAllTimersAsync();
      expect(session.state.get()).toEqual({ name: 'out', why: 'planned' });
    });

    it('does not end the login that was made meanwhile', async () => {
      const { session } = start(() => Promise.resolve(alice));
      await session.resume();
      session.refused();
      session.end('taken-over');
      await session.signIn('1001', 'secret', false);
      await jest.runAllTimersAsync();
      expect(session.state.get().name).toBe('in');
    });
  });

  it('ends the login on the server first, then here', async () => {
    const { session, done } = start(() => Promise.resolve(alice));
    await session.signIn('1001', 'secret', false);
    await session.signOut();
    expect(done).toEqual(['entered 1001', 'logout', 'left']);
  });

  it('stays in when the server refuses to end it during a call', async () => {
    const { session, done, api } = start(() => Promise.resolve(alice));
    await session.resume();
    api.logout = () => Promise.reject(new ApiError('agent-busy', 409, 'E1'));
    await expect(session.signOut()).rejects.toMatchObject({ code: 'agent-busy' });
    expect(session.state.get().name).toBe('in');
    expect(done).not.toContain('left');
  });

  it('is not told by its own logout that somebody else ended it', async () => {
    const { session, api } = start(() => Promise.resolve(alice));
    await session.resume();
    api.logout = () => {
      session.end('ended');
      return Promise.resolve(null);
    };
    await session.signOut();
    expect(session.state.get()).toEqual({ name: 'out', why: null });
  });

  it('says why the login ended', async () => {
    const { session, done } = start(() => Promise.resolve(alice));
    await session.resume();
    session.end('taken-over');
    expect(session.state.get()).toEqual({ name: 'out', why: 'taken-over' });
    expect(done).toContain('left');
  });

  it('leaves a refused login to the form', async () => {
    const { session } = start(
      () => Promise.resolve(alice),
      () => Promise.reject(new ApiError('already-logged-in', 409, 'E1')),
    );
    await expect(session.signIn('1001', 'secret', false)).rejects.toMatchObject({
      code: 'already-logged-in',
    });
    expect(session.state.get().name).toBe('unknown');
  });
});
