/** People who may log in, as administrators see to them. */
import { z } from 'zod';
import { agentNumberSchema } from './agent-number';
import { roleSchema } from './rest';

export const userAccountSchema = z.object({
  userId: z.uuid(),
  login: z.string(),
  displayName: z.string(),
  role: roleSchema,
  /** null: takes no calls. */
  agentId: z.string().nullable(),
  isLocked: z.boolean(),
  createdAt: z.iso.datetime(),
});
export type UserAccount = z.infer<typeof userAccountSchema>;

const displayName = z.string().trim().min(1).max(80);
const password = z.string().min(10).max(200);

export const newUserSchema = z
  .strictObject({
    login: z
      .string()
      .trim()
      .toLowerCase()
      .regex(/^[a-z0-9][a-z0-9._@-]{0,63}$/),
    displayName,
    role: roleSchema,
    agentId: agentNumberSchema.nullable(),
    password,
  })
  .refine(({ role, agentId }) => role !== 'agent' || agentId !== null, 'An agent has an agent number.');
export type NewUser = z.infer<typeof newUserSchema>;

export const userChangeSchema = z.strictObject({
  displayName,
  role: roleSchema,
  isLocked: z.boolean(),
});
export type UserChange = z.infer<typeof userChangeSchema>;

export const newPasswordSchema = z.strictObject({ password });
