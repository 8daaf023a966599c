import { Centre } from '../../../server/cli/centre';
import { loadCommandEnv } from '../../../server/config/command-env';
import { acdRoutes } from '../../../server/http/routes/acd-routes';
import { run } from '../../unit/cli/run';
import { PASSWORD, startTestServer, type TestServer } from '../http/test-server';

describe('kiloline acd check', () => {
  let broken: readonly string[] = [];
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({
      moreRoutes: acdRoutes({ brokenInvariants: () => Promise.resolve(broken) }),
    });
  });
  afterAll(() => server.stop());

  const check = (login = 'admin') =>
    run(['acd', 'check'], {
      centre: new Centre(
        loadCommandEnv({ KILOLINE_URL: server.url, KILOLINE_PASSWORD: PASSWORD, KILOLINE_LOGIN: login }),
      ),
    });

  it('says that all is well, or what is not, and then fails', async () => {
    broken = [];
    expect(await check()).toMatchObject({ output: 'All invariants hold.\n', failed: false });
    broken = ['idle agent 1001 has a call'];
    expect(await check()).toMatchObject({ output: 'idle agent 1001 has a call\n', failed: true });
  });

  it('is for admins alone: it reads everything', async () => {
    await expect(check('2001')).rejects.toThrow(/role/);
  });
});
