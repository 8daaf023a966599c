import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { legId } from '../../../server/contract/ids';
import { eventually } from '../../support/eventually';
import { AdapterBench, kinds, LEASE_MS, up } from './adapter-bench';

/** As a stopped process does: nothing of ours runs, and time goes on. */
const standStill = (ms: number): void => {
  const until = performance.now() + ms;
  while (performance.now() < until);
};

describe('the lease of a switch', () => {
  let bench: AdapterBench;

  beforeEach(async () => {
    bench = await AdapterBench.open();
  });
  afterEach(() => bench.close());

  it('lets one server read events; the next takes over when it goes', async () => {
    const first = bench.start('a');
    await up(first.log);
    const second = bench.start('b');
    await eventually('the second can command', () => second.adapter.isUp());
    await sleep(250);
    expect(second.log).toEqual([]);
    expect(bench.fake.clients.filter((one) => one.subscribed)).toHaveLength(1);
    await first.adapter.stop();
    await up(second.log);
    expect(first.log).toEqual(['up', 'down: stopped']);
  });

  it('stops acting as the owner when the lease is lost, and stands by', async () => {
    const { adapter, log } = bench.start('a');
    await up(log);
    bench.lease.holder = 'somebody else';
    await eventually('it is down', () => log.length > 1);
    expect(log[1]).toBe('down: lease lost');
    await sleep(300);
    expect(log).toHaveLength(2);
    expect(bench.fake.reader).toBeUndefined();
    expect(adapter.metrics.leaseLosses).toBe(1);
    bench.lease.holder = null;
    await up(log, 2);
  });

  it('keeps the switch through a moment without Redis, not through more than the lease', async () => {
    const { log } = bench.start('a', { leaseTtlMs: 2 * LEASE_MS });
    await up(log);
    bench.lease.away = true;
    await sleep(LEASE_MS);
    bench.lease.away = false;
    await sleep(2 * LEASE_MS);
    expect(log).toEqual(['up']);
    bench.lease.away = true;
    await eventually('it is down', () => log.length > 1);
    expect(log[1]).toBe('down: lease lost');
  });

  it('commands nothing after it stood still for longer than the lease, not even once', async () => {
    const { adapter, log } = bench.start('a');
    await up(log);
    const sent = bench.fake.commands.length;
    standStill(LEASE_MS);
    expect(adapter.isUp()).toBe(false);
    await expect(adapter.answer(legId(randomUUID()))).rejects.toMatchObject({ code: 'switch-unavailable' });
    await up(log, 2);
    expect(bench.fake.commands.slice(sent).filter((one) => one.startsWith('sendmsg'))).toEqual([]);
    await adapter.answer(legId(randomUUID()));
  });

  it('commands nothing for an event of a session that is over, though the switch is there again', async () => {
    const { adapter, log } = bench.start('a');
    await up(log);
    const push = log.push.bind(log);
    const handling = new Promise<unknown>((resolve) => {
      log.push = (...items) => {
        log.push = push;
        void up(log, 2)
          .then(() => adapter.answer(legId(randomUUID())))
          .catch(resolve);
        return push(...items);
      };
    });
    bench.emit(randomUUID(), { 'Event-Name': 'CHANNEL_PARK' });
    await eventually('it is being handled', () => kinds(log).includes('parked'));
    bench.fake.dropAll('reset');
    await expect(handling).resolves.toMatchObject({ code: 'lease-lost', retryable: false });
    await adapter.answer(legId(randomUUID()));
  });

  it('stands by with both connections open, so that taking over is only asking', async () => {
    bench.lease.holder = 'somebody else';
    const { log } = bench.start('a');
    await eventually('it stands by', () => bench.fake.clients.length === 2);
    await sleep(100);
    expect(bench.fake.commands.filter((one) => !one.startsWith('auth'))).toEqual([]);
    bench.lease.holder = null;
    await up(log);
    expect(bench.fake.clients).toHaveLength(2);
  });
});
