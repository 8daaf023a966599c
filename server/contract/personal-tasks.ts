/** What an agent means to do: his own list, by hand or from a call. */
import { z } from 'zod';
import { agentNumberSchema } from './agent-number';

const text = z.string().trim().min(1).max(500);
const dueAt = z.iso.datetime({ offset: true }).nullable();

export const personalTaskSchema = z.object({
  taskId: z.uuid(),
  /** Whose it is. */
  agentId: z.string(),
  text: z.string(),
  dueAt: dueAt,
  doneAt: dueAt,
  customer: z.object({ customerId: z.uuid(), name: z.string() }).nullable(),
  callId: z.uuid().nullable(),
  orderId: z.uuid().nullable(),
  /** Login of who wrote it down. */
  createdBy: z.string(),
  createdAt: z.iso.datetime({ offset: true }),
});
export type PersonalTaskView = z.infer<typeof personalTaskSchema>;

export const newPersonalTaskSchema = z.object({
  /** Chosen before asking: the same again makes no second one. */
  taskId: z.uuid(),
  text,
  dueAt: dueAt.default(null),
  customerId: z.uuid().nullable().default(null),
  callId: z.uuid().nullable().default(null),
  orderId: z.uuid().nullable().default(null),
  /** Of a supervisor: whose it is to be; null: his own. */
  agentId: agentNumberSchema.nullable().default(null),
});
export type NewPersonalTask = z.infer<typeof newPersonalTaskSchema>;

/** What is left out stays as it is. */
export const personalTaskChangeSchema = z.object({
  text: text.optional(),
  /** Put off, or without a time. */
  dueAt: dueAt.optional(),
  done: z.boolean().optional(),
});
export type PersonalTaskChange = z.infer<typeof personalTaskChangeSchema>;
