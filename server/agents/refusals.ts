import { UserError } from '../errors';

export const notLoggedIn = (): UserError => new UserError('not-logged-in', 'You are not logged in.');

export const dispositionMissing = (): UserError =>
  new UserError('disposition-missing', 'Choose a disposition for this call first.');
