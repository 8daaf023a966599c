/** The types of work order in a work-orders.yaml being written; see text-draft.ts. What each word means: docs/work-orders.md. */
import { z } from 'zod';
import { fieldKinds, orderPrioritySchema } from '../../server/contract/tickets';
import { editText, readText, type Edit, type Path } from './text-draft';

const namesSchema = z.object({ 'zh-CN': z.string().catch(''), 'en-US': z.string().catch('') });
const noNames = { 'zh-CN': '', 'en-US': '' };
const names = namesSchema.catch(noNames);
export type Names = z.infer<typeof namesSchema>;

const fieldSchema = z.object({
  kind: z.enum(fieldKinds).catch('text'),
  names,
  required: z.boolean().catch(false),
  choices: z.record(z.string(), names).catch({}),
});
export type OrderField = z.infer<typeof fieldSchema>;

const stageSchema = z.object({ id: z.string(), desk: z.string().catch(''), names });

const escalationSchema = z.object({
  at: z.number(),
  priority: orderPrioritySchema.optional().catch(undefined),
  desk: z.string().optional().catch(undefined),
});
export type Escalation = z.infer<typeof escalationSchema>;

/** As much as a form shows; the server judges it when it is compared. */
const typeSchema = z.object({
  names,
  enabled: z.boolean().catch(true),
  priority: orderPrioritySchema.catch('normal'),
  promisedTime: z.string().catch(''),
  calendar: z.string().catch(''),
  returnCall: z.boolean().catch(false),
  inPerson: z.boolean().catch(false),
  survey: z.boolean().catch(false),
  breachReturnCall: z.boolean().catch(false),
  reminders: z.array(z.number()).catch([]),
  fields: z.record(z.string(), fieldSchema).catch({}),
  requiredDocuments: z.record(z.string(), names).catch({}),
  stages: z.array(stageSchema).catch([]),
  escalation: z.array(escalationSchema).catch([]),
});
export type OrderType = z.infer<typeof typeSchema>;

const draftSchema = z.object({
  desks: z.record(z.string(), z.object({ names })).catch({}),
  calendars: z.record(z.string(), z.unknown()).catch({}),
  types: z.record(z.string(), typeSchema),
});
export type OrderTypesDraft = z.infer<typeof draftSchema>;

/** null while the text names no types of work order. */
export const readOrderTypes = (text: string): OrderTypesDraft | null =>
  draftSchema.safeParse(readText(text)).data ?? null;

const isType = (path: Path): boolean => path.length === 2 && path[0] === 'types';

/** null: only the text can be changed there. */
export const editOrderTypes = (text: string, edits: readonly Edit[]): string | null =>
  editText(text, edits, isType);

/** What a type begins as: the least the server takes. */
export function newOrderType(id: string, { desks, calendars }: OrderTypesDraft): Record<string, unknown> {
  const own = { 'zh-CN': id, 'en-US': id };
  return {
    names: own,
    stages: [{ id: 'first', desk: Object.keys(desks)[0] ?? '', names: own }],
    promisedTime: '2 working days',
    calendar: Object.keys(calendars)[0] ?? '',
  };
}

/** How a promised time is written: 30m, 4h, 2 working days, 7d. That it is seven days at most, the server says. */
export const isPromisedTime = (text: string): boolean => /^\d{1,4}(m|h|d| working days?)$/.test(text.trim());

/** Changes a place of one type; undefined: it goes. */
export type EditType = (path: Path, value: unknown) => void;
