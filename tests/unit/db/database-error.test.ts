import { QueryFailedError } from 'typeorm';
import { isUnavailable, toAppError } from '../../../db/database-error';
import { OperationalError, UnexpectedError, UserError } from '../../../server/errors';

const failure = (code: string, message = 'failed'): Error => Object.assign(new Error(message), { code });

describe('toAppError', () => {
  it.each([
    'ECONNREFUSED',
    'ENOENT',
    'ECONNRESET',
    '57P01',
    '57P03',
    '08006',
    '53300',
    '57014',
    '40001',
    '40P01',
  ])('takes %s for a database that is away or busy', (code) => {
    expect(toAppError(failure(code))).toBeInstanceOf(OperationalError);
  });

  it.each([
    'Connection terminated unexpectedly',
    'timeout exceeded when trying to connect',
    'Query read timeout',
    'Client has encountered a connection error and is not queryable',
  ])('takes "%s" for one too', (message) => {
    expect(isUnavailable(new Error(message))).toBe(true);
  });

  it('looks at every address that was tried', () => {
    expect(isUnavailable(new AggregateError([failure('ECONNREFUSED')]))).toBe(true);
  });

  it.each(['23505', '22P02', '42P01', '3D000', '28P01'])('takes %s for a fault of ours', (code) => {
    expect(toAppError(failure(code))).toBeInstanceOf(UnexpectedError);
  });

  it('carries neither statement nor parameters: they hold personal data', () => {
    const driver = Object.assign(failure('23505', 'duplicate key'), { constraint: 'users_login_key' });
    const error = toAppError(new QueryFailedError('INSERT', ['13900000001'], driver));
    expect(error.details).toMatchObject({ sqlState: '23505', constraint: 'users_login_key' });
    expect(JSON.stringify([error, error.cause, Object.keys(error.cause as object)])).not.toContain(
      '13900000001',
    );
  });

  it('leaves our own errors alone', () => {
    const error = new UserError('conflict', 'taken');
    expect(toAppError(error)).toBe(error);
  });
});
