/** What would be different if a pack were applied: part by part, field by field. */
import { readYaml } from '../../config/yaml-source';
import type { PlanPart } from '../../contract/packs';
import type { Pack } from '../flow';
import type { PackFiles } from './pack-store';

type Fields = Readonly<Record<string, unknown>>;
type Parts = ReadonlyMap<string, Fields>;

interface Served {
  readonly pack: Pack;
  readonly files: PackFiles;
}

/** @param before null: there is no such pack yet */
export function planOf(before: Served | null, after: Served): PlanPart[] {
  return [
    ...differences('setting', settingsOf(before?.pack), settingsOf(after.pack)),
    ...differences('node', nodesOf(before?.pack), nodesOf(after.pack)),
    ...differences('prompt', promptsOf(before?.pack), promptsOf(after.pack)),
    ...differences('work-order', ordersOf(before?.files), ordersOf(after.files)),
  ];
}

function differences(part: PlanPart['part'], before: Parts, after: Parts): PlanPart[] {
  const ids = [...new Set([...before.keys(), ...after.keys()])];
  return ids.flatMap((id) => {
    const [was, is] = [before.get(id), after.get(id)];
    const names = [...new Set([...Object.keys(was ?? {}), ...Object.keys(is ?? {})])];
    const fields = names
      .map((field) => ({ field, before: was?.[field] ?? null, after: is?.[field] ?? null }))
      .filter((each) => JSON.stringify(each.before) !== JSON.stringify(each.after));
    if (fields.length === 0) return [];
    const change = was === undefined ? 'added' : is === undefined ? 'removed' : 'changed';
    return [{ part, id, change, fields }];
  });
}

const asMap = (parts: Readonly<Record<string, unknown>>): Parts =>
  new Map(Object.entries(parts).map(([id, value]) => [id, flat(value)]));

/** All but nodes and prompts. The version is the centre's, whatever the file says. */
function settingsOf(pack: Pack | undefined): Parts {
  if (pack === undefined) return new Map();
  const { name, accessNumbers, languages, limits, announcements, flow } = pack;
  const { start, gaveUp, entries, titles } = flow;
  const settings = { name, accessNumbers, languages, limits, announcements };
  return asMap({ ...settings, flow: { start, gaveUp, entries }, titles });
}

const nodesOf = (pack: Pack | undefined): Parts => asMap(pack?.flow.nodes ?? {});
const promptsOf = (pack: Pack | undefined): Parts => asMap(pack?.prompts ?? {});

/** 'types.fault' */
function ordersOf(files: PackFiles | undefined): Parts {
  const data = files?.workOrders == null ? {} : readYaml(files.workOrders, 'work-orders.yaml').data;
  const sections = Object.entries(isRecord(data) ? data : {}).flatMap(([section, content]) =>
    isRecord(content)
      ? Object.entries(content).map(([id, value]) => [`${section}.${id}`, value] as const)
      : [[section, content] as const],
  );
  return asMap(Object.fromEntries(sections));
}

const isRecord = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** One level down: which key of a menu leads elsewhere is what one wants to read. */
function flat(value: unknown): Fields {
  if (!isRecord(value)) return { '': value };
  return Object.fromEntries(
    Object.entries(value).flatMap(([field, content]) =>
      isRecord(content)
        ? Object.entries(content).map(([key, inner]) => [`${field}.${key}`, inner] as const)
        : [[field, content] as const],
    ),
  );
}
