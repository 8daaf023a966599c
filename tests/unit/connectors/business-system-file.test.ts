import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  loadBusinessSystemFile,
  parseBusinessSystemFile,
} from '../../../server/connectors/business-system-http/load-configuration';
import type { UserError } from '../../../server/errors';

const EXAMPLE = join(__dirname, '../../../docs/examples/business-system.yaml');
const example = readFileSync(EXAMPLE, 'utf8');

function faultsOf(text: string): readonly string[] {
  try {
    parseBusinessSystemFile(text, 'crm.yaml');
  } catch (error) {
    return (error as UserError).details['faults'] as readonly string[];
  }
  return [];
}
const lineOf = (text: string, part: string) => text.slice(0, text.indexOf(part)).split('\n').length;

describe('the file of a business system', () => {
  it('that the documentation shows can be used', () => {
    expect(loadBusinessSystemFile(EXAMPLE)).toMatchObject({ name: 'crm97', moneyDecimals: 2 });
  });

  it.each([
    ['baseUrl: https', 'baseUrl: ftp', 'baseUrl'],
    ['baseUrl: https://crm97', 'baseUrl: https://me:secret@crm97', 'must hold no user'],
    ['/subscribers/{number}', '/subscribers/{nummer}', '{nummer} is not known here'],
    ['{month|compact}', '{month|small}', '|small is not known'],
    ['customerName: /custName', 'customerNmae: /custName', 'customerNmae is not known here'],
    ['flag: unpaid', "flag: '{month}'", '{month} is not known here'],
    ['/data/list', 'data.list', 'must be a JSON pointer'],
    ["amt: '{amount}'", "amt: '{sum}'", '{sum} is not known here'],
    ['timeoutMs: 5000', 'timeoutMs: 5', 'timeoutMs'],
    ['method: POST', 'method: GET', 'GET has no body'],
    ['X-Txn-Id', '"X: y"', 'must be the name of a header'],
    ['X-Channel: hotline-1000', 'X-Channel: "a\\r\\nb"', 'must be printable ASCII'],
    ['kind: bearer', 'kind: bearer\n  secret: abc', 'a secret does not belong here'],
    ['each: /code', 'each: /code, fixed: a', 'needs either'],
    ['atOnce: 20', 'atOnce: many', 'resilience.atOnce'],
  ])('with "%s" become "%s" names the line', (right, wrong, message) => {
    const text = example.replace(right, wrong);
    expect(text).not.toBe(example);
    const faults = faultsOf(text);
    expect(faults.join('\n')).toContain(message);
    const lines = faults.map((fault) => Number(/^crm\.yaml:(\d+): /.exec(fault)?.[1]));
    // Some faults are of the block around, or of a part of it.
    const changed = lineOf(text, wrong.split('\n').at(-1)!.trim());
    expect(lines.some((line) => Math.abs(line - changed) < 12)).toBe(true);
  });

  it('takes a secret in clear only when it is asked to', () => {
    const text = example.replace('kind: bearer', 'kind: bearer\n  secret: abc\n  secretInThisFile: true');
    expect(faultsOf(text)).toEqual([]);
  });

  it('reports every fault, in the order of the lines', () => {
    const faults = faultsOf(
      example.replace('timeoutMs: 3000', 'timeoutMs: 0').replace('version: 1', 'version: 2'),
    );
    expect(faults.map((fault) => fault.split(':')[1])).toEqual(
      [lineOf(example, 'version: 1'), lineOf(example, 'timeoutMs: 3000')].map(String),
    );
  });

  it.each(['', ': [', 'just words'])('that is %j is refused', (text) => {
    expect(() => parseBusinessSystemFile(text, 'crm.yaml')).toThrow('crm.yaml:1');
  });

  it('that is not there is named', () => {
    expect(() => loadBusinessSystemFile('/nowhere/crm.yaml')).toThrow(
      '/nowhere/crm.yaml:1: the file cannot be read',
    );
  });
});
