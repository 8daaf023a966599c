import { environmentManager, focusManager, QueryClient, QueryObserver } from '@tanstack/react-query';
import type { CallDetail } from '../../../../server/contract/rest';
import { callQuery } from '../../../../softphone/desk/call-query';

const steps = (many: number) => ({ callId: 'one', timeline: Array(many).fill({}) }) as unknown as CallDetail;

describe('a call that is shown', () => {
  beforeEach(() => {
    jest.useFakeTimers();
    environmentManager.setIsServer(() => false);
  });
  afterEach(() => {
    focusManager.setFocused(undefined);
    jest.useRealTimers();
  });

  const shown = () => {
    let asked = 0;
    const client = new QueryClient();
    const observer = new QueryObserver(
      client,
      callQuery({ call: () => Promise.resolve(steps((asked += 1))) }, 'one'),
    );
    const close = observer.subscribe(() => undefined);
    return {
      asked: () => asked,
      steps: () => observer.getCurrentResult().data?.timeline.length,
      close: () => {
        close();
        client.clear();
      },
    };
  };

  it('has a new step within some seconds', async () => {
    const call = shown();
    await jest.advanceTimersByTimeAsync(1);
    expect(call.steps()).toBe(1);
    await jest.advanceTimersByTimeAsync(5000);
    expect(call.steps()).toBe(2);
    call.close();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(call.asked()).toBe(2);
  });

  it('is not asked for while its page is hidden', async () => {
    const call = shown();
    await jest.advanceTimersByTimeAsync(1);
    focusManager.setFocused(false);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(call.asked()).toBe(1);
    focusManager.setFocused(true);
    await jest.advanceTimersByTimeAsync(5000);
    expect(call.steps()).toBe(2);
    call.close();
  });
});
