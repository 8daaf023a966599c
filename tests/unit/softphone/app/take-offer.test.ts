import { ApiError } from '../../../../softphone/api-client/api-error';
import { createTakeOffer } from '../../../../softphone/app/take-offer';

const OFFER = '0ffe0000-0000-4000-8000-000000000001';
const away = ApiError.network(new Error('no server'));
const gone = new ApiError('offer-gone', 409, null);

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

it.each([
  ['is taken at once', [], true, 1],
  ['is taken when the server is back', [away, away], true, 3],
  ['is somebody else’s', [gone], false, 1],
  ['is given up when the server stays away', Array.from({ length: 9 }, () => away), false, 5],
])('a call for which a leg stands %s', async (_, failures, isTaken, times) => {
  const asked: string[] = [];
  const take = createTakeOffer({
    acceptOffer: (offerId) => {
      asked.push(offerId);
      const failure = failures[asked.length - 1];
      return failure ? Promise.reject(failure) : Promise.resolve(null);
    },
  });
  const taken = take(OFFER);
  await jest.runAllTimersAsync();
  expect(await taken).toBe(isTaken);
  expect(asked).toEqual(Array.from({ length: times }, () => OFFER));
});
