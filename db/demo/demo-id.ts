const kinds = {
  user: '01',
  customer: '02',
  phone: '03',
  line: '04',
  contract: '05',
  order: '06',
  note: '07',
  entry: '08',
  item: '09',
} as const;

/** A fixed UUID (well-formed, version 4) for a row of the demo data, so that seeding twice makes nothing twice. */
export function demoId(kind: keyof typeof kinds, number: number): string {
  return `00000000-0000-4000-8000-${kinds[kind]}${String(number).padStart(10, '0')}`;
}
