/** What an external system's answer must be after mapping; anything else is not used. */
import { z } from 'zod';
import {
  billKinds,
  type Bill,
  type BusinessContract,
  type BusinessLine,
  type ServiceOrder,
} from '../../crm/business-system';

const text = z.string().min(1).max(200);
const phoneNumber = z.string().regex(/^[0-9]{1,24}$|^[A-Za-z0-9@._-]{1,64}$/);
const fen = z.int().min(0).max(1_000_000_000_000);
const day = z.iso.date();

export const lineSchema: z.ZodType<BusinessLine> = z.object({
  number: phoneNumber,
  customerId: text,
  customerName: text,
  contractNumber: text.nullable(),
  kind: z.enum(['fixed', 'mobile', 'broadband']),
  status: z.enum(['active', 'suspended', 'closed']),
  features: z.array(text).max(200),
  areaCode: z
    .string()
    .regex(/^\d{1,6}$/)
    .nullable(),
});

export const contractSchema: z.ZodType<BusinessContract> = z.object({
  contractNumber: text,
  customerId: text,
  customerName: text,
  lineNumbers: z.array(phoneNumber).max(10_000),
});

export const billSchema: z.ZodType<Bill> = z.object({
  billId: text,
  kind: z.enum(billKinds),
  month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/),
  amount: fen,
  paid: fen,
  dueDate: day,
  status: z.enum(['open', 'paid', 'overdue']),
});

export const orderSchema: z.ZodType<ServiceOrder> = z.object({
  orderNumber: text,
  serial: text.nullable(),
  type: text,
  stage: text,
  promisedDate: day.nullable(),
  lineNumber: phoneNumber.nullable(),
});
