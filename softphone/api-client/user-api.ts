import type { NewUser, UserAccount, UserChange } from '../../server/contract/users';
import type { Http } from './http';

const at = (userId: string): string => `/users/${encodeURIComponent(userId)}`;

/** Who may log in. */
export function createUserApi(http: Http) {
  return {
    list: () => http.request<UserAccount[]>('GET', '/users'),
    add: (user: NewUser) => http.request<UserAccount>('POST', '/users', user),
    change: (userId: string, change: UserChange) => http.request<UserAccount>('PUT', at(userId), change),
    setPassword: (userId: string, password: string) =>
      http.request<unknown>('PUT', `${at(userId)}/password`, { password }),
  };
}
