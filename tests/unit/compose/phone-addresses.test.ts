import { switchId } from '../../../server/contract/ids';
import { phoneAddresses } from '../../../server/phone-addresses';
import type { SwitchAddress } from '../../../server/resources';

const address = (id: string, more: Partial<SwitchAddress> = {}): SwitchAddress => ({
  id: switchId(id),
  kind: 'freeswitch',
  esl: { host: id, port: 8021, password: '' },
  sipUdp: { host: id, port: 5060 },
  link: null,
  ws: `ws://${id}`,
  wss: null,
  soundsDir: '/',
  recordingsDir: '/',
  ...more,
});
const people = Array.from({ length: 200 }, (_, n) => `user-${n}`);

describe('where phones sign on', () => {
  const down = new Set<string>();
  const ids = ['fs1', 'fs2', 'fs3'];
  const phones = phoneAddresses(
    ids.map((id) => address(id)),
    { list: () => ids.map((id) => ({ id: switchId(id), isUp: () => !down.has(id) })) },
  );
  afterEach(() => down.clear());

  it('everybody has his switch, and each switch about as many', () => {
    const first = people.map((who) => phones.urlFor(who));
    expect(people.map((who) => phones.urlFor(who))).toEqual(first);
    for (const id of ids) expect(first.filter((url) => url === `ws://${id}`).length).toBeGreaterThan(40);
  });

  it('only the people of a switch that is away move', () => {
    const before = people.map((who) => phones.urlFor(who));
    down.add('fs2');
    const after = people.map((who) => phones.urlFor(who));
    expect(after).not.toContain('ws://fs2');
    expect(after.filter((url, n) => url !== before[n])).toHaveLength(
      before.filter((url) => url === 'ws://fs2').length,
    );
  });

  it('a switch whose state nobody knows is better than none', () => {
    for (const id of ids) down.add(id);
    expect(phones.urlFor('user-1')).toMatch(/^ws:/);
    expect(phoneAddresses([], { list: () => [] }).urlFor('user-1')).toBeNull();
  });

  it('the encrypted one is told when there is one', () => {
    const only = phoneAddresses([address('fs1', { wss: 'wss://fs1' })], { list: () => [] });
    expect([only.urlFor('user-1'), only.all()]).toEqual(['wss://fs1', ['wss://fs1']]);
  });
});
