import { z } from 'zod';
import type { Session } from '../../auth/ports';
import {
  newPasswordSchema,
  newUserSchema,
  userAccountSchema,
  userChangeSchema,
  type NewUser,
  type UserAccount,
  type UserChange,
} from '../../contract/users';
import { route, type Route } from '../route';

export interface UserActions {
  list(): Promise<readonly UserAccount[]>;
  add(user: NewUser, by: Session): Promise<UserAccount>;
  change(userId: string, change: UserChange, by: Session): Promise<UserAccount>;
  setPassword(userId: string, password: string, by: Session): Promise<void>;
}

const params = z.object({ userId: z.uuid() });
const administering = { access: 'user', roles: ['admin'] } as const;

/** People only: a key that could make users could do everything. */
export const userRoutes = (users: UserActions): Route[] => [
  route({
    method: 'get',
    path: '/users',
    summary: 'Who may log in, by login',
    ...administering,
    response: z.array(userAccountSchema),
    handler: async () => [...(await users.list())],
  }),
  route({
    method: 'post',
    path: '/users',
    summary: 'Somebody new who may log in',
    ...administering,
    body: newUserSchema,
    response: userAccountSchema,
    status: 201,
    handler: ({ session, body }) => users.add(body, session),
  }),
  route({
    method: 'put',
    path: '/users/:userId',
    summary: 'His name, role and lock; logins that lose something by it end',
    ...administering,
    params,
    body: userChangeSchema,
    response: userAccountSchema,
    handler: ({ session, params: { userId }, body }) => users.change(userId, body, session),
  }),
  route({
    method: 'put',
    path: '/users/:userId/password',
    summary: 'Another password; his other logins end',
    ...administering,
    params,
    body: newPasswordSchema,
    handler: ({ session, params: { userId }, body }) => users.setPassword(userId, body.password, session),
  }),
];
