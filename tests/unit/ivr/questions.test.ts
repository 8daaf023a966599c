import { OperationalError } from '../../../server/errors';
import { Questions } from '../../../server/ivr/questions';
import type { FlowService, ServiceAnswer, ServiceRequest } from '../../../server/ivr/services';
import { callId } from '../../../server/contract/ids';
import { createLogger } from '../../../server/logging';

const logger = createLogger({ level: 'silent', pretty: false });
const request: ServiceRequest = {
  service: 'bill.month',
  requestId: 'c.q1',
  callId: callId('c'),
  callerNumber: '1',
  dialedNumber: '1000',
  customerId: null,
  language: 'en-US',
  packId: 'test',
  inputs: {},
  verified: [],
};

const asked = (handle: () => Promise<ServiceAnswer>, timeoutMs = 1000): Promise<ServiceAnswer> => {
  const spec = { name: 'bill.month', confidential: false, inputs: {}, outputs: {}, outcomes: ['owed'] };
  const service: FlowService = { spec, handle };
  return new Questions({ services: new Map([['bill.month', service]]), logger }).ask(request, timeoutMs);
};

describe('Questions', () => {
  it('hands on what the service answers', async () => {
    const answer = { outcome: 'owed', outputs: { amount: '1' } };
    await expect(asked(() => Promise.resolve(answer))).resolves.toEqual(answer);
  });

  it.each<[string, () => Promise<ServiceAnswer>, number]>([
    ['does not answer in time', () => new Promise<ServiceAnswer>(() => undefined), 1],
    ['says that it is away', () => Promise.resolve({ outcome: 'away' }), 1000],
    [
      'cannot reach what it needs',
      () => Promise.reject(new OperationalError('redis-unavailable', 'away', { retryable: true })),
      1000,
    ],
    ['has a fault', () => Promise.reject(new Error('boom')), 1000],
    ['answers what it does not name', () => Promise.resolve({ outcome: 'perhaps' }), 1000],
  ])('is away when the service %s', async (_what, handle, timeoutMs) => {
    await expect(asked(handle, timeoutMs)).resolves.toEqual({ outcome: 'away' });
  });

  it('is away when there is no such service', async () => {
    const questions = new Questions({ services: new Map(), logger });
    await expect(questions.ask(request, 1000)).resolves.toEqual({ outcome: 'away' });
  });
});
