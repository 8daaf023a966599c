import { placesOf } from '../../support/find-secret';

it.each([
  ['in an event', '{"digits":"739152"}', ['in one piece']],
  ['beside other digits', 'card 8600739152', ['in one piece']],
  [
    'key by key',
    'DTMF 7:800\nDTMF 3:800\nDTMF 9:800\nDTMF 1:800\nDTMF 5:800\nDTMF 2:800',
    ['digit by digit'],
  ],
  ['by chance in a time of a stream', '1796058739152-0', []],
  ['by chance in a time in microseconds', 'at 1796058067391520', []],
  ['by chance in an id', '0b216cb4-dd74-4e18-ae13-73915252c7de', []],
])('a secret %s', (_, text, found) => {
  expect(placesOf('739152', [{ where: 'file', text }])).toEqual(found.map((how) => `file: ${how}`));
});
