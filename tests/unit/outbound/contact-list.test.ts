import { linesOfTable, readList } from '../../../server/outbound/contact-list';

const rules = {
  variables: ['amount'],
  numberKey: (written: string) => (/^\+?\d{5,}$/.test(written) ? `+${written.replace('+', '')}` : null),
  newId: () => '00000000-0000-4000-8000-000000000001',
};
const read = (csv: string) => readList(linesOfTable(csv), rules);

describe('a list of contacts', () => {
  it('is read with its variables, quotes, empty lines and a byte order mark', () => {
    const { contacts, faults } = read(
      '\uFEFFnumber,name,amount,consent\r\n13900000001,"Li, Na",3850,yes\r\n\r\n',
    );
    expect(faults).toEqual([]);
    expect(contacts).toMatchObject([
      {
        number: '13900000001',
        numberKey: '+13900000001',
        name: 'Li, Na',
        consent: true,
        variables: { amount: '3850' },
      },
    ]);
  });

  it('tells every fault with its line', () => {
    const { faults } = read(
      'number,amount,timeZone,priority\nnobody,1,,\n13900000001,,,\n13900000002,5,Mars,many\n',
    );
    expect(faults.map(({ line, field }) => [line, field])).toEqual([
      [2, 'number'],
      [3, 'amount'],
      [4, 'priority'],
    ]);
  });

  it.each([
    ['no column number', 'name\nLi'],
    ['a column twice', 'number,amount,amount\n1,2,3'],
    ['quotes that do not match', 'number\n"1390'],
  ])('is refused: %s', (_, csv) => {
    expect(() => linesOfTable(csv)).toThrow();
  });
});
