import { normaliseNumber, numbersIn, type NumberFormat } from '../../server/crm/number-matching';
import { UserError } from '../../server/errors';

export interface PhoneColumns {
  readonly asWritten: string;
  readonly e164: string | null;
  readonly digits: string;
}

/** The numbers a text holds, as they are stored. @throws UserError('validation-failed') when it holds none */
export function phoneColumns(written: string, format: NumberFormat): PhoneColumns[] {
  const rows = numbersIn(written, format).flatMap((asWritten) => {
    const normal = normaliseNumber(asWritten, format);
    return normal ? [{ asWritten, ...normal }] : [];
  });
  if (rows.length === 0) {
    throw new UserError('validation-failed', 'This is not a telephone number.', {
      details: { fields: ['number'] },
    });
  }
  return rows;
}
