import { DateTime } from 'luxon';

/** Now by the calendar of a centre as the tests start it; the machine may live by another. */
export const centreNow = (): DateTime => DateTime.now().setZone('Asia/Shanghai');

/** YYYY-MM-DD there, so many days from now. */
export const centreDay = (days = 0): string => centreNow().plus({ days }).toFormat('yyyy-MM-dd');
