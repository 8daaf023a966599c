import { parsePack } from '../../../server/ivr/parse-pack';
import { planOf } from '../../../server/ivr/versions/pack-plan';
import { packFiles } from '../../support/pack-room';

const served = (files: ReturnType<typeof packFiles>) => {
  const { pack, faults } = parsePack(files.pack, 'pack.yaml');
  if (pack === null) throw new Error(JSON.stringify(faults));
  return { pack, files };
};
const present = served(packFiles());

describe('the plan of a pack', () => {
  it('is empty when only the version of the file differs', () => {
    const files = { ...packFiles(), pack: packFiles().pack.replace('version: 1', 'version: 7') };
    expect(planOf(present, served(files))).toEqual([]);
  });

  it('tells a setting, and a type of work order, by the field that differs', () => {
    const pack = packFiles()
      .pack.replace("['1000']", "['1000', '1001']")
      .replace('start: main', 'start: told');
    const orders = (minutes: number) =>
      `types: { fault: { desk: faults, promise: { minutes: ${minutes} } } }`;
    const before = { ...present, files: { ...present.files, workOrders: orders(30) } };
    expect(planOf(before, served({ pack, workOrders: orders(60) }))).toEqual([
      {
        ...{ part: 'setting', id: 'accessNumbers', change: 'changed' },
        fields: [{ field: '', before: ['1000'], after: ['1000', '1001'] }],
      },
      {
        ...{ part: 'setting', id: 'flow', change: 'changed' },
        fields: [{ field: 'start', before: 'main', after: 'told' }],
      },
      {
        ...{ part: 'work-order', id: 'types.fault', change: 'changed' },
        fields: [{ field: 'promise.minutes', before: 30, after: 60 }],
      },
    ]);
  });

  it('of a pack nobody has yet is all of it', () => {
    const plan = planOf(null, present);
    expect(plan.every(({ change }) => change === 'added')).toBe(true);
    expect(plan.filter(({ part }) => part === 'node').map(({ id }) => id)).toEqual([
      'main',
      'told',
      'agent',
      'bye',
    ]);
  });
});
